"""`docs/**/*.md` to study materials, the home page and other hand-written pages."""

from __future__ import annotations

import re
from pathlib import Path

from hongke.catalogue import Document, Entry, HandWritten
from hongke.kinds import KINDS
from hongke.load.loading import Loading
from hongke.model.page import HandPage, Home
from hongke.source.reader import read_tree
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def load_documents(docs: Path, loading: Loading) -> tuple[tuple[HandWritten, ...], Document | None, frozenset[str]]:
    """Read every Markdown file below `docs/`: materials become entries, the others hand-written pages."""
    if not docs.is_dir():
        loading.say("HK024", "docs", "找不到 docs 文件夹。", "新建 docs 文件夹，首页写在 docs/index.md。")
        return (), None, frozenset()
    pages: list[HandWritten] = []
    home: Document | None = None
    files = sorted(
        path
        for path in docs.rglob("*")
        if path.is_file() and not any(part[0] in ".~" for part in path.relative_to(docs).parts)
    )
    for path in files:
        if path.suffix != ".md":
            continue
        where = path.relative_to(docs).as_posix()
        if where == "index.md":
            home = _load_home(path, loading)
        elif where.startswith("materials/"):
            _load_material(path, where, loading)
        else:
            page = _load_page(path, where, loading)
            pages += [page] if page else []
    return tuple(pages), home, frozenset(path.relative_to(docs).as_posix() for path in files)


def _front_matter(path: Path, loading: Loading) -> tuple[Node | None, str, int] | None:
    """Return the tree of the front matter, the text below and the line it begins on; None when it cannot be read."""
    file = loading.name(path)
    data = loading.read(path)
    text, problems = read_text(data, file) if data is not None else (None, [])
    loading.problems += problems
    if text is None:
        return None
    text = text.replace("\r\n", "\n")
    found = _FRONT_MATTER.match(text)
    if not found:
        return None, text, 1
    tree, problems = read_tree(found["head"], file, first_line=2)
    loading.problems += problems
    return (tree, text[found.end() :], text.count("\n", 0, found.end()) + 1) if not problems else None


def _load_home(path: Path, loading: Loading) -> Document | None:
    read = _front_matter(path, loading)
    if read is None:
        return None
    tree, body, line = read
    tree = tree or Mapping(1, 1)
    value = loading.typed(tree, Home, loading.name(path))
    return (
        Document(data=value, file=loading.name(path), tree=tree, body=body.strip("\n"), body_line=line)
        if value
        else None
    )


def _load_page(path: Path, where: str, loading: Loading) -> HandWritten | None:
    read = _front_matter(path, loading)
    if read is None:
        return None
    tree, body, line = read
    tree = tree or Mapping(1, 1)
    value = loading.typed(tree, HandPage, loading.name(path))
    if value is None:
        return None
    heading = _HEADING.search(body)
    title = value.title or (heading["title"] if heading else path.stem)
    return HandWritten(
        data=value, file=loading.name(path), tree=tree, body=body, body_line=line, path=where, title=title
    )


def _load_material(path: Path, where: str, loading: Loading) -> None:
    kind = KINDS["materials"]
    file = loading.name(path)
    loading.failed.add(f"materials/{path.stem}")
    if where.count("/") > 1:
        loading.say("HK021", file, "materials 文件夹里不再分子文件夹。", "把文件移到 docs/materials/ 下。")
        return
    sound = loading.sound_id(path.stem, file)
    read = _front_matter(path, loading)
    if read is None:
        return
    tree, body, line = read
    if tree is None:
        loading.say(
            "HK025",
            file,
            "文件开头没有标题信息（front matter）。",
            "第一行写 ---，下面写 title、summary，再以 --- 结束。",
        )
        return
    value = loading.typed(tree, kind.model, file)
    if value is not None and sound:
        loading.keep(Entry(data=value, file=file, tree=tree, body=body, body_line=line, kind=kind, id=path.stem))
