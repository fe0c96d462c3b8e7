"""Values of a sound entry to its model, the quick way: without places and without a word of complaint.

`structure` turns a tree into the same model and says of every mistake where it stands. Here a mistake is no more than the
answer None, upon which `structure` is asked.
"""

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

from hongke.fields import annotation_of, unwrap
from hongke.keys import names_of, path_in_names
from hongke.model.marks import FieldPath, Word
from hongke.model.vocabulary import Vocabulary

M = TypeVar("M", bound=BaseModel)
Values = dict[str, Any]
Question = tuple[str, str]
"""A vocabulary's name, and a text that was looked up in it."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d\Z", re.ASCII)


class _Unsound(Exception):
    """Something is to be said of the entry."""


class Sound(Struct, Generic[M], frozen=True):
    """What the values of a sound entry came to: its model, what this was made from, and the words that were looked up."""

    value: M
    values: Values
    asked: Set[Question]


class Lookup:
    """Finds the words of vocabularies, each text once."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        self.vocabularies = vocabularies
        self._found: dict[str, dict[str, tuple[str, Question]]] = {name: {} for name in vocabularies}

    def slug(self, vocabulary: str, text: str) -> tuple[str, Question] | None:
        """Return the slug of the word that the text is the slug or title of, and the question; None without a vocabulary.

        Raises where something is to be said of the word.
        """
        known = self._found.get(vocabulary)
        if known is None:
            return None
        found = known.get(text)
        if found is None:
            word, was_synonym = self.vocabularies[vocabulary].find(text)
            if word is None or was_synonym:
                raise _Unsound
            found = known[text] = word.slug, (vocabulary, text)
        return found


class _Reading(Struct):
    model: type[BaseModel]
    lookup: Lookup
    asked: set[Question] = field(default_factory=set)


Converter = Callable[[Any, _Reading], Any]


def sound_model(values: Values, model: type[M], lookup: Lookup) -> Sound[M] | None:
    """Return what the values come to, or None where `structure` has something to say of them. The values are changed."""
    reading = _Reading(model, lookup)
    convert, validate = _of_model(model)
    try:
        values = convert(values, reading)
        return Sound(validate(values), values, reading.asked)
    except (_Unsound, ValidationError):
        return None


def opened(values: Any, model: type[M]) -> M:
    """Return the model of values that came out of `sound_model` once; a model comes back as it is."""
    return typing.cast("M", _of_model(model)[1](values))


def lighten(model: BaseModel) -> None:
    """Let go what a model remembers of which fields were given: a fifth of what ten thousand entries take, and nobody asks.

    `model_fields_set` is empty afterwards, in the models inside, too.
    """
    object.__setattr__(model, "__pydantic_fields_set__", _NO_FIELDS)
    values = model.__dict__
    for name in _with_models(type(model)):
        value = values[name]
        if type(value) is tuple:
            for one in value:
                lighten(one)
        elif value is not None:
            lighten(value)


_NO_FIELDS: set[str] = set()


@functools.cache
def _with_models(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields that hold a model, or several."""
    found = []
    for name, info in model.model_fields.items():
        inner, _ = unwrap(info.annotation)
        if typing.get_origin(inner) is tuple:
            inner, _ = unwrap(typing.get_args(inner)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found.append(name)
    return tuple(found)


@functools.cache
def _of_model(model: type[BaseModel]) -> tuple[Converter, Callable[[Any], Any]]:
    # What `model_validate` calls in the end, without what it looks at before.
    return _model(model), model.__pydantic_validator__.validate_python


@functools.cache
def _converter(annotation: Any) -> Converter | None:
    """Return what turns a plain value into what the type asks for, or None where a plain value is that."""
    inner, marks = unwrap(annotation)
    for mark in marks:
        if isinstance(mark, Word):
            return _word(mark.vocabulary)
        if isinstance(mark, FieldPath):
            return _field_path
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _model(inner)
    if typing.get_origin(inner) is tuple:
        item = _converter(typing.get_args(inner)[0])
        return _tuple if item is None else _tuple_of(item)
    return _SCALARS.get(inner)


@functools.cache
def _model(model: type[BaseModel]) -> Converter:
    found = {name: _converter(annotation_of(info)) for name, info in model.model_fields.items()}
    fields = found.keys()
    converters = {name: convert for name, convert in found.items() if convert is not None}
    optional = frozenset(name for name, info in model.model_fields.items() if not info.is_required())
    names = names_of(model)

    def convert(value: Any, reading: _Reading) -> Any:
        if type(value) is not dict:
            return value
        if not fields >= value.keys():
            value = _settled(value, names)
        empty = False
        for key, child in value.items():
            if child is None:
                empty = True
            elif key in converters:
                value[key] = converters[key](child, reading)
        if empty:  # `region:` with nothing behind it is a field not filled in
            value = {key: child for key, child in value.items() if child is not None or key not in optional}
        return value

    return convert


def _settled(values: Values, names: Mapping[str, str]) -> Values:
    """Return the values under the names of the fields, whatever word the author wrote."""
    found: Values = {}
    for word, child in values.items():
        name = names.get(word, word)
        if name in found:
            raise _Unsound
        found[name] = child
    return found


def _tuple(value: Any, _reading: _Reading) -> Any:
    return tuple(value) if type(value) is list else value


def _tuple_of(item: Converter) -> Converter:
    def convert(value: Any, reading: _Reading) -> Any:
        return tuple([item(child, reading) for child in value]) if type(value) is list else value

    return convert


def _word(vocabulary: str) -> Converter:
    def convert(value: Any, reading: _Reading) -> Any:
        found = reading.lookup.slug(vocabulary, value) if type(value) is str else None
        if found is None:
            return value
        reading.asked.add(found[1])
        return found[0]

    return convert


def _field_path(value: Any, reading: _Reading) -> Any:
    return _path(reading.model, value) if type(value) is str else value


def _decimal(value: Any, _reading: _Reading) -> Any:
    return Decimal(value) if type(value) is int else value


def _date(value: Any, _reading: _Reading) -> Any:
    return _day(value) if type(value) is str else value


def _time(value: Any, _reading: _Reading) -> Any:
    return _clock(value) if type(value) is str else value


_SCALARS: dict[Any, Converter] = {Decimal: _decimal, date: _date, time: _time}

# Few, for many entries.
_path = functools.lru_cache(maxsize=4096)(path_in_names)


@functools.lru_cache(maxsize=4096)
def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text) if _DATE.match(text) else text
    except ValueError:
        return text


@functools.lru_cache(maxsize=4096)
def _clock(text: str) -> time | str:
    try:
        return time.fromisoformat(text) if _TIME.match(text) else text
    except ValueError:
        return text
