"""The command `hongke import`: files of other programs into the catalogue, by the file's ending."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hongke.foreign_import import IMPORTS, Request, import_foreign
from hongke.kinds import KINDS
from hongke.workbook_import import import_workbook


@click.command(
    "import",
    help="读入别的程序的文件：目录的 Excel 工作簿、题库表、别处的表格、Word 文档。不加 --write 只检查，什么也不写。",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--kind",
    type=click.Choice([name for name, kind in KINDS.items() if not kind.markdown]),
    help="表格里是哪种条目；hongke export xlsx 的工作簿不用写。",
)
@click.option(
    "--map",
    "map_",
    metavar="MAP.yml",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="映射文件：哪一列是哪个字段。",
)
@click.option("--id", "id_", metavar="编号", help="新条目的编号；默认按文件名的拼音。")
@click.option("--write", is_flag=True, help="写进目录；不加只检查。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
def import_(file: Path, kind: str | None, map_: Path | None, id_: str | None, root: Path, *, write: bool) -> None:
    """Import a file; exit 1 when something is wrong with it. A workbook without a kind is the catalogue's own."""
    ending = file.suffix.lower()
    if ending not in IMPORTS:
        raise click.BadParameter(f"不会导入 “{file.name}”。可以导入的：{'、'.join(IMPORTS)}。", param_hint="FILE")
    if ending == ".xlsx" and kind is None and map_ is None and id_ is None:
        sys.exit(import_workbook(file, root, write=write))
    sys.exit(import_foreign(Request(file=file, kind=kind, map=map_, id=id_, root=root), write=write))
