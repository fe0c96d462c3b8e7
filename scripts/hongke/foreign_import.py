"""Importing what others have: tables and documents become new files of the catalogue."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from hongke.catalogue import Catalogue
from hongke.foreign.imported import Imported, table_text
from hongke.foreign.question_sheet import import_questions
from hongke.foreign.reading import read_sheets
from hongke.foreign.sheet import Sheets
from hongke.foreign.table_entries import import_table
from hongke.foreign.table_map import read_map
from hongke.foreign.word_course import import_course, is_course_table
from hongke.foreign.word_document import first_table, read_word
from hongke.foreign.word_material import import_material, material_id
from hongke.kinds import KINDS, Kind
from hongke.load.catalogue import load_catalogue
from hongke.load.loading import Loading
from hongke.mkdocs_site import options_of
from hongke.problems import Problem, has_errors, in_order
from hongke.reports import summary, text_report


class Request(Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    file: Path
    kind: str | None
    map: Path | None
    id: str | None
    root: Path

    @property
    def name(self) -> str:
        """Return the file's name, as messages give it."""
        return self.file.name


def _table(request: Request) -> Imported:
    """Import a question sheet, or another table by its map."""
    if request.kind is None:
        raise click.UsageError("导入表格要用 --kind 写明是哪种条目，如 --kind quiz。")
    if request.map is None and request.kind != "quiz":
        raise click.UsageError(f"导入{KINDS[request.kind].label}要用 --map 指明映射文件；只有题库（quiz）不用。")
    return _by_map(request, KINDS[request.kind], request.map) if request.map else _questions(request)


def _by_map(request: Request, kind: Kind, path: Path) -> Imported:
    if request.id is not None:
        raise click.UsageError("用 --map 导入时编号取自表格或标题，不用 --id。")
    found, problems = read_map(_bytes(path), path.name, kind)
    if found is None:
        return Imported(problems=in_order(problems))
    read = _sheets(request)
    if read.problems:
        return Imported(problems=in_order([*problems, *read.problems]))
    made = import_table(read.sheets, kind, found, _catalogue(request.root), Loading(request.root))
    return replace(made, problems=in_order([*problems, *made.problems]))


def _questions(request: Request) -> Imported:
    read = _sheets(request)
    if read.problems:
        return Imported(problems=read.problems)
    return import_questions(read.sheets, request.file.stem, request.id, _catalogue(request.root))


def _word(request: Request) -> Imported:
    """Import a document as a material, or its table of fields as a course."""
    if request.map is not None:
        raise click.UsageError("Word 文档不用 --map。")
    name = material_id(request.file.stem, request.id)
    found = read_word(_bytes(request.file), request.name, name)
    if isinstance(found, Problem):
        return Imported(problems=(found,))
    catalogue = _catalogue(request.root)
    table = first_table(found.soup)
    if is_course_table(table):
        return import_course(table, request.name, request.file.stem, request.id, catalogue)
    return import_material(found, request.name, request.file.stem, name, catalogue)


IMPORTS: Mapping[str, Callable[[Request], Imported]] = {".csv": _table, ".xlsx": _table, ".docx": _word}
"""How a file is imported, by ending."""


def import_foreign(request: Request, *, write: bool) -> int:
    """Import a file; return 1 when something was left out of it for its errors."""
    if request.id is not None:
        naming = Loading(request.root)
        if not naming.sound_id(request.id, "--id"):
            said = naming.problems[0]
            raise click.BadParameter(f"{said.message}{said.hint}".replace("文件名", ""), param_hint="--id")
    found = IMPORTS[request.file.suffix.lower()](request)
    click.echo(text_report(found.problems), nl=False)
    if found.table:
        click.echo(table_text(found.table), nl=False)
    done = _written(found, request.root) if write else _would_write(found)
    click.echo(f"{summary(found.problems)}。{done}", err=True)
    return 1 if has_errors(found.problems) else 0


def _would_write(found: Imported) -> str:
    if not found.files:
        return "没有可以写的文件。"
    paths = [file.path for file in found.files]
    return f"没有写文件；加上 --write 会写 {paths[0]}{f' 等 {len(paths)} 个文件' if len(paths) > 1 else ''}。"


def _written(found: Imported, root: Path) -> str:
    if not found.files:
        return "没有可以写的文件。"
    for file in found.files:
        target = root / file.path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:  # never over a file that is there
                stream.write(file.data)
        except OSError as error:
            reason = "文件已经存在" if isinstance(error, FileExistsError) else error.strerror or str(error)
            raise click.ClickException(f"写不进 {file.path}（{reason}）。") from error
    paths = [file.path for file in found.files]
    draft = any(b"\nstatus: draft\n" in file.data for file in found.files)
    many = f" 等 {len(paths)} 个文件" if len(paths) > 1 else ""
    return f"写好了 {paths[0]}{many}{'，状态是草稿，看过以后改成 published' if draft else ''}。"


def _sheets(request: Request) -> Sheets:
    data = _bytes(request.file)

    def watch(rows: Iterable[Any], length: int | None) -> Iterable[Any]:
        # A bar in a log is noise: it is drawn on a terminal only.
        with click.progressbar(
            rows, length=length or 0, label=f"读取 {request.name}", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            yield from bar

    return read_sheets(data, request.name, watch)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"打不开 {file}（{error.strerror or error}）。检查文件是否被别的程序占用。"
        raise click.ClickException(message) from error


def _catalogue(root: Path) -> Catalogue:
    catalogue, problems = load_catalogue(root, options_of(root))
    if any(problem.code == "HK024" and problem.place.file == "courses" for problem in problems):
        raise click.BadParameter(f"{root} 里没有 courses 文件夹，不是课程目录。", param_hint="--root")
    return catalogue
