"""The commands `hongke export …`: the catalogue as files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import options_of
from hongke.problems import has_errors, in_order
from hongke.reports import text_report
from hongke.sheets.book import export_workbook

_ROOT = click.option(
    "--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。"
)


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
