"""Entries whose fields were read without places: text and tree of the file are made when somebody asks for them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from hongke.catalogue import Entry
from hongke.kinds import Kind
from hongke.load.front_matter import front_matter
from hongke.sound import Sound
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node
from hongke.structure import structure


class PlacelessEntry(Entry):
    """An entry that makes the tree, in which messages find their places, of the text of its file."""

    def content(self) -> bytes:
        """Return the bytes of the file."""
        raise NotImplementedError

    @cached_property
    def source(self) -> str:
        """The file's whole text."""
        return (read_text(self.content(), self.file)[0] or "").replace("\r\n", "\n")

    @cached_property
    def tree(self) -> Node:
        """The tree of the file, in which messages find their places."""
        from hongke.source.reader import read_tree  # and YAML's own, which a sound catalogue does not need

        text, line = front_matter(self.source) if self.kind.markdown else (self.source, 1)
        tree = read_tree(text, self.file, first_line=line)[0] or Mapping(1, 1)
        # Which puts fields under their names, in whatever language they stand.
        structure(tree, self.kind.model, self.file)
        return tree


class ReadEntry(PlacelessEntry):
    """An entry that was read a moment ago and is sound. `values` are what its fields were made from, until it is put away."""

    values: dict[str, Any] | None
    read: bytes

    @classmethod
    def make(
        cls,
        read: Sound[Any],
        content: bytes,
        *,
        kind: Kind,
        name: str,
        file: str,
        marked: bool,
        body: str = "",
        body_line: int = 1,
    ) -> ReadEntry:
        """Make the entry that the bytes of a file came to."""
        entry = object.__new__(cls)
        # Ten thousand are made one after the other; a frozen dataclass takes ten times as long to fill its fields.
        entry.__dict__.update(
            data=read.value, values=read.values, read=content, kind=kind, id=name, file=file, marked=marked,
            address=f"{kind.name}/{name}", body=body, body_line=body_line,
        )  # fmt: skip
        return entry

    def forget_values(self) -> None:
        """Let go what the fields were made from: nobody is going to put the entry away."""
        self.__dict__["values"] = None

    def content(self) -> bytes:
        """Return the bytes that were read."""
        return self.read
