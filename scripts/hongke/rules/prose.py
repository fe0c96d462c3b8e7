"""Rules on an author's Markdown: links to files that exist, live lists that can be answered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from hongke.catalogue import Document, Entry, HandWritten
from hongke.file_links import is_file_link, resolve_file
from hongke.leaves import Leaf
from hongke.listing import list_blocks
from hongke.problems import Problem, nearest, problem
from hongke.rules.surroundings import Surroundings
from hongke.wiki import without_code

_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?(?P<target>[^)\s>]+)")


def folder_of(document: Document) -> str:
    """Return the folder below `docs/` that file links in a document are relative to."""
    if isinstance(document, HandWritten):
        return document.path.rpartition("/")[0]
    return "materials" if isinstance(document, Entry) and document.kind.markdown else ""


def broken_file_link(document: Document, texts: Iterable[Leaf], around: Surroundings) -> Iterator[Problem]:
    """HK303: a Markdown link to a file names one that exists below `docs/` or a page that is generated."""
    for leaf in texts:
        if not leaf.prose or "](" not in leaf.text:
            continue
        folder = folder_of(document)
        for found in _LINK.finditer(without_code(leaf.text)):
            target = found["target"]
            path = resolve_file(target.partition("#")[0], folder)
            if is_file_link(target) and path not in around.files:
                near = _nearest_file(path, folder, around.files)
                hint = f"是不是 “{near}”？" if near else "链接到条目可以写 [[种类/编号]]。"
                place = document.text_place(leaf, found.start("target"), target)
                yield problem("HK303", place, f"链接的文件 “{target}” 不存在。", hint)


def _nearest_file(path: str, folder: str, known: Iterable[str]) -> str | None:
    """Return how an author in `folder` would write the file that is most likely meant: one of the same ending."""
    ending = path.rpartition(".")[2]
    files = [name for name in known if name.rpartition(".")[2] == ending]
    # `case/x.md` written in a folder of its own means the page at the root.
    inside = path.removeprefix(f"{folder}/") if folder else path
    near = inside if inside in files else nearest(path, files)
    return posixpath.relpath(near, folder or ".") if near else None


def bad_list_block(document: Document, texts: Iterable[Leaf], around: Surroundings) -> Iterator[Problem]:
    """HK302: a live list names a kind and filters that exist."""
    for leaf in texts:
        if not leaf.prose or "///" not in leaf.text:
            continue
        for block in list_blocks(leaf.text, around.vocabularies):
            for at, message, hint in block.complaints:
                needle = leaf.text[at:].split("\n", 1)[0]
                yield problem("HK302", document.text_place(leaf, at, needle), message, hint)
