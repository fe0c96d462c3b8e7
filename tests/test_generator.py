"""The generator of catalogues: repeatable, of every kind, and sound."""

from __future__ import annotations

from pathlib import Path

from generator import SHARES, generate
from hongke.build import build, check_catalogue
from hongke.kinds import KINDS
from hongke.links import Links


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_files_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        generate(tmp_path / name, entries=60, seed=seed)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert files(tmp_path / "a") != files(tmp_path / "c")


def test_a_generated_catalogue_is_of_every_kind_and_has_no_problem(tmp_path: Path) -> None:
    generate(tmp_path, entries=150)
    catalogue, problems = check_catalogue(tmp_path)
    assert problems == ()
    assert {entry.kind.name for entry in catalogue.entries.values()} == set(KINDS)
    assert set(SHARES) | {"rule"} == set(KINDS)
    assert len(catalogue.entries) - len(catalogue.of_kind("rule")) == 150
    for page in build(tmp_path).pages:
        assert page.fragment(Links()).html, page.address
