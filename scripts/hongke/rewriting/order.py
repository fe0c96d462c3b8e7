"""The names of fields and the order in which a file has them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace
from pydantic import BaseModel

from hongke.fields import model_at
from hongke.model.base import EntryModel
from hongke.source.tree import Node, Path, Scalar, Sequence

_LAST = ("sources", "contributors", "illustrative")
"""Common fields that stand at the end of an entry: they are about what the others say."""


def field_order(model: type[BaseModel] | None) -> list[str]:
    """Return the names of a model's fields as a file has them: what all entries share, its own, then the origins."""
    names = list(model.model_fields) if model else []
    if model is None or not issubclass(model, EntryModel):
        return names
    return [name for name in names if name not in _LAST] + [name for name in names if name in _LAST]


def in_field_order(keys: Iterable[str], model: type[BaseModel] | None) -> list[str]:
    """Return keys in the order of the model; those it does not know follow as they stood."""
    order = {name: number for number, name in enumerate(field_order(model))}
    return sorted(keys, key=lambda key: order.get(key, len(order)))


def with_field_names(tree: Node, model: type[BaseModel], path: Path = ()) -> Node:
    """Return the tree with every Chinese label that stands for a key (`标题:`) as the name of its field (`title:`)."""
    if isinstance(tree, Sequence):
        return replace(
            tree, items=[with_field_names(item, model, (*path, index)) for index, item in enumerate(tree.items)]
        )
    if isinstance(tree, Scalar):
        return tree
    owner = model_at(model, path)
    names = {info.title: name for name, info in owner.model_fields.items()} if owner else {}
    items: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    for key, child in tree.items.items():
        known = names.get(key, key) if owner and key not in owner.model_fields else key
        name = key if known in tree.items else known
        items[name] = with_field_names(child, model, (*path, name))
        keys[name] = tree.keys[key]
    return replace(tree, items=items, keys=keys)
