"""Files that would be written to a catalogue: tried on a copy first, so that the checks speak before anything changes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from hongke.build import check_catalogue
from hongke.mkdocs_site import CONFIG_FILE, options_of
from hongke.problems import Problem


def problems_with(files: Mapping[str, bytes], root: Path) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems of the catalogue as it is, and those that it would have with these files."""
    options = options_of(root)
    _, before = check_catalogue(root, options)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(root, copy)
        write_files(files, copy)
        _, after = check_catalogue(copy, options)
    return before, after


def write_files(files: Mapping[str, bytes], root: Path) -> None:
    """Write files, named relative to the root."""
    for name, data in files.items():
        target = root / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            message = f"写不进 {target}（{error.strerror or error}）。检查权限，先关上用着它的程序。"
            raise click.ClickException(message) from error


def _copy(root: Path, to: Path) -> None:
    """Copy a catalogue for a trial: pictures and other files are there by name alone."""
    shutil.copytree(root / "courses", to / "courses")
    if (root / CONFIG_FILE).is_file():
        shutil.copy(root / CONFIG_FILE, to / CONFIG_FILE)
    for path in sorted((root / "docs").rglob("*")):
        target = to / path.relative_to(root)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".md":
                shutil.copy(path, target)
            else:
                target.touch()
