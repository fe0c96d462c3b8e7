"""The command `hongke build`. Where nothing has changed it says so before anything large is loaded."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable
from pathlib import Path

import click

from hongke.ending import Done
from hongke.standing.cache import Cache
from hongke.standing.key import key_of
from hongke.standing.manifest import MANIFEST, Manifest, looks_of_content, standing_at


@click.command(help="构建站点。有错误时退出码为 1，什么也不写。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="写到哪里，默认是 mkdocs.yml 里的 site_dir。"
)
@click.option("--strict", is_flag=True, help="有警告也算失败。")
@click.option("--portable", is_flag=True, help="不用服务器，直接从文件夹打开也能搜索和筛选。")
@click.option("--no-cache", is_flag=True, help="不用上一次构建留下的结果，也不留下这一次的。")
def build(root: Path, out: Path | None, *, strict: bool, portable: bool, no_cache: bool) -> None:
    """Build the site as `mkdocs build` does."""
    # The process ends with the build: looking for garbage in it costs a tenth of its time and finds next to none.
    gc.disable()
    raise Done(
        _anew(root, out, strict=strict, portable=portable)
        if no_cache
        else _with_cache(root, out, strict=strict, portable=portable)
    )


def _with_cache(root: Path, out: Path | None, *, strict: bool, portable: bool) -> int:
    cache, moment = Cache(root), time.time_ns()
    key = key_of(str(root.absolute()), str(out.absolute()) if out else "", strict=strict, portable=portable)
    data = cache.read(MANIFEST)
    manifest = Manifest.from_bytes(data, key) if data is not None else None
    if manifest is not None and manifest.same_settings() and manifest.same_site():
        content = looks_of_content(str(root))
        changed = manifest.changed(content)
        if not changed:
            _say([*manifest.said, *manifest.remarks, standing_at(manifest.out)])
            return 0
        from hongke.rebuild_command import rebuilt  # loads what is needed to read a catalogue

        status = rebuilt(root, cache, manifest, content, changed, moment)
        if status is not None:
            return status
    return _anew(root, out, strict=strict, portable=portable, cache=cache, key=key)


def _anew(
    root: Path, out: Path | None, *, strict: bool, portable: bool, cache: Cache | None = None, key: bytes = b""
) -> int:
    """Build the whole site; where there is a cache, leave what the next build can use."""
    from hongke.allocating import keep_memory
    from hongke.keeping import Keeper
    from hongke.mkdocs_site import build_site

    keep_memory()
    keeper = None
    if cache is not None:
        cache.throw_away()
        try:
            keeper = Keeper(root, cache, key)
        except OSError:
            keeper = None  # a disk that cannot be written to: the next build is as long as this one
    try:
        return build_site(root, out, strict=strict, portable=portable, keeper=keeper)
    finally:
        if keeper:
            keeper.close()


def _say(lines: Iterable[str]) -> None:
    for text in lines:
        click.echo(text, err=True)
