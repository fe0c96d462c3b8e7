"""Every field that an author can fill in is shown somewhere: the models are walked, and the pages of `tests/rich` read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from hongke.build import build
from hongke.catalogue import Catalogue
from hongke.fields import fields_of, unwrap
from hongke.kinds import KINDS
from hongke.links import Links
from hongke.model.marks import Ref, Word
from hongke.numerals import number

RICH = Path(__file__).parent / "rich"
NOT_TEXT = {
    "status": "a notice for archived and draft entries (test_pages)",
    "aliases": "redirects (test_pages)",
    "illustrative": "marks of 示例 (test_pages)",
    "sources.id": "the number of the source",
    "indicators.source": "the number of the source",
    "planned.source": "the number of the source",
    "photos.file": "the picture",
    "questions.choices.correct": "the letters of the answer",
    "questions.type": "in Chinese",
    "indicators.approx": "in Chinese",
    "sections.items.required": "选修",
    "units.optional": "选学",
}
"""Fields that are shown otherwise than by their text, and how."""
IN_WORDS = {
    "single": "单选题",
    "over": "余",
    "about": "约",
    "at_least": "不低于",
    "multiple": "多选题",
    "judge": "判断题",
    "blank": "填空题",
    "short": "简答题",
}


@pytest.fixture(scope="module")
def made() -> tuple[Catalogue, dict[str, str]]:
    found = build(RICH)
    assert found.problems == ()
    return found.catalogue, {page.address: page.description + page.fragment(Links()).html for page in found.pages}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_kind_is_filled_in_and_shown(kind: str, made: tuple[Catalogue, dict[str, str]]) -> None:
    catalogue, pages = made
    entries = [entry for entry in catalogue.entries.values() if entry.kind.name == kind]
    rendered = "".join(
        pages[address] for entry in entries for address in (entry.address, f"{entry.address}/teach") if address in pages
    )
    filled: set[str] = set()
    for entry in entries:
        for path, value, marks in _values(entry.model):
            filled.add(path)
            if path not in NOT_TEXT:
                shown = _as_shown(value, marks, catalogue)
                assert shown in rendered, f"{path}: {shown}"
            elif value in IN_WORDS:
                assert IN_WORDS[value] in rendered, path
    common_in_course = {path for path, _ in fields_of(KINDS["course"].model)} if kind != "course" else set()
    wanted = {path for path, _ in fields_of(KINDS[kind].model)}
    # What all entries have in common is filled in once, in the course.
    common = {"tags", "updated", "aliases", "sources", "contributors", "illustrative", "status"}
    wanted -= {path for path in wanted if path.split(".")[0] in common and path in common_in_course}
    assert wanted - filled - set(NOT_TEXT) == set()


def test_a_field_that_no_template_shows_would_be_found(made: tuple[Catalogue, dict[str, str]]) -> None:
    catalogue, pages = made
    without = {address: html.replace("考核甲", "") for address, html in pages.items()}
    with pytest.raises(AssertionError, match="assessment"):
        test_every_field_of_the_kind_is_filled_in_and_shown("course", (catalogue, without))


def _values(model: BaseModel, prefix: str = "") -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Give every filled-in value of a model with its dotted path and the marks on its type."""
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        if value is None or value == ():
            continue
        _, marks = unwrap(info.annotation)
        yield from _one(f"{prefix}{name}", value, (*info.metadata, *marks, *_item_marks(info.annotation)))


def _item_marks(annotation: Any) -> tuple[Any, ...]:
    import typing

    inner, _ = unwrap(annotation)
    return unwrap(typing.get_args(inner)[0])[1] if typing.get_origin(inner) is tuple else ()


def _one(path: str, value: Any, marks: tuple[Any, ...]) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    yield path, value, marks
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, BaseModel):
            yield from _values(item, f"{path}.")
        elif isinstance(value, tuple):
            yield path, item, marks


def _as_shown(value: Any, marks: tuple[Any, ...], catalogue: Catalogue) -> str:
    if isinstance(value, BaseModel | tuple):
        return ""
    for mark in marks:
        if isinstance(mark, Word):
            return catalogue.word(mark.vocabulary, value).title
        if isinstance(mark, Ref):
            return catalogue.entries[value].model.title
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip().split("\n")[0].split("[[")[0].replace("**", "").split("|")[0]
