"""`docs/**/*.md` to study materials, the home page and other hand-written pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct

from hongke.catalogue import Document, Entry, HandWritten
from hongke.kinds import KINDS
from hongke.load.front_matter import FRONT_MATTER
from hongke.load.loading import Loading
from hongke.load.read_entry import ReadEntry
from hongke.model.page import HandPage, Home
from hongke.signs import is_marked
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node

_OPENING = re.compile(r"---[ \t]*\n[^\n]*:")
_HEAD = "开头两行 --- 之间"
_HEADING = re.compile(r"^#[ \t]+(?P<title>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def load_documents(docs: Path, loading: Loading) -> frozenset[str]:
    """Read every Markdown file below `docs/`: materials become entries, the others hand-written pages.

    Returns the names of all files there, relative to `docs/`.
    """
    if not docs.is_dir():
        loading.say("HK024", "docs", "找不到 docs 文件夹。", "新建 docs 文件夹，首页写在 docs/index.md。")
        return frozenset()
    files = dict(sorted(_files_below(docs), key=lambda pair: pair[0].split("/")))
    for where, found in files.items():
        name = f"docs/{where}"
        if where.startswith("materials/") and not where.endswith(".md"):
            _misnamed_material(Path(found), loading)
        elif not where.endswith(".md") or found.name == ".md":
            continue
        elif where == "index.md":
            loading.add(name, found, partial(_load_home, Path(found)))
        elif where.startswith("materials/"):
            loading.add(name, found, partial(load_material, Path(found), where))
        else:
            loading.add(name, found, partial(_load_page, Path(found), where))
    return frozenset(files)


def _files_below(folder: str | Path, where: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give every file below a folder with its name relative to it, less what editors and systems leave there."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name[0] in ".~":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, f"{where}{entry.name}/")
            elif entry.is_file():
                yield f"{where}{entry.name}", entry


def _misnamed_material(path: Path, loading: Loading) -> None:
    """Say of a file among the materials that is text, and not Markdown by its name, that it is passed over."""
    if path.suffix.lower() in (".md", ".markdown", ".mdown", ".txt", ".yml", ".yaml"):
        stem = path.name.split(".")[0]
        loading.say("HK021", loading.name(path), f"扩展名是 “{path.suffix}”，不是 “.md”。", f"改名为 {stem}.md。")


class _Read(Struct, frozen=True):
    """A Markdown file taken apart: the tree of its front matter (None where it has none), the text below, its first line."""

    tree: Node | None
    source: str
    body: str
    line: int


def _text(file: str, loading: Loading, data: bytes | None) -> str | None:
    """Return the text of a file, or None with problems where it is none."""
    text, problems = read_text(data, file) if data is not None else (None, [])
    loading.problems += problems
    return text.replace("\r\n", "\n") if text is not None else None


def _read(text: str | None, file: str, loading: Loading) -> _Read | None:
    """Return the text of a Markdown file taken apart, or None with problems where it cannot be read."""
    if text is None:
        return None
    found = FRONT_MATTER.match(text)
    if not found:
        if _OPENING.match(text):
            loading.say("HK025", file, "开头的标题信息没有结束。", "在最后一个字段下面另起一行写 ---。")
            return None
        return _Read(None, text, text, 1)
    from hongke.source.reader import read_tree  # and YAML's own, which a sound entry does not need

    tree, problems = read_tree(found["head"], file, first_line=2)
    if [said.code for said in problems] == ["HK004"]:
        tree, problems = Mapping(1, 1), []
    loading.problems += problems
    return _Read(tree, text, text[found.end() :], text.count("\n", 0, found.end()) + 1) if not problems else None


def _load_home(path: Path, loading: Loading, data: bytes | None) -> None:
    file = loading.name(path)
    read = _read(_text(file, loading, data), file, loading)
    if read is None:
        return
    tree = read.tree or Mapping(1, 1)
    value = loading.typed(tree, Home, file, what=_HEAD)
    if value is not None:
        loading.home = Document(
            data=value, file=file, tree=tree, source=read.source, body=read.body, body_line=read.line
        )


def _load_page(path: Path, where: str, loading: Loading, data: bytes | None) -> None:
    file = loading.name(path)
    read = _read(_text(file, loading, data), file, loading)
    if read is None:
        return
    tree = read.tree or Mapping(1, 1)
    value = loading.typed(tree, HandPage, file, what=_HEAD)
    if value is None:
        return
    heading = _HEADING.search(read.body)
    title = value.title or (heading["title"] if heading else path.stem)
    loading.pages.append(
        HandWritten(
            data=value,
            file=file,
            tree=tree,
            source=read.source,
            body=read.body,
            body_line=read.line,
            path=where,
            title=title,
        )
    )


def load_material(path: Path, where: str, loading: Loading, data: bytes | None) -> None:
    """Read one study material from the bytes of its file, None where they cannot be had; `where` is relative to `docs/`."""
    kind = KINDS["materials"]
    file = loading.name(path)
    loading.failed.add(f"materials/{path.stem}")
    if where.count("/") > 1:
        loading.say("HK021", file, "materials 文件夹里不再分子文件夹。", "把文件移到 docs/materials/ 下。")
        return
    sound = loading.sound_id(path.stem, file)
    text = _text(file, loading, data)
    entry = _sound_material(text, data, file, path.stem, loading) if sound and text and data else None
    if entry is not None:
        loading.keep(entry)
        return
    read = _read(text, file, loading)
    if read is None:
        return
    if read.tree is None:
        hint = "第一行写 ---，下面写 title、summary，再以 --- 结束。"
        loading.say("HK025", file, "文件开头没有标题信息（front matter）。", hint)
        return
    value = loading.typed(read.tree, kind.model, file, what=_HEAD)
    if value is not None and sound:
        loading.keep(
            Entry(
                data=value,
                file=file,
                tree=read.tree,
                source=read.source,
                body=read.body,
                body_line=read.line,
                kind=kind,
                id=path.stem,
            )
        )


def _sound_material(text: str, data: bytes, file: str, name: str, loading: Loading) -> ReadEntry | None:
    """Return the material that a file comes to, or None where there may be something to say of it."""
    kind = KINDS["materials"]
    found = FRONT_MATTER.match(text)
    read = loading.read_quickly(found["head"], kind.model) if found else None
    if found is None or read is None:
        return None
    return ReadEntry.make(
        read, data, kind=kind, name=name, file=file, marked=is_marked(text),
        body=text[found.end() :], body_line=text.count("\n", 0, found.end()) + 1,
    )  # fmt: skip
