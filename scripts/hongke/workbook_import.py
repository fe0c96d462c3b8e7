"""Importing the workbook that `hongke export xlsx` writes: what it changes is shown, and written when asked for."""

from __future__ import annotations

from pathlib import Path

import click

from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import options_of
from hongke.problems import Problem, Severity
from hongke.rewriting.files import file_of
from hongke.sheets.files import NewFile, file_after, told_at_cells
from hongke.sheets.filling import Filled
from hongke.sheets.importing import import_book
from hongke.sheets.reading import CellProblem, read_book
from hongke.sheets.wording import changes_text, counts_text, problems_text
from hongke.trial import problems_with, write_files


def import_workbook(file: Path, root: Path, *, write: bool) -> int:
    """Read a workbook, say what it changes and what is wrong, and write when it is asked for; return the exit status."""
    try:
        book = read_book(file.read_bytes())
    except OSError as error:
        message = f"打不开 {file}（{error.strerror or error}）。若在 Excel 里开着，先关上。"
        raise click.ClickException(message) from error
    catalogue, _ = load_catalogue(root, options_of(root))
    if not (root / "courses").is_dir():
        raise click.ClickException(f"{root} 里没有 courses 文件夹。用 --root 指明课程目录。")
    imported = import_book(book, catalogue)
    files = [made for entry in imported.entries if (made := _file(entry, root)) is not None]
    problems = dict.fromkeys([*imported.problems, *_checked(files, root)])
    click.echo(changes_text(imported.entries), nl=False)
    click.echo(problems_text(problems), nl=False)
    click.echo(counts_text(imported.entries), err=True)
    errors = sum(problem.error for problem in problems)
    if errors:
        click.echo(f"有 {errors} 个错误，什么也没有写。改好表格再导入。", err=True)
        return 1
    if not files:
        click.echo("没有要改的。", err=True)
    elif not write:
        click.echo("还没有写。看过没有问题，再加 --write 写进文件。", err=True)
    else:
        write_files({made.name: made.data for made in files}, root)
        click.echo(f"写了 {len(files)} 个文件。", err=True)
    return 0


def _file(entry: Filled, root: Path) -> NewFile | None:
    return file_after(entry, None if entry.is_new else (root / file_of(entry.address)).read_bytes())


def _checked(files: list[NewFile], root: Path) -> list[CellProblem]:
    """Return the problems that the catalogue would have with these files and has not now, at their cells."""
    if not files:
        return []
    before, after = problems_with({file.name: file.data for file in files}, root)
    return [cell or _elsewhere(problem) for problem, cell in told_at_cells(before, after, files)]


def _elsewhere(problem: Problem) -> CellProblem:
    """Tell a problem that the import would bring to a file that it does not write."""
    place = f"{problem.place.file}:{problem.place.line}:{problem.place.column}"
    return CellProblem(place, problem.message, problem.hint, problem.code, problem.severity is Severity.ERROR)
