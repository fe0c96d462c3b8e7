"""A Word table of fields and their values (字段|内容) to a draft course."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic.fields import FieldInfo

from hongke.catalogue import Catalogue
from hongke.foreign.imported import Candidate, Imported, already_there, complaints_of, entry_file
from hongke.foreign.places import Places
from hongke.foreign.question_header import shown
from hongke.foreign.sheet import clean, plain
from hongke.foreign.slug import slug
from hongke.foreign.table_cell import cell_node
from hongke.foreign.table_entries import values_of
from hongke.foreign.table_map import holds_fields
from hongke.kinds import KINDS
from hongke.model.base import Source
from hongke.model.course import Course, Objective, Unit
from hongke.problems import Place, Problem, has_errors, in_order, nearest, problem
from hongke.source.tree import Node, Scalar, Sequence

_KIND = KINDS["course"]
PARTS: Mapping[str, tuple[type, tuple[str, ...]]] = {
    "objectives": (Objective, ("level", "text")),
    "units": (Unit, ("title", "method", "minutes", "body")),
    "sources": (Source, ("name", "section", "note")),
}
"""Fields that are lists of fields: a line is an item, its parts are divided by `｜` in this order."""
_BETWEEN = re.compile(r"\s*[｜|]\s*")
_LEVEL = re.compile(r"(掌握|熟悉|了解)\s*[：:]\s*")


def is_course_table(rows: list[list[str]]) -> bool:
    """Whether a table is one of fields and values: two columns headed 字段 and 内容."""
    return bool(rows) and [plain(text) for text in rows[0]] == ["字段", "内容"]


def import_course(rows: list[list[str]], file: str, stem: str, name: str | None, catalogue: Catalogue) -> Imported:
    """Return the course, checked as if it were in the catalogue."""
    places = Places()
    problems: list[Problem] = []
    known = {info.title or field: (field, info) for field, info in Course.model_fields.items()}
    known |= {field: (field, info) for field, info in Course.model_fields.items()}
    top = places.number(Place(file=file))
    items: dict[str, Node] = {}
    for number, row in enumerate(rows[1:], 2):
        label, text = (clean(cell) for cell in [*row, "", ""][:2])
        place = Place(file=file, sheet="表1", line=number, column=1)
        if label in known and text:
            field, info = known[label]
            _put(items, field, _node(field, info, text, places, places.number(Place(file=file, sheet="表1", line=number, column=2))))  # fmt: skip
        elif label and label not in known:
            near = nearest(label, [title for title, (field, _) in known.items() if title != field])
            hint = f"是不是 “{near}”？" if near else "写课程字段的中文名称，见字段参考。"
            problems.append(problem("HK721", place, f"“{shown(label)}” 不是课程的字段，没有用。", hint))
    items.setdefault("status", places.text("draft", top))
    title = items.get("title")
    name = name or slug(title.text if isinstance(title, Scalar) else stem, "course")
    address = f"course/{name}"
    if address in catalogue.entries or address in catalogue.failed:
        return Imported(problems=in_order([*problems, already_there(_KIND, name, Place(file=file))]))
    tree = places.mapping(top, items)
    said = complaints_of([Candidate(_KIND, name, tree)], catalogue, places)[name]
    problems += [found for _, found in said]
    if has_errors(problems):
        return Imported(problems=in_order(problems))
    values = values_of(tree, Course)
    table = (("课程", address), ("标题", str(values["title"])), ("教学单元", str(len(values["units"]))))
    return Imported((entry_file(_KIND, name, values),), in_order(problems), table)


def _put(items: dict[str, Node], field: str, node: Node) -> None:
    """Put a value where it belongs; a list that is written in several rows goes on."""
    there = items.get(field)
    if isinstance(there, Sequence) and isinstance(node, Sequence):
        there.items += node.items
    else:
        items.setdefault(field, node)


def _node(field: str, info: FieldInfo, text: str, places: Places, at: int) -> Node:
    if field not in PARTS:
        if holds_fields(info):
            return places.text(text, at)  # the model says what it wants
        return cell_node(text, info, None, {}, places, at)
    model, names = PARTS[field]
    fields: Mapping[str, FieldInfo] = model.model_fields  # type: ignore[attr-defined]
    made: list[Node] = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = _BETWEEN.split(_LEVEL.sub(r"\1｜", line) if field == "objectives" else line, len(names) - 1)
        given = {name: cell_node(part, fields[name], None, {}, places, at) for name, part in zip(names, parts, strict=False) if part}  # fmt: skip
        if field == "sources":
            given = {"id": places.text(f"source-{number}", at), **given}
        made.append(places.mapping(at, given))
    return places.sequence(at, made)
