"""The head of an entry: all that its own page shares with others. The long Markdown fields are not in it."""

from __future__ import annotations

import functools
import hashlib
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from hongke.catalogue import Entry
from hongke.fields import annotation_of, unwrap
from hongke.model.marks import Prose
from hongke.source.tree import Mapping as MappingNode

HEAD_BYTES = 16


def head_of(entry: Entry) -> bytes:
    """Return a digest of the head of an entry that was read with places: its file's text less the lines of Markdown fields and the Markdown below.

    A change that leaves it as it was can show on the entry's own pages alone.
    """
    text = entry.source[: -len(entry.body)] if entry.body else entry.source
    return hashlib.blake2b(_without_prose(text, entry).encode("utf-8"), digest_size=HEAD_BYTES).digest()


def differs_in_prose_alone(before: Entry, after: Entry) -> bool:
    """Whether an entry is the same but for its long Markdown fields, so that no page but its own can show it."""
    return before.record == after.record and head_of(before) == head_of(after)


def parted(values: Mapping[str, Any], model: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part the values of an entry's fields: those of its head, with the names of all, and its long Markdown."""
    prose = prose_fields(model)
    shared = {name: None if name in prose else value for name, value in values.items()}
    return shared, {name: value for name, value in values.items() if name in prose}


def digest_of_head(shared: bytes) -> bytes:
    """Return a digest of the head of an entry that was read without: of its values, as bytes.

    Should an entry be read once in the one way and once in the other, its head is taken for another one: pages are made that
    need not be.
    """
    return hashlib.blake2b(shared, digest_size=HEAD_BYTES).digest()


def _without_prose(text: str, entry: Entry) -> str:
    prose = prose_fields(entry.kind.model)
    tree = entry.tree
    if not isinstance(tree, MappingNode) or prose.isdisjoint(tree.keys):
        return text
    lines = text.split("\n")
    starts = sorted((key.line, name) for name, key in tree.keys.items())
    ends = [line for line, _ in starts[1:]] + [len(lines) + 1]
    if len({line for line, _ in starts}) < len(starts):
        return text  # two fields on one line: `{title: …, summary: …}`
    kept: list[str] = []
    last = 1
    for (line, name), end in zip(starts, ends, strict=True):
        kept += lines[last - 1 : line - 1]
        if name not in prose:
            kept += lines[line - 1 : end - 1]
        else:
            kept.append(name)
        last = end
    return "\n".join(kept)


@functools.cache
def prose_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of a model's fields that are one Markdown text each."""
    found = set()
    for name, info in model.model_fields.items():
        inner, marks = unwrap(annotation_of(info))
        if inner is str and typing.get_origin(inner) is None and any(isinstance(mark, Prose) for mark in marks):
            found.add(name)
    return frozenset(found)
