"""What stands in a new entry until its author writes over it: marked 待填 where it is text, and sound for the check."""

from __future__ import annotations

import json
import typing
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hongke.catalogue import Catalogue
from hongke.fields import unwrap
from hongke.kinds import KINDS
from hongke.model.marks import ADDRESS_PATTERN, ID_PATTERN, URL, Ref, Word
from hongke.model.quiz import Question
from hongke.model.training_class import Session
from hongke.schema.values import limits
from hongke.source.reader import read_tree
from hongke.source.tree import Mapping, Scalar

TO_FILL = "待填"
SAMPLE_DAY = "2026-01-01"
"""A day like any other: the same command writes the same draft on every day."""

CHOSEN: typing.Mapping[tuple[type[BaseModel], str], str] = {
    (Question, "type"): "judge",  # the one type that needs no choices
    (Question, "answer"): "对",
    (Session, "title"): f"{TO_FILL}：内容",
    (Session, "end"): "10:00",
}
"""Values that the rules across fields ask for."""
NEEDED = frozenset([(Question, "answer"), (Session, "title")])
"""Fields that the model lets be left out and the rules do not."""


class Lacking(Exception):
    """The catalogue has nothing yet that must be named here; `kinds` are those to make first, `words` the vocabulary."""

    def __init__(self, *, kinds: tuple[str, ...] = (), words: str = "") -> None:
        self.kinds = kinds
        self.words = words
        super().__init__(kinds, words)


def placeholder(name: str, info: FieldInfo, annotation: Any, *, owner: type[BaseModel], catalogue: Catalogue) -> str:
    """Return the YAML of the value that a field, or one item of its list, has to begin with."""
    required = info.is_required()
    inner, marks = unwrap(annotation)
    if (owner, name) in CHOSEN:
        return scalar(CHOSEN[owner, name])
    for mark in marks:
        if isinstance(mark, Word):
            return scalar(_word(mark, catalogue, required=required))
        if isinstance(mark, Ref):
            return _address(mark, catalogue, required=required)
    if typing.get_origin(inner) is Literal:
        return scalar(str(typing.get_args(inner)[0]))
    if inner in (int, Decimal) and isinstance(info.default, int | Decimal) and info.default:
        return str(info.default)
    if inner in (int, Decimal):
        return _number(name, marks, catalogue)
    if inner is bool:
        return "false" if info.default is True else "true"
    if inner is date:
        return SAMPLE_DAY
    if inner is time:
        return '"09:00"'
    pattern = limits(marks, "Length").get("pattern", "").removesuffix("(?!\\n)")
    special = {URL: "https://example.org/", ID_PATTERN: "report", ADDRESS_PATTERN: "course/old-name"}.get(pattern)
    return special or scalar("*" if name == "illustrative" else f"{TO_FILL}：{info.title}")


def scalar(text: str) -> str:
    """Return a text as YAML: plain where that is read as the same text, else in quotes."""
    tree, problems = read_tree(f"x: {text}\n", "x") if "\n" not in text else (None, [])
    found = tree.items.get("x") if isinstance(tree, Mapping) and not problems else None
    is_same = isinstance(found, Scalar) and found.value == text and not text.startswith(('"', "'"))
    return text if is_same else json.dumps(text, ensure_ascii=False)


def _word(mark: Word, catalogue: Catalogue, *, required: bool) -> str:
    words = catalogue.vocabularies[mark.vocabulary].words if mark.vocabulary in catalogue.vocabularies else {}
    if not words and required:
        raise Lacking(words=mark.vocabulary)
    return next((word.title for word in words.values()), TO_FILL)


def _address(mark: Ref, catalogue: Catalogue, *, required: bool) -> str:
    known = [entry.address for entry in catalogue.entries.values() if not mark.kinds or entry.kind.name in mark.kinds]
    if not known and required:
        raise Lacking(kinds=mark.kinds)
    return known[0] if known else f"{mark.kinds[0] if mark.kinds else next(iter(KINDS))}/some-id"


def _number(name: str, marks: tuple[Any, ...], catalogue: Catalogue) -> str:
    if name in ("minutes", "visit_minutes"):
        return str(catalogue.options.minutes_per_hour or 60)
    return str(max(1, limits(marks, "Length").get("minimum", 1)))
