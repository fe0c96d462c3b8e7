"""Comments of a YAML text, and the field or item that each of them belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from hongke.source.reader import StrictLoader
from hongke.source.tree import Mapping, Node, Path, Sequence

_COMMENT = re.compile(r"(?<!\S)#[^\n]*")


class Notes(Struct):
    """The comments of one field or item: on lines of their own above it, at the end of its line, below all of it."""

    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


class _Anchor(Struct, frozen=True):
    """A field or item: its path, and where it begins; an item begins at its dash."""

    path: Path
    line: int
    column: int


def notes_of(text: str, tree: Node) -> dict[Path, Notes]:
    """Return the comments by the path of what they belong to; those before the first field belong to the file, `()`."""
    anchors = list(_anchors(tree, ()))
    columns = {anchor.path: anchor.column for anchor in anchors}
    notes: dict[Path, Notes] = {}
    for line, column, comment, alone in _comments(text):
        before = [anchor for anchor in anchors if (anchor.line, anchor.column) < (line, column)]
        following = next((anchor for anchor in anchors if (anchor.line, anchor.column) > (line, column)), None)
        if not before:
            notes.setdefault((), Notes()).above.append(comment)
        elif not alone:
            notes.setdefault(before[-1].path, Notes()).beside.append(comment)
        elif following and following.column >= column:
            notes.setdefault(following.path, Notes()).above.append(comment)
        else:
            owner = _owner(before[-1].path, column, columns)
            notes.setdefault(owner, Notes()).below.append(comment)
    return notes


def _owner(path: Path, column: int, columns: dict[Path, int]) -> Path:
    """Return the innermost field or item around the one at `path` that begins no further right than the column."""
    around = [path[:length] for length in range(len(path), 0, -1)]
    return next((one for one in around if columns.get(one, column + 1) <= column), path[:1])


def _anchors(node: Node, path: Path) -> Iterator[_Anchor]:
    """Give every field and item, in the order of the text, the outer one first."""
    if isinstance(node, Mapping):
        for name, child in node.items.items():
            key = node.keys[name]
            yield _Anchor((*path, name), key.line, key.column)
            yield from _anchors(child, (*path, name))
    elif isinstance(node, Sequence):
        for index, child in enumerate(node.items):
            yield _Anchor((*path, index), child.line, max(node.column, 1) if child.column > node.column else 1)
            yield from _anchors(child, (*path, index))


def _comments(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Give line, column and text of every comment, and whether it has its line to itself."""
    blanked = list(text)
    for event in StrictLoader(text).events():
        if type(event) is yaml.ScalarEvent:
            marks: Any = (event.start_mark, event.end_mark)
            start, end = marks[0].index, marks[1].index
            if event.style in ("|", ">"):  # what follows the mark on its line is a comment
                start = text.find("\n", start, end)
                start = end if start < 0 else start
            for index in range(start, end):
                if text[index] != "\n":
                    blanked[index] = "x"
    for number, line in enumerate("".join(blanked).split("\n"), 1):
        found = _COMMENT.search(line)
        if found:
            yield number, found.start() + 1, found.group().rstrip(), not line[: found.start()].strip()
