"""Rules on an author's Markdown: links to files that exist, live lists that can be answered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from hongke.catalogue import Catalogue, Document, Entry, HandWritten, without_code
from hongke.kinds import KINDS
from hongke.listing import list_blocks
from hongke.model.meeting import MEETING_TYPES
from hongke.problems import Problem, nearest, problem
from hongke.prose import is_file_link, resolve_file

_LINK = re.compile(r"!?\[[^\]\n]*\]\(\s*<?(?P<target>[^)\s>]+)")


OTHER_PAGES = (
    "browse/index.md",
    "search/index.md",
    "stats/index.md",
    "ledger/index.md",
    "records/index.md",
    *(f"records/{kind.slug}.md" for kind in MEETING_TYPES),
    "quiz/all/contest.md",
    "quiz/all/wrong.md",
    "guide/codes.md",
    "guide/options.md",
    "guide/vocabularies.md",
    "guide/fields/index.md",
    *(f"guide/fields/{kind}.md" for kind in KINDS),
)
"""Generated pages that are neither an entry's nor a word's nor an index; a test holds this to the pages that are made."""


def folder_of(document: Document) -> str:
    """Return the folder below `docs/` that file links in a document are relative to."""
    if isinstance(document, HandWritten):
        return document.path.rpartition("/")[0]
    return "materials" if isinstance(document, Entry) and document.kind.markdown else ""


def generated_files(catalogue: Catalogue) -> frozenset[str]:
    """Return the Markdown files that a link may name although they are generated: entries, indexes, pages of words."""
    words = {
        f"{vocabulary.name}/{slug}.md" for vocabulary in catalogue.vocabularies.values() for slug in vocabulary.words
    }
    indexes = {f"{name}/index.md" for name in (*KINDS, *catalogue.vocabularies)}
    return frozenset({f"{address}.md" for address in catalogue.entries} | words | indexes | set(OTHER_PAGES))


def broken_file_link(catalogue: Catalogue) -> Iterator[Problem]:
    """HK303: a Markdown link to a file names one that exists below `docs/` or a page that is generated."""
    known = catalogue.files | generated_files(catalogue)
    for document in catalogue.documents:
        for leaf in document.texts():
            if not leaf.prose or "](" not in leaf.text:
                continue
            folder = folder_of(document)
            for found in _LINK.finditer(without_code(leaf.text)):
                target = found["target"]
                path = resolve_file(target.partition("#")[0], folder)
                if is_file_link(target) and path not in known:
                    near = _nearest_file(path, folder, known)
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


def bad_list_block(catalogue: Catalogue) -> Iterator[Problem]:
    """HK302: a live list names a kind and filters that exist."""
    for document in catalogue.documents:
        for leaf in document.texts():
            if not leaf.prose or "///" not in leaf.text:
                continue
            for block in list_blocks(leaf.text, catalogue):
                for at, message, hint in block.complaints:
                    needle = leaf.text[at:].split("\n", 1)[0]
                    yield problem("HK302", document.text_place(leaf, at, needle), message, hint)
