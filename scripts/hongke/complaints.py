"""Pydantic's complaints about a value as problems: each at its line, in Chinese, none said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from hongke.fields import label_of, model_at
from hongke.problems import Place, Problem, nearest, problem
from hongke.source.tree import Mapping, Node, Path, Scalar, Sequence, key_position, node_at, position
from hongke.wording import say


def complaints(details: Iterable[Any], tree: Node, model: type[BaseModel], file: str) -> Iterator[Problem]:
    """Give a problem for each of Pydantic's complaints (`ValidationError.errors()`) about the tree."""
    found = list(details)
    meant: set[Path] = set()
    for detail in found:
        if detail["type"] == "extra_forbidden":
            unknown, near = _unknown_field(tuple(detail["loc"]), tree, model, file)
            if near:
                meant.add((*detail["loc"][:-1], near))
            yield unknown
    for detail in found:
        path: Path = tuple(detail["loc"])
        kind = detail["type"]
        if kind == "extra_forbidden" or (kind == "missing" and path in meant):
            continue  # `hour: 2` is told once: not also as a missing `hours`
        node = node_at(tree, path)
        if kind == "too_short" and isinstance(node, Sequence) and len(node.items) >= detail["ctx"]["min_length"]:
            continue  # Pydantic counts sound items only, and the unsound ones have been told
        line, column = position(tree, path)
        is_empty = isinstance(node, Scalar) and node.value is None and kind != "missing"
        code, message, hint = say("left_blank" if is_empty else kind, detail, label_of(model, path))
        yield problem(code, Place(file=file, line=line, column=column), message, hint)


def _unknown_field(path: Path, tree: Node, model: type[BaseModel], file: str) -> tuple[Problem, str | None]:
    """Return the problem of an unknown field, and the field that is meant where one is near and not yet there."""
    line, column = key_position(tree, path)
    owner = model_at(model, path[:-1])
    parent = node_at(tree, path[:-1])
    present = parent.items if isinstance(parent, Mapping) else {}
    fields = {name: info.title or name for name, info in owner.model_fields.items()} if owner else {}
    names = {name: title for name, title in fields.items() if name not in present}
    near = next((name for name, title in names.items() if title == path[-1]), None) or nearest(str(path[-1]), names)
    hint = f"是不是 “{near}（{names[near]}）”？" if near else f"可用的字段：{'、'.join(names)}。"
    return problem("HK104", Place(file=file, line=line, column=column), f"未知字段 “{path[-1]}”。", hint), near
