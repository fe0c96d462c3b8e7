"""The commands `hongke export …`: the catalogue as files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from hongke.catalogue import Catalogue
from hongke.foreign.exam_workbook import exam_workbook
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import options_of
from hongke.model.quiz import Quiz
from hongke.problems import has_errors, in_order, nearest
from hongke.reports import text_report
from hongke.sheets.book import export_workbook

_ROOT = click.option(
    "--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。"
)

QUIZ_OUTPUTS: Mapping[str, Callable[[Sequence[Quiz]], bytes]] = {".xlsx": exam_workbook}
"""What quizzes are written as, by ending."""


@click.group(help="导出：把课程目录写成别的程序能打开的文件。")
def export() -> None:
    """Group the exports."""


@export.command(help="写成一个 Excel 工作簿：一种条目一张工作表。改好后用 hongke import 读回来。")
@_ROOT
@click.option(
    "--out", default="课程目录.xlsx", show_default=True, type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件。"
)  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="只要这种条目；可以写几次。")
def xlsx(root: Path, out: Path, kinds: tuple[str, ...]) -> None:
    """Write the workbook; entries that cannot be read are told and left out."""
    catalogue, problems = load_catalogue(root, options_of(root))
    if not catalogue.entries:
        click.echo(text_report(in_order(problems)), nl=False)
        raise click.ClickException(f"{root} 里没有可以导出的条目。用 --root 指明课程目录。")
    try:
        out.write_bytes(export_workbook(catalogue, kinds))
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"写不进 {out}（{reason}）。文件若在 Excel 里开着，先关上。") from error
    if has_errors(problems):
        click.echo(text_report(in_order(problems)), nl=False)
        click.echo("上面这些文件有错误，没有导出。", err=True)
    count = sum(not kinds or entry.kind.name in kinds for entry in catalogue.entries.values())
    click.echo(f"{count} 个条目写在 {out}。", err=True)


@export.command(help="把一套或几套题导出成考试宝的 Excel 工作簿。")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--out", metavar="FILE.xlsx", type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件；默认是当前文件夹里的“编号.xlsx”，几套题是“题库.xlsx”。")  # fmt: skip
@_ROOT
def quiz(ids: tuple[str, ...], out: Path | None, root: Path) -> None:
    """Write the workbook."""
    catalogue, _ = load_catalogue(root, options_of(root))
    quizzes = [_quiz(catalogue, name) for name in dict.fromkeys(name.removeprefix("quiz/") for name in ids)]
    out = out or Path(f"{ids[0].removeprefix('quiz/')}.xlsx" if len(quizzes) == 1 else "题库.xlsx")
    make = QUIZ_OUTPUTS.get(out.suffix.lower())
    if make is None:
        raise click.BadParameter(f"扩展名要是 {'、'.join(QUIZ_OUTPUTS)}。", param_hint="--out")
    try:
        out.write_bytes(make(quizzes))
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"写不进 {out}（{reason}）。检查文件夹和权限；文件若在 Excel 里开着，先关上。"
        raise click.ClickException(message) from error
    click.echo(f"{len(quizzes)} 套题，共 {sum(len(found.questions) for found in quizzes)} 道，写在 {out}。", err=True)


def _quiz(catalogue: Catalogue, name: str) -> Quiz:
    entry = catalogue.get(f"quiz/{name}")
    if entry is not None and isinstance(entry.data, Quiz):
        return entry.data
    known = [found.id for found in catalogue.entries.values() if found.kind.name == "quiz"]
    near = nearest(name, known)
    hint = f"是不是 {near}？" if near else f"有这些：{'、'.join(known)}。" if known else "目录里没有题库。"
    if f"quiz/{name}" in catalogue.failed:
        hint = "文件有错误，先用 hongke check 检查。"
    raise click.BadParameter(f"没有题库 quiz/{name}。{hint}", param_hint="ID")
