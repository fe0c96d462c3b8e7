"""The command line of `hongke build`, which is read without the command line library where it is written in full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Project
from hongke.build_arguments import FLAGS, VALUES, BuildArguments, read_plainly
from hongke.build_command import build

_WORDS = st.sampled_from([
    "--root", "--out", "--strict", "--portable", "--no-cache", "--root=目录", "--out=site", "--out=", "--strict=1", "--help",
    "-h", "--", "--ou", ".", "站点", "-x", "", "pyproject.toml",
])  # fmt: skip


def values_of(arguments: BuildArguments) -> dict[str, object]:
    return {name: getattr(arguments, name) for name in BuildArguments.__slots__}


def by_click(words: list[str]) -> dict[str, object] | None:
    try:
        context = build.make_context("build", list(words))
    except (click.ClickException, click.exceptions.Exit):
        return None
    found = context.params
    return {**found, "root": str(found["root"]), "out": str(found["out"]) if found["out"] else None}


@given(st.lists(_WORDS, max_size=5))
def test_what_is_read_plainly_is_what_the_library_reads(words: list[str]) -> None:
    found = read_plainly(["build", *words])
    if found is not None:
        assert values_of(found) == by_click(words)


@pytest.mark.parametrize(
    "words",
    [[], ["--root", "目录"], ["--out=site", "--strict"], ["--portable", "--no-cache", "--root=.", "--out", "x"]],
)
def test_what_is_written_in_full_is_read_plainly(words: list[str]) -> None:
    found = read_plainly(["build", *words])
    assert found is not None
    assert values_of(found) == by_click(words)


def test_the_library_knows_the_same_options() -> None:
    options = {name: str(option.name) for option in build.params for name in option.opts}
    assert options == {**VALUES, **FLAGS}


@pytest.mark.parametrize("words", [[], ["check"], ["--version"], ["buil"]])
def test_other_commands_are_left_to_the_library(words: list[str]) -> None:
    assert read_plainly(words) is None


def test_a_build_with_nothing_to_do_loads_no_library(project: Project, tmp_path: Path) -> None:
    command = (
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "hongke",
        "build",
        "--root",
        project.root,
        "--out",
        tmp_path / "site",
    )

    def loaded() -> set[str]:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}

    large = {"click", "pydantic", "msgspec", "mkdocs", "jinja2", "numpy", "pathlib", "typing", "dataclasses"}
    assert large < loaded()
    assert not large & loaded()
