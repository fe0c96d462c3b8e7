"""YAML tree to typed value: text and lists become dates, decimals and tuples, then the model checks strictly."""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable, Mapping, Set
from datetime import date, time
from decimal import Decimal
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from pydantic import BaseModel, ValidationError

from hongke.advice import joined
from hongke.complaints import complaints
from hongke.corrections import QUOTES, SEPARATOR, bare
from hongke.fields import annotation_of, unwrap
from hongke.keys import names_of, path_in_names, settle_keys
from hongke.model.marks import ADDRESS_PATTERN, FieldPath, Ref, Word
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Place, Problem, nearest, problem
from hongke.source.tree import Mapping as MappingNode
from hongke.source.tree import Node, Scalar, Sequence

M = TypeVar("M", bound=BaseModel)

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d\Z", re.ASCII)


class LooseReference(Struct, frozen=True):
    """A reference in a value that is no model: its place, the address, and what may stand there."""

    place: Place
    address: str
    ref: Ref


class _Reading(Struct):
    """What the converters of one entry need and leave behind."""

    file: str
    model: type[BaseModel]
    vocabularies: Mapping[str, Vocabulary]
    problems: list[Problem] = field(default_factory=list)
    references: list[LooseReference] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def place(self, node: Node) -> Place:
        return Place(file=self.file, line=node.line, column=node.column)

    def say(self, code: str, node: Node, message: str, hint: str) -> None:
        self.problems.append(problem(code, self.place(node), message, hint))


Converter = Callable[[Node, _Reading], Any]


class Structured(Struct, Generic[M], frozen=True):
    """What a tree came to: the model (None where an error stands in the way), the problems, and the references in it.

    `asked` are the texts that were looked up in vocabularies, with the vocabulary's name before each.
    """

    value: M | None
    problems: list[Problem]
    references: list[LooseReference] = field(default_factory=list)
    asked: Set[tuple[str, str]] = frozenset()


def structure(
    tree: Node,
    model: type[M],
    file: str,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    *,
    what: str = "整个文件",
) -> Structured[M]:
    """Turn a tree into the model it should be.

    Every problem stands at its line and column; words of vocabularies become slugs. `what` names the tree in a message.
    Keys may be names or labels; in the tree, fields stand under their names afterwards, and paths of fields are in names.
    Never raises for bad input.
    """
    if not isinstance(tree, MappingNode):
        return Structured(None, [_not_a_mapping(tree, model, file, what)])
    reading = _Reading(file, model, vocabularies or {})
    values = _converter(model)(tree, reading)
    try:
        value = model.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        reading.problems += complaints(details, tree, model, file)
        return Structured(None, reading.problems, reading.references, reading.asked)
    return Structured(value, reading.problems, reading.references, reading.asked)


@functools.cache
def _converter(annotation: Any) -> Converter:
    """Return the function that turns a node into what the type asks for, leaving alone what it cannot turn."""
    inner, marks = unwrap(annotation)
    for mark in marks:
        if isinstance(mark, Word):
            return functools.partial(_word, mark.vocabulary)
        if isinstance(mark, Ref):
            return functools.partial(_reference, mark)
        if isinstance(mark, FieldPath):
            return _field_path
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        fields = {name: _converter(annotation_of(info)) for name, info in inner.model_fields.items()}
        optional = frozenset(name for name, info in inner.model_fields.items() if not info.is_required())
        return functools.partial(_model, fields, optional, names_of(inner))
    if typing.get_origin(inner) is tuple:
        return functools.partial(_tuple, _converter(typing.get_args(inner)[0]))
    return _SCALARS.get(inner, _plain)


def _model(
    fields: dict[str, Converter], optional: frozenset[str], names: Mapping[str, str], node: Node, reading: _Reading
) -> Any:
    if not isinstance(node, MappingNode):
        return _plain(node, reading)
    if not fields.keys() >= node.items.keys():
        reading.problems += settle_keys(node, names, reading.file)
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
    reading.asked.add((vocabulary, node.value))
    word, was_synonym = words.find(node.value)
    if word is None:
        # A vocabulary with problems of its own is mended first: its words may well be there.
        if not words.broken and node.value:
            reading.say("HK120", node, f"“{node.value}” 不在“{words.label}”词表里。", _advice(node.value, words))
        return node.value
    if was_synonym:
        message = f"“{node.value}” 是“{word.title}”的同义词，已按“{word.title}”处理。"
        reading.say("HK121", node, message, f"建议写 “{word.title}”。")
    return word.slug


def _advice(text: str, words: Vocabulary) -> str:
    titles = [word.title for word in words.words.values()]
    if not titles:
        return "这个词表里还没有词，请先加进 courses/vocabularies.yml。"
    parts = [words.find(part)[0] for part in SEPARATOR.split(text) if part]
    if len(parts) > 1 and all(parts):
        return f"一项只写一个词，各项之间用英文逗号：{', '.join(part.title for part in parts if part)}"
    word, _ = words.find(bare(text))
    if word:
        return f"{'去掉引号' if text[0] in QUOTES else '不用全角字母，前后不留空格'}。改成：{word.title}"
    near = nearest(text, titles)
    if near:
        return f"是不是 “{near}”？"
    return f"可用的词：{'、'.join(titles[:12])}{' 等' if len(titles) > 12 else ''}。"


def _reference(ref: Ref, node: Node, reading: _Reading) -> Any:
    if isinstance(node, Scalar) and isinstance(node.value, str) and re.match(ADDRESS_PATTERN, node.value):
        reading.references.append(LooseReference(reading.place(node), node.value, ref))
    return _plain(node, reading)


def _field_path(node: Node, reading: _Reading) -> Any:
    value = _plain(node, reading)
    return path_in_names(reading.model, value) if isinstance(value, str) else value


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
    if isinstance(node, Scalar) and isinstance(node.value, str) and _DATE.match(node.value):
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return node.value
    return _plain(node, reading)


def _time(node: Node, reading: _Reading) -> Any:
    if isinstance(node, Scalar) and isinstance(node.value, str) and _TIME.match(node.value):
        try:
            return time.fromisoformat(node.value)
        except ValueError:
            return node.value
    return _plain(node, reading)


_SCALARS: dict[Any, Converter] = {Decimal: _decimal, date: _date, time: _time}


def _not_a_mapping(tree: Node, model: type[BaseModel], file: str, what: str) -> Problem:
    place = Place(file=file, line=tree.line, column=tree.column)
    hint = "每行写成“字段: 值”，如 title: 网格党建实务。"
    text = tree.text if isinstance(tree, Scalar) else ""
    if "：" in text:
        hint = "冒号要用英文的“:”，后面空一格，不能用中文的“：”。"
    hint = joined(text, names_of(model))[1] or hint
    return problem("HK101", place, f"{what}应当是“字段: 值”的写法。", hint)
