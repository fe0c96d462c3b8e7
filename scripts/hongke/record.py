"""What rules and other pages ask of an entry without opening it: its words, references, tags, old addresses."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable
from typing import Any, NamedTuple

from msgspec import Struct
from pydantic import BaseModel

from hongke.fields import annotation_of, unwrap
from hongke.model.base import EntryModel
from hongke.model.marks import Prose, Ref, Word
from hongke.wiki import wiki_links


class Record(NamedTuple):
    """An entry in short.

    `words` are (vocabulary, slug), `refs` are addresses with the kinds that the field takes: () for any, None for a
    `[[link]]`. Each stands once, in the order of the entry's texts. `has_lists` says whether its Markdown
    holds what may be a live list, and whether anything in it names a file.
    """

    title: str
    summary: str
    status: str
    updated: str
    words: tuple[tuple[str, str], ...] = ()
    refs: tuple[tuple[str, tuple[str, ...] | None], ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    has_teaching_note: bool = False
    has_lists: bool = False
    has_files: bool = False


def record_of(model: EntryModel, body: str = "", *, marked: bool = True) -> Record:
    """Return the record of an entry with this Markdown body; where nothing is `marked`, its Markdown is not looked into."""
    found = _Found({}, {}, marked=marked)
    _take_model(model, found)
    if body:
        found.take_prose(body)
    values = model.__dict__  # asking a model for a field that it has not is slow
    return Record(
        title=model.title,
        summary=model.summary,
        status=model.status,
        updated=model.updated.isoformat() if model.updated else "",
        words=tuple(found.words),
        refs=tuple(found.refs),
        tags=model.tags,
        aliases=model.aliases,
        prerequisites=values.get("prerequisites", ()),
        follow_up=values.get("follow_up", ()),
        synonyms=values.get("synonyms", ()),
        has_teaching_note=values.get("teaching_note") is not None,
        has_lists=found.has_lists,
        has_files=found.has_files or bool(values.get("photos")),
    )


class _Found(Struct):
    """What the texts of an entry name, gathered in their order."""

    words: dict[tuple[str, str], None]
    refs: dict[tuple[str, tuple[str, ...] | None], None]
    marked: bool
    has_lists: bool = False
    has_files: bool = False

    def take_prose(self, text: str) -> None:
        """Take what a Markdown text names."""
        if self.marked:
            if "[[" in text:
                self.refs.update(((link["address"].strip("/"), None), None) for link in wiki_links(text))
            self.has_lists = self.has_lists or "///" in text
            self.has_files = self.has_files or "](" in text


Taker = Callable[[Any, _Found], None]


def _take_model(model: BaseModel, found: _Found) -> None:
    values = model.__dict__
    for name, take in _takers(type(model)):
        value = values[name]
        if value:
            take(value, found)


@functools.cache
def _takers(model: type[BaseModel]) -> tuple[tuple[str, Taker], ...]:
    """Return the fields of a model in which a word, a reference or Markdown may stand, with what takes them."""
    fields = ((name, _taker(annotation_of(info))) for name, info in model.model_fields.items())
    return tuple((name, take) for name, take in fields if take is not None)


@functools.cache
def _taker(annotation: Any) -> Taker | None:
    inner, marks = unwrap(annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _take_model if _takers(inner) else None
    if typing.get_origin(inner) is tuple:
        item = _taker(typing.get_args(inner)[0])
        return functools.partial(_take_each, item) if item else None
    for mark in marks if inner is str else ():
        if isinstance(mark, Ref):
            return functools.partial(_take_ref, mark.kinds)
        if isinstance(mark, Word):
            return functools.partial(_take_word, mark.vocabulary)
        if isinstance(mark, Prose):
            return _take_prose
    return None


def _take_each(take: Taker, values: Any, found: _Found) -> None:
    for value in values:
        take(value, found)


def _take_ref(kinds: tuple[str, ...], text: str, found: _Found) -> None:
    found.refs[_named(text, kinds)] = None


def _take_word(vocabulary: str, slug: str, found: _Found) -> None:
    found.words[_named(vocabulary, slug)] = None


@functools.cache
def _named(*parts: Any) -> Any:
    """Return one and the same pair for the same parts: where thousands name a word, it is written down once (`marshal`)."""
    return parts


def _take_prose(text: str, found: _Found) -> None:
    found.take_prose(text)
