"""The command `hongke check`."""

from __future__ import annotations

from pathlib import Path

import click

from hongke.build import check_catalogue
from hongke.ending import Done
from hongke.mkdocs_site import options_of
from hongke.problems import has_errors
from hongke.reports import FORMATS, summary


@click.command(help="检查全部条目，一次报出所有问题。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="报告格式。"
)
def check(root: Path, form: str) -> None:
    """Report every problem; exit 1 when there are errors."""
    click.echo(f"检查 {root} …", err=True)
    catalogue, found = check_catalogue(root, options_of(root))
    click.echo(FORMATS[form](found), nl=False)
    click.echo(f"共 {len(catalogue.entries)} 个条目，{summary(found)}。", err=True)
    raise Done(1 if has_errors(found) else 0)
