"""The guide to imports shows what really happens, and names every option there is."""

from __future__ import annotations

import re

import click
import pytest

from conftest import REPOSITORY, Project, command
from foreign_files import run
from hongke.foreign.question_header import NAMES
from hongke.foreign.table_map import ColumnMap, TableMap

GUIDE = (REPOSITORY / "docs/guide/import.md").read_text("utf-8")


def block(language: str, number: int = 0) -> str:
    """Return a block of code of the guide."""
    return str(re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)[number])


def test_the_worked_example_gives_what_the_guide_shows(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("案例.csv", block("text"))
    project.write("案例.yml", block("yaml"))
    monkeypatch.chdir(project.root)
    command = block("sh", 1).split()[1:]
    assert run(" ".join(command)).stdout == block("console")
    assert (project.root / "courses/case/wang-ge-lian-xin.yml").read_text("utf-8") == block("yaml", 1)
    assert project.report() == ""


def test_the_guide_names_the_options_and_no_others() -> None:
    export = command("export")
    assert isinstance(export, click.Group)
    # `export xlsx` is in the guide to Excel.
    commands = [command("import"), export.commands["quiz"]]
    options = {
        name for command in commands for parameter in command.params for name in parameter.opts if name[:2] == "--"
    }
    assert set(re.findall(r"--[a-z][a-z-]+", GUIDE)) == options
    assert set(re.findall(r"hongke export ([a-z]+)", GUIDE)) == {"quiz"}


def test_the_guide_names_every_field_of_a_map_and_the_columns_of_questions() -> None:
    for name in (*TableMap.model_fields, *ColumnMap.model_fields):
        assert f"`{name}`" in GUIDE
    for field in ("stem", "type", "answer", "explanation", "difficulty", "score", "chapter"):
        assert NAMES[field][0] in GUIDE
