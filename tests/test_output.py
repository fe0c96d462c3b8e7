"""The folder of a site: written over, never through a link; what no longer belongs goes."""

from __future__ import annotations

import os
from pathlib import Path

from hongke.output import Output


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_are_written_over_and_the_rest_is_taken_away(tmp_path: Path) -> None:
    for path in ("a/old.html", "a/index.html", "gone/deep/x.html", ".hidden/x", "a/.x"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"old and rather long")
    output = Output(str(tmp_path))
    output.write("a/index.html", b"new")
    output.write("b/c/d.html", b"")
    output.sweep()
    assert names(tmp_path) == [".hidden/x", "a/index.html", "b/c/d.html"]
    assert not (tmp_path / "gone").exists()
    assert (tmp_path / "a/index.html").read_bytes() == b"new"


def test_a_file_in_a_new_folder_can_be_written_again(tmp_path: Path) -> None:
    output = Output(str(tmp_path / "site"))
    for content in (b"first and long", b"second", b""):
        output.write("a/b/x.html", content)
        assert (tmp_path / "site/a/b/x.html").read_bytes() == content
    output.remove("a/b/x.html")
    output.write("a/b/y.html", b"y")
    output.sweep()
    assert names(tmp_path) == ["site/a/b/y.html"]


def test_files_and_folders_change_places(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"a file")
    (tmp_path / "name.html/in").mkdir(parents=True)
    (tmp_path / "name.html/in/x").write_bytes(b"x")
    output = Output(str(tmp_path))
    output.write("page/index.html", b"1")
    output.write("name.html", b"2")
    output.sweep()
    assert names(tmp_path) == ["name.html", "page/index.html"]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    site, kept = tmp_path / "site", tmp_path / "kept"
    (site / "a").mkdir(parents=True)
    (kept / "folder").mkdir(parents=True)
    for name in ("hard", "soft", "copied", "copied-hard"):
        (kept / name).write_bytes(b"kept")
    os.link(kept / "hard", site / "a/hard")
    os.link(kept / "copied-hard", site / "a/copied-hard")
    (site / "a/soft").symlink_to(kept / "soft")
    (site / "a/copied").symlink_to(kept / "copied")
    (site / "a/folder").symlink_to(kept / "folder")
    (tmp_path / "source").write_bytes(b"new")
    output = Output(str(site))
    for name in ("hard", "soft", "folder/x"):
        output.write(f"a/{name}", b"new")
    for name in ("copied", "copied-hard"):
        output.copy(str(tmp_path / "source"), f"a/{name}")
    output.sweep()
    assert {path.read_bytes() for path in site.rglob("*") if path.is_file()} == {b"new"}
    assert {path.read_bytes() for path in kept.rglob("*") if path.is_file()} == {b"kept"}
    assert list((kept / "folder").iterdir()) == []
    assert len(names(site)) == 5


def test_a_write_protected_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    (tmp_path / "x").chmod(0o444)
    Output(str(tmp_path)).write("x", b"new")
    assert (tmp_path / "x").read_bytes() == b"new"


def test_a_file_of_a_plugin_that_stands_in_the_site_already_stays(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"made by a plugin")
    output = Output(str(tmp_path))
    output.copy(str(tmp_path / "x"), "x")
    output.sweep()
    assert (tmp_path / "x").read_bytes() == b"made by a plugin"
