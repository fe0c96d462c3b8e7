"""Pydantic's complaints about a value as problems: each at its line, in Chinese, none said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from hongke.advice import Field, joined
from hongke.corrections import bare
from hongke.fields import label_of, model_at
from hongke.keys import is_chinese, names_of
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
        field = _field(tree, model, path)
        label = label_of(model, path, field.word if field else None)
        code, message, hint = say("left_blank" if is_empty else kind, detail, label, field)
        yield problem(code, Place(file=file, line=line, column=column), message, hint)


def _field(tree: Node, model: type[BaseModel], path: Path) -> Field | None:
    """Return the field that ends the path, with the word for it that its author writes, or would write."""
    last = max((index for index, step in enumerate(path) if isinstance(step, str)), default=-1)
    owner = model_at(model, path[: max(last, 0)])
    info = owner.model_fields.get(str(path[last])) if owner and last >= 0 else None
    if info is None:
        return None
    name, title = str(path[last]), info.title or ""
    parent = node_at(tree, path[:last])
    keys = parent.keys if isinstance(parent, Mapping) else {}
    word = keys[name].text if name in keys else title if is_chinese(parent) else name
    return Field(
        word=word,
        title=title,
        help=info.description or "",
        parts=model_at(model, path) or model_at(model, (*path, 0)),
        is_item=isinstance(path[-1], int),
    )


def _unknown_field(path: Path, tree: Node, model: type[BaseModel], file: str) -> tuple[Problem, str | None]:
    """Return the problem of an unknown field, and the field that is meant where one is near and not yet there."""
    line, column = key_position(tree, path)
    owner = model_at(model, path[:-1])
    parent = node_at(tree, path[:-1])
    present = parent.items if isinstance(parent, Mapping) else {}
    word = str(path[-1])
    words = {known: name for known, name in (names_of(owner) if owner else {}).items() if name not in present}
    titles = {name: info.title or name for name, info in owner.model_fields.items()} if owner else {}
    near, hint = joined(word, words)
    if near is None:
        plain = bare(word).lower()
        near_word = plain if plain in words else nearest(plain, words)
        near = words[near_word] if near_word else None
        in_chinese = not word.isascii()
        if near:
            pair = (titles[near], near) if in_chinese else (near, titles[near])
            hint = f"是不是 “{pair[0]}（{pair[1]}）”？"
        else:
            left = [titles[name] if in_chinese else name for name in titles if name not in present]
            hint = f"可用的字段：{'、'.join(left)}。" if left else "这里没有别的字段可写，请删去它。"
    return problem("HK104", Place(file=file, line=line, column=column), f"未知字段 “{word}”。", hint), near
