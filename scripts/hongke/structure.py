"""YAML tree to typed value: text and lists become dates, decimals and tuples, then the model checks strictly."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ValidationError

from hongke.fields import label_of, model_at, unwrap
from hongke.model.marks import Word
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Place, Problem, nearest, problem
from hongke.source.tree import Mapping as MappingNode
from hongke.source.tree import Node, Path, Scalar, Sequence, key_position, position
from hongke.wording import say

M = TypeVar("M", bound=BaseModel)


@dataclass(slots=True)
class _Reading:
    """What the converters of one entry need and leave behind."""

    file: str
    vocabularies: Mapping[str, Vocabulary]
    problems: list[Problem] = field(default_factory=list)

    def say(self, code: str, node: Node, message: str, hint: str) -> None:
        place = Place(file=self.file, line=node.line, column=node.column)
        self.problems.append(problem(code, place, message, hint))


Converter = Callable[[Node, _Reading], Any]


def structure(
    tree: Node, model: type[M], file: str, vocabularies: Mapping[str, Vocabulary] | None = None
) -> tuple[M | None, list[Problem]]:
    """Turn a tree into the model it should be.

    Returns the model (None where an error stands in the way) and all problems, each at its line and column. Words of
    vocabularies become slugs. Never raises for bad input.
    """
    if not isinstance(tree, MappingNode):
        return None, [_not_a_mapping(tree, file)]
    reading = _Reading(file, vocabularies or {})
    values = _converter(model)(tree, reading)
    try:
        value = model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            reading.problems.append(_translate(detail, tree, model, file))
        return None, reading.problems
    return value, reading.problems


@functools.cache
def _converter(annotation: Any) -> Converter:
    """Return the function that turns a node into what the type asks for, leaving alone what it cannot turn."""
    inner, marks = unwrap(annotation)
    for mark in marks:
        if isinstance(mark, Word):
            return functools.partial(_word, mark.vocabulary)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        fields = {name: _field_converter(info.annotation, info.metadata) for name, info in inner.model_fields.items()}
        optional = frozenset(name for name, info in inner.model_fields.items() if not info.is_required())
        return functools.partial(_model, fields, optional)
    if typing.get_origin(inner) is tuple:
        return functools.partial(_tuple, _converter(typing.get_args(inner)[0]))
    return _SCALARS.get(inner, _plain)


def _field_converter(annotation: Any, metadata: list[Any]) -> Converter:
    # Pydantic takes the outermost Annotated apart: its marks are in the metadata.
    return _converter(Annotated[annotation, *metadata] if metadata else annotation)


def _model(fields: dict[str, Converter], optional: frozenset[str], node: Node, reading: _Reading) -> Any:
    if not isinstance(node, MappingNode):
        return _plain(node, reading)
    values = {}
    for key, child in node.items.items():
        if key in optional and isinstance(child, Scalar) and child.value is None:
            continue  # `region:` with nothing behind it is a field not filled in
        convert = fields.get(key)
        values[key] = convert(child, reading) if convert else _plain(child, reading)
    return values


def _tuple(convert: Converter, node: Node, reading: _Reading) -> Any:
    if not isinstance(node, Sequence):
        return _plain(node, reading)
    return tuple(convert(child, reading) for child in node.items)


def _word(vocabulary: str, node: Node, reading: _Reading) -> Any:
    """Turn a word of a vocabulary into its slug; a word outside it is reported here and left as it is."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str) or vocabulary not in reading.vocabularies:
        return _plain(node, reading)
    words = reading.vocabularies[vocabulary]
    word, was_synonym = words.find(node.value)
    if word is None:
        titles = [word.title for word in words.words.values()]
        near = nearest(node.value, titles)
        hint = (
            f"是不是 “{near}”？" if near else f"可用的词：{'、'.join(titles[:12])}{' 等' if len(titles) > 12 else ''}。"
        )
        reading.say("HK120", node, f"“{node.value}” 不在“{words.label}”词表里。", hint)
        return node.value
    if was_synonym:
        reading.say(
            "HK121",
            node,
            f"“{node.value}” 是“{word.title}”的同义词，已按“{word.title}”处理。",
            f"建议写 “{word.title}”。",
        )
    return word.slug


def _plain(node: Node, _reading: _Reading) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(child, _reading) for child in node.items]
    return {key: _plain(child, _reading) for key, child in node.items.items()}


def _decimal(node: Node, reading: _Reading) -> Any:
    value = _plain(node, reading)
    return Decimal(value) if type(value) is int else value


def _date(node: Node, reading: _Reading) -> Any:
    if isinstance(node, Scalar) and isinstance(node.value, str) and len(node.value) == 10:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return node.value
    return _plain(node, reading)


def _time(node: Node, reading: _Reading) -> Any:
    if isinstance(node, Scalar) and isinstance(node.value, str) and len(node.value) == 5:
        try:
            return time.fromisoformat(node.value)
        except ValueError:
            return node.value
    return _plain(node, reading)


_SCALARS: dict[Any, Converter] = {Decimal: _decimal, date: _date, time: _time}


def _not_a_mapping(tree: Node, file: str) -> Problem:
    place = Place(file=file, line=tree.line, column=tree.column)
    hint = "每行写成“字段: 值”，如 title: 网格党建实务。"
    if isinstance(tree, Scalar) and "：" in tree.text:
        hint = "冒号要用英文的“:”，后面空一格，不能用中文的“：”。"
    return problem("HK101", place, "整个文件应当是“字段: 值”的写法。", hint)


def _translate(detail: Any, tree: Node, model: type[BaseModel], file: str) -> Problem:
    """Turn one of Pydantic's complaints into a problem at the line where it stands."""
    path: Path = tuple(detail["loc"])
    kind: str = detail["type"]
    if kind == "extra_forbidden":
        line, column = key_position(tree, path)
        owner = model_at(model, path[:-1])
        names = {name: info.title or name for name, info in owner.model_fields.items()} if owner else {}
        near = nearest(str(path[-1]), names) or next((n for n, title in names.items() if title == path[-1]), None)
        hint = f"是不是 “{near}（{names[near]}）”？" if near else f"可用的字段：{'、'.join(names)}。"
        return problem("HK104", Place(file=file, line=line, column=column), f"未知字段 “{path[-1]}”。", hint)
    line, column = position(tree, path)
    code, message, hint = say(kind, detail, label_of(model, path))
    return problem(code, Place(file=file, line=line, column=column), message, hint)
