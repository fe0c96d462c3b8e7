"""The command `hongke build`, for the command line library: `--help`, and what is written in another way than in full."""

from __future__ import annotations

from pathlib import Path

import click

from hongke.build_arguments import BuildArguments
from hongke.building import build as build_site
from hongke.ending import Done


@click.command(help="构建站点。有错误时退出码为 1，什么也不写。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="写到哪里，默认是 mkdocs.yml 里的 site_dir。"
)
@click.option("--strict", is_flag=True, help="有警告也算失败。")
@click.option("--portable", is_flag=True, help="不用服务器，直接从文件夹打开也能搜索和筛选。")
@click.option("--no-cache", is_flag=True, help="不用上一次构建留下的结果，也不留下这一次的。")
def build(root: Path, out: Path | None, *, strict: bool, portable: bool, no_cache: bool) -> None:
    """Build the site."""
    arguments = BuildArguments(
        str(root), str(out) if out else None, strict=strict, portable=portable, no_cache=no_cache
    )
    raise Done(build_site(arguments))
