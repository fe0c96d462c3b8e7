"""The command `hongke import`: files of other programs into the catalogue, by the file's ending."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for: the file, the root of the catalogue, and whether to write."""

    file: Path
    root: Path
    write: bool


@click.command(
    "import", help="读入 Excel 工作簿（hongke export xlsx 的格式）：先列出会改什么、有什么问题；加 --write 才写进文件。"
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
@click.option("--write", is_flag=True, help="写进文件；有错误时什么也不写。")
def import_(file: Path, root: Path, *, write: bool) -> None:
    """Read a file with the importer of its ending; exit 1 when something is wrong."""
    importer = IMPORTERS.get(file.suffix.lower())
    if importer is None:
        raise click.UsageError(f"不认识 “{file.suffix}” 文件。能读入的有：{'、'.join(IMPORTERS)}。")
    sys.exit(importer(Request(file=file, root=root, write=write)))


def import_workbook(request: Request) -> int:
    """Read a workbook, say what it changes and what is wrong, and write when it is asked for; return the exit status."""
    try:
        book = read_book(request.file.read_bytes())
    except OSError as error:
        message = f"打不开 {request.file}（{error.strerror or error}）。若在 Excel 里开着，先关上。"
        raise click.ClickException(message) from error
    catalogue, _ = load_catalogue(request.root, options_of(request.root))
    if not (request.root / "courses").is_dir():
        raise click.ClickException(f"{request.root} 里没有 courses 文件夹。用 --root 指明课程目录。")
    imported = import_book(book, catalogue)
    files = [file for entry in imported.entries if (file := _file(entry, request.root)) is not None]
    problems = dict.fromkeys([*imported.problems, *_checked(files, request.root)])
    click.echo(changes_text(imported.entries), nl=False)
    click.echo(problems_text(problems), nl=False)
    click.echo(counts_text(imported.entries), err=True)
    errors = sum(problem.error for problem in problems)
    if errors:
        click.echo(f"有 {errors} 个错误，什么也没有写。改好表格再导入。", err=True)
        return 1
    if not files:
        click.echo("没有要改的。", err=True)
    elif not request.write:
        click.echo("还没有写。看过没有问题，再加 --write 写进文件。", err=True)
    else:
        write_files({file.name: file.data for file in files}, request.root)
        click.echo(f"写了 {len(files)} 个文件。", err=True)
    return 0


IMPORTERS: Mapping[str, Callable[[Request], int]] = {".xlsx": import_workbook}
"""Importers by ending; each returns the exit status."""


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
