"""The command `hongke write`: the site's pages as Markdown files for another renderer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click
from mkdocs.exceptions import Abort, ConfigurationError

from hongke.assets import FOLDER
from hongke.build import Build, build
from hongke.mkdocs_site import CONFIG_FILE, load_configuration, options_of
from hongke.problems import has_errors
from hongke.reports import summary, text_report
from hongke.written.configuration import MARK, mkdocs_configuration
from hongke.written.page import is_written, written_page

_DOCS = "docs"


@click.command(
    help="把全部页面写成 Markdown 文件，不装本程序的 MkDocs 或别的生成器也能用。有错误时退出码为 1，什么也不写。"
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹：新的、空的，或上次写过的。")  # fmt: skip
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
def write(out: Path, root: Path) -> None:
    """Write the pages; what an earlier run wrote and this one does not is removed."""
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        raise click.ClickException(f"{out} 里有别的文件，没有改动。换一个空文件夹。")
    try:
        config = load_configuration(root, {})
    except (Abort, ConfigurationError) as error:
        raise click.ClickException(str(error)) from error
    built = build(root, options_of(root))
    click.echo(text_report(built.problems), nl=False)
    if has_errors(built.problems):
        click.echo(f"目录里有问题：{summary(built.problems)}。什么也没有写。", err=True)
        sys.exit(1)
    site = {key: config[key] for key in ("site_name", "site_description", "site_url", "copyright")}
    try:
        paths, pages = [], 0
        for path, content in _files(built, root / _DOCS, site, config.nav):
            paths.append(out / path)
            pages += path.endswith(".md")
            paths[-1].parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                shutil.copyfile(content, paths[-1])
            else:
                paths[-1].write_bytes(content)
        _remove_others(out / _DOCS, paths)
    except OSError as error:
        raise click.ClickException(f"写不进 {error.filename}（{error.strerror or error}）。检查权限和空间。") from error
    click.echo(f"{pages} 页写在 {out}。下一步：mkdocs build -f {out / CONFIG_FILE}", err=True)


def _files(built: Build, docs: Path, site: dict[str, object], nav: object) -> Iterator[tuple[str, bytes | Path]]:
    """Give every file's path and its bytes, or the file it is a copy of; the configuration, which marks the folder, first."""
    pages = [page for page in built.pages if is_written(page)]
    sources = {page.src for page in pages}
    yield CONFIG_FILE, mkdocs_configuration(site, nav, sources).encode("utf-8")
    # The index and the redirects serve our own site only.
    assets = [
        file for file in built.assets if not file.path.startswith(f"{FOLDER}/") and not file.path.endswith(".html")
    ]
    copied = [path for path in sorted(built.catalogue.files) if PurePosixPath(path).suffix != ".md"]
    urls = {f"{page.address}/" if page.address else "": page.src for page in pages}
    urls.update({path: path for path in [*copied, *(file.path for file in assets)]})
    for page in pages:
        yield f"{_DOCS}/{page.src}", written_page(page, built.catalogue, urls).encode("utf-8")
    for file in assets:
        yield f"{_DOCS}/{file.path}", file.content
    for path in copied:
        yield f"{_DOCS}/{path}", docs / path


def _is_ours(out: Path) -> bool:
    try:
        return (out / CONFIG_FILE).read_text("utf-8").startswith(MARK)
    except (OSError, UnicodeDecodeError):
        return False


def _remove_others(docs: Path, written: list[Path]) -> None:
    kept = set(written)
    for path in sorted(docs.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path not in kept:
            path.unlink()
