"""Keys in either language: the Chinese label of a field stands for its name, at every level and in every mix."""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Mapping

from pydantic import BaseModel

from hongke.fields import fields_of, unwrap
from hongke.problems import Place, Problem, problem
from hongke.source.tree import Mapping as MappingNode

_BRACKETS = re.compile(r"[（(].*[)）]\Z")


@functools.cache
def names_of(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the field meant by each word an author may write: its name, its label, the label without its brackets."""
    names = {name: name for name in model.model_fields}
    for name, info in model.model_fields.items():
        for word in labels_of(info.title or name):
            names.setdefault(word, name)
    return names


def labels_of(title: str) -> tuple[str, ...]:
    """Return the ways of writing a label: `周期（年）` is also `周期(年)` and `周期`."""
    return (title, title.replace("（", "(").replace("）", ")"), _BRACKETS.sub("", title))


def settle_keys(node: MappingNode, names: Mapping[str, str], file: str) -> list[Problem]:
    """Put the fields of a mapping under their names, whatever word the author wrote; what names nothing stays as it is.

    `node.keys` keeps the words as written. A field that stands there twice, under two words, is refused at the second.
    """
    problems = []
    items, keys = dict(node.items), dict(node.keys)
    node.items.clear()
    node.keys.clear()
    for word, child in items.items():
        name, key = names.get(word, word), keys[word]
        if name in node.items:
            first = node.keys[name]
            message = f"“{word}” 和第 {first.line} 行的 “{first.text}” 是同一个字段，写了两遍。"
            place = Place(file=file, line=key.line, column=key.column)
            problems.append(problem("HK006", place, message, "同一个字段只写一遍，请合并或删去其中一处。"))
        else:
            node.items[name], node.keys[name] = child, key
    return problems


def is_chinese(node: object) -> bool:
    """Whether the author of a mapping writes its keys in Chinese: then fields are named to them so."""
    return isinstance(node, MappingNode) and any(not key.text.isascii() for key in node.keys.values())


def path_in_names(model: type[BaseModel], text: str) -> str:
    """Return a dotted path in the fields' names (`教学单元.分钟` is `units.minutes`), or the text where it names none."""
    steps = []
    current: type[BaseModel] | None = model
    for word in text.replace("．", ".").split("."):
        name = names_of(current).get(word.strip()) if current else None
        if name is None or current is None:
            return text
        steps.append(name)
        current = _inside(current, name)
    return ".".join(steps)


@functools.cache
def paths_of(model: type[BaseModel]) -> Mapping[str, str]:
    """Return every field's dotted path with the same path in labels."""
    labels: dict[str, str] = {}
    for path, info in fields_of(model):
        above = labels.get(path.rpartition(".")[0])
        labels[path] = f"{above}.{info.title}" if above else info.title or path
    return labels


def _inside(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the model that a field's value, or each item of it, is."""
    inner, _ = unwrap(model.model_fields[name].annotation)
    if typing.get_origin(inner) is tuple:
        inner, _ = unwrap(typing.get_args(inner)[0])
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
