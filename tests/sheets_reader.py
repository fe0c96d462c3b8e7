"""Workbooks of the catalogue as a trainer changes them, and what comes back of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner

from hongke.commands import main
from hongke.load.catalogue import load_catalogue
from hongke.sheets.book import export_workbook
from hongke.sheets.filling import Filled
from hongke.sheets.importing import import_book
from hongke.sheets.reading import Book, read_book

Edit = Callable[[Any], None]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def exported(root: Path, edit: Edit = lambda _book: None, *kinds: str) -> Path:
    """Export a catalogue, change the workbook as a person would, and save it."""
    out = root.parent / "表.xlsx"
    done = run("export", "xlsx", "--root", root, "--out", out, *(part for kind in kinds for part in ("--kind", kind)))
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(out)
    edit(book)
    book.save(out)
    return out


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def cell(book: Any, sheet: str, heading: str, row: int) -> Any:
    found = [cell for cell in book[sheet][1] if str(cell.value).rstrip("*") == heading]
    return book[sheet].cell(row, found[0].column)


def set_cell(sheet: str, heading: str, row: int, value: Any) -> Edit:
    def edit(book: Any) -> None:
        cell(book, sheet, heading, row).value = value

    return edit


def came_back(root: Path) -> tuple[tuple[Filled, ...], Book]:
    catalogue, problems = load_catalogue(root)
    assert not problems, problems
    book = read_book(export_workbook(catalogue))
    return import_book(book, catalogue).entries, book
