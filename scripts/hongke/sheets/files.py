"""Entries after an import as files, and what the catalogue's checks say of them, told at the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from hongke.kinds import KINDS
from hongke.problems import Problem, Severity
from hongke.rewriting.files import file_of, new_file, take_apart
from hongke.rewriting.order import with_field_names
from hongke.rewriting.roundtrip import with_values
from hongke.sheets.filling import Filled
from hongke.sheets.importing import place_of_path
from hongke.sheets.reading import CellProblem
from hongke.source.reader import read_tree
from hongke.source.tree import Mapping as MappingNode
from hongke.source.tree import Node, Path, Sequence

_MISSING = re.compile(r"缺少 ([a-z_]+)")
"""A missing field has no place of its own: its column is found by its name."""


class NewFile(Struct, frozen=True):
    """A file as the import would write it: its name relative to the root, its bytes, the tree of its YAML."""

    name: str
    data: bytes
    tree: Node
    filled: Filled


def file_after(filled: Filled, data: bytes | None) -> NewFile | None:
    """Return the file of an entry after the import, whose bytes are now `data`; None where they stay the same."""
    name = file_of(filled.address)
    kind = KINDS[filled.address.partition("/")[0]]
    file = take_apart(data, kind, name)[0] if data is not None else new_file(kind)
    if file is None or not filled.changes:
        return None
    written = file.with_yaml(with_values(file.yaml, filled.values, kind.model))
    tree, _ = read_tree(written.yaml, name, first_line=written.first_line)
    made = written.to_bytes()
    tree = with_field_names(tree or MappingNode(1, 1), kind.model)
    return NewFile(name, made, tree, filled) if made != data else None


def told_at_cells(
    before: Iterable[Problem], after: Iterable[Problem], files: Iterable[NewFile]
) -> Iterator[tuple[Problem, CellProblem | None]]:  # fmt: skip
    """Give each problem that the import would bring, and how it is told at a cell, where it is in a file of the import."""
    made = {file.name: file for file in files}
    known = {(problem.place.file, problem.code, problem.message) for problem in before}
    for problem in after:
        file = made.get(problem.place.file)
        if (problem.place.file, problem.code, problem.message) in known:
            continue
        if file is None:
            yield problem, None
            continue
        path = _path_at(file.tree, problem.place.line, problem.place.column)
        missing = _MISSING.match(problem.message) if problem.code == "HK102" else None
        cell = place_of_path(file.filled.cells, (*path, missing[1]) if missing else path)
        error = problem.severity is Severity.ERROR
        yield problem, CellProblem(cell, problem.message, problem.hint, problem.code, error)


def _path_at(tree: Node, line: int, column: int) -> Path:
    """Return the path of the last value that begins at a place or before it."""
    found: Path = ()
    for path, node in _nodes(tree, ()):
        if (node.line, node.column) <= (line, column):
            found = path
    return found if (line, column) != (tree.line, tree.column) else ()


def _nodes(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    yield path, node
    children: Mapping[str, Node] | dict[int, Node] = {}
    if isinstance(node, MappingNode):
        children = node.items
    elif isinstance(node, Sequence):
        children = dict(enumerate(node.items))
    for step, child in children.items():
        yield from _nodes(child, (*path, step))
