"""The command `hongke`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hongke import __version__
from hongke.author_commands import init, new, schema
from hongke.build import check_catalogue
from hongke.export_commands import export
from hongke.fmt_commands import fmt
from hongke.import_commands import import_
from hongke.ledger_commands import ledger
from hongke.mkdocs_site import build_site, options_of
from hongke.problems import has_errors
from hongke.reports import FORMATS, summary
from hongke.serve_command import serve
from hongke.write_command import write

_ROOT = click.option(
    "--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。"
)


@click.group(
    help="北疆红课：把课程目录变成可检索的中文站点。", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "--version", message="%(version)s")
def main() -> None:
    """Run the command line."""
    # Windows consoles and pipes may not be UTF-8; a character they lack must not end the report.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@main.command(help="检查全部条目，一次报出所有问题。")
@_ROOT
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="报告格式。"
)
def check(root: Path, form: str) -> None:
    """Report every problem; exit 1 when there are errors."""
    click.echo(f"检查 {root} …", err=True)
    catalogue, found = check_catalogue(root, options_of(root))
    click.echo(FORMATS[form](found), nl=False)
    click.echo(f"共 {len(catalogue.entries)} 个条目，{summary(found)}。", err=True)
    sys.exit(1 if has_errors(found) else 0)


@main.command(help="构建站点。有错误时退出码为 1，什么也不写。")
@_ROOT
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="写到哪里，默认是 mkdocs.yml 里的 site_dir。"
)
@click.option("--strict", is_flag=True, help="有警告也算失败。")
@click.option("--portable", is_flag=True, help="不用服务器，直接从文件夹打开也能搜索和筛选。")
def build(root: Path, out: Path | None, *, strict: bool, portable: bool) -> None:
    """Build the site as `mkdocs build` does."""
    sys.exit(build_site(root, out, strict=strict, portable=portable))


for command in (init, new, schema, serve, write, fmt, export, import_, ledger):
    main.add_command(command)

if __name__ == "__main__":
    main()
