"""Nodes made from cells: each carries the number of its place, so that one model's complaints reach several files."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from hongke.problems import Place, Problem
from hongke.source.scalars import resolve
from hongke.source.tree import Mapping, Node, Scalar, Sequence


class Places(Struct):
    """The places of the nodes of a tree. A node's `line` is the number of its place here, from 1."""

    found: list[Place] = field(default_factory=list)

    def number(self, place: Place) -> int:
        """Keep a place and return its number."""
        self.found.append(place)
        return len(self.found)

    def text(self, value: str, at: int) -> Scalar:
        """Return a node of text."""
        return Scalar(at, 1, value, value)

    def value(self, text: str, at: int) -> Scalar:
        """Return a node of what YAML would read: a number, true, text."""
        return Scalar(at, 1, resolve(text), text)

    def mapping(self, at: int, items: dict[str, Node]) -> Mapping:
        """Return a mapping; its keys stand where their values do."""
        return Mapping(at, 1, items, {key: Scalar(node.line, 1, key, key) for key, node in items.items()})

    def sequence(self, at: int, items: Iterable[Node]) -> Sequence:
        """Return a list."""
        return Sequence(at, 1, list(items))

    def from_file(self, node: Node, file: str) -> Node:
        """Return a copy of a node of a file, its places kept here."""
        at = self.number(Place(file=file, line=node.line, column=node.column))
        if isinstance(node, Scalar):
            return replace(node, line=at, column=1)
        if isinstance(node, Sequence):
            return self.sequence(at, [self.from_file(child, file) for child in node.items])
        return self.mapping(at, {key: self.from_file(child, file) for key, child in node.items.items()})

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of a node at the place that the node stands for."""
        return replace(problem, place=self.found[problem.place.line - 1])
