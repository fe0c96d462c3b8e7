"""The tree of a YAML file, in which every node knows its line and column."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field


class Scalar(Struct):
    """One value. `value` follows the YAML 1.2 core schema, `text` is what the author wrote."""

    line: int
    column: int
    value: str | int | Decimal | bool | None
    text: str


class Sequence(Struct):
    """A list of nodes."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


class Mapping(Struct):
    """Keys to nodes; `keys` keeps where each key stands."""

    line: int
    column: int
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]


def position(tree: Node, path: Path) -> tuple[int, int]:
    """Return line and column of the node at `path`, or of the nearest one above it that exists.

    A step into a mapping gives the place of the value; where the value is missing, that of the mapping.
    """
    node = tree
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return node.line, node.column


def key_position(tree: Node, path: Path) -> tuple[int, int]:
    """Return line and column of the key that ends `path`, or of the node where there is no such key."""
    parent = node_at(tree, path[:-1])
    if isinstance(parent, Mapping) and path and path[-1] in parent.keys:
        key = parent.keys[str(path[-1])]
        return key.line, key.column
    return position(tree, path)


def node_at(tree: Node, path: Path) -> Node | None:
    """Return the node at `path`, or None."""
    node: Node | None = tree
    for step in path:
        node = _child(node, step) if node is not None else None
    return node


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.items.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
