"""The command `hongke import`: files of other programs into the catalogue, by the file's ending."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from hongke.build import check_catalogue
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import CONFIG_FILE, options_of
from hongke.problems import Problem, Severity
from hongke.reports import line as problem_line
from hongke.rewriting.files import file_of
from hongke.sheets.files import NewFile, file_after, told_at_cells
from hongke.sheets.importing import import_book
from hongke.sheets.reading import CellProblem, read_book
from hongke.sheets.wording import changes_text, counts_text, problems_text


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
    sys.exit(importer(file, root, write))


def import_xlsx(file: Path, root: Path, write: bool) -> int:  # noqa: FBT001 - the importers' common form
    """Read a workbook, say what it changes and what is wrong, and write when it is asked for; return the exit status."""
    try:
        book = read_book(file.read_bytes())
    except OSError as error:
        raise click.ClickException(
            f"打不开 {file}（{error.strerror or error}）。若在 Excel 里开着，先关上。"
        ) from error
    catalogue, _ = load_catalogue(root, options_of(root))
    imported = import_book(book, catalogue)
    found = [file_after(entry, _bytes_of(root, entry.address, new=entry.is_new)) for entry in imported.entries]
    files = [made for made in found if made is not None]
    click.echo(changes_text(imported.entries), nl=False)
    problems = [*imported.problems, *_checked(files, root)]
    click.echo(problems_text(problems), nl=False)
    click.echo(counts_text(imported.entries), err=True)
    errors = sum(problem.error for problem in set(problems))
    if errors:
        click.echo(f"有 {errors} 个错误，什么也没有写。改好表格再导入。", err=True)
        return 1
    if not files:
        click.echo("没有要改的。", err=True)
    elif not write:
        click.echo("还没有写。看过没有问题，再加 --write 写进文件。", err=True)
    else:
        _write(files, root)
        click.echo(f"写了 {len(files)} 个文件。", err=True)
    return 0


IMPORTERS: Mapping[str, Callable[[Path, Path, bool], int]] = {".xlsx": import_xlsx}
"""Importers by ending: each is given the file, the root of the catalogue and whether to write."""


def _bytes_of(root: Path, address: str, *, new: bool) -> bytes | None:
    return None if new else (root / file_of(address)).read_bytes()


def _checked(files: list[NewFile], root: Path) -> list[CellProblem]:
    """Return the problems that the catalogue would have with these files and has not now, at their cells."""
    if not files:
        return []
    options = options_of(root)
    _, before = check_catalogue(root, options)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(root, copy)
        _write(files, copy)
        _, after = check_catalogue(copy, options)
    return [cell or _elsewhere(problem) for problem, cell in told_at_cells(before, after, files)]


def _elsewhere(problem: Problem) -> CellProblem:
    """Tell a problem that the import would bring to a file that it does not write."""
    place = problem_line(problem).split(" ", 1)[0]
    return CellProblem(place, problem.message, problem.hint, problem.code, problem.severity is Severity.ERROR)


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


def _write(files: list[NewFile], root: Path) -> None:
    for file in files:
        target = root / file.name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
        except OSError as error:
            raise click.ClickException(
                f"写不进 {target}（{error.strerror or error}）。检查权限，先关上别的程序。"
            ) from error
