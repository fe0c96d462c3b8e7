"""The plan of the workbook, from the models: a sheet a kind, and a sheet for each list of parts in it.

A sheet of entries has an entry a row. A list of parts (教学单元, 题目, 来源 …) has a sheet of its own, a part a row,
which the address of the entry and a number tie to it; parts of parts (教学过程 of 教学单元) also have the number of the
part above. What all kinds have (来源, 编写人) stands on one sheet for all.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hongke.fields import unwrap
from hongke.kinds import KINDS, Kind
from hongke.model.base import EntryModel
from hongke.rewriting.order import field_order
from hongke.sheets.cells import CellType

ADDRESS, NUMBER = "地址", "序号"
STEP = "·"
"""Between the names of a sheet of parts, and of a column of a group of fields: 课程·教学单元, 报名·开始."""

FieldPath = tuple[str, ...]


class Column(Struct, frozen=True, kw_only=True):
    """A field that has a column: `path` leads to it from the entry or part."""

    heading: str
    path: FieldPath
    cell: CellType
    required: bool
    help: str
    default: Any


class Table(Struct, frozen=True, kw_only=True):
    """A sheet: of the entries of a kind, or of the parts that stand at `level` of what is above it.

    `numbers` are the headings of the numbers that say which part a row is, the outermost first; `kind` is None where the
    sheet is shared by all kinds.
    """

    sheet: str
    kind: Kind | None
    label: str
    level: FieldPath = ()
    numbers: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    children: tuple[Table, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Headings of the columns that tie a row to its place."""
        return (ADDRESS, *self.numbers)

    def below(self) -> Iterator[Table]:
        """Give the table and those of its parts."""
        yield self
        for child in self.children:
            yield from child.below()


@functools.cache
def entry_tables() -> dict[str, Table]:
    """Return the sheet of each kind by the kind's name, with those of its parts below it."""
    return {name: _table(kind.label, kind, kind.label, kind.model) for name, kind in KINDS.items()}


def all_tables(kinds: typing.Iterable[str] = ()) -> tuple[Table, ...]:
    """Return every sheet once, in the order of the workbook: each kind with its own parts, then what all kinds share."""
    wanted = set(kinds) or set(KINDS)
    found = [table for name, top in entry_tables().items() if name in wanted for table in top.below()]
    own = [table for table in found if table.kind]
    return (*own, *{table.sheet: table for table in found if not table.kind}.values())


def _table(
    sheet: str, kind: Kind | None, label: str, model: type[BaseModel], level: FieldPath = (), numbers: FieldPath = ()
) -> Table:
    columns: list[Column] = []
    children: list[Table] = []
    for path, info, labels, required in _fields(model):
        part = _part(info)
        if part is None:
            columns.append(
                Column(
                    heading=STEP.join(labels),
                    path=path,
                    cell=CellType.of(info),
                    required=required,
                    help=info.description or "",
                    default=None if info.is_required() else info.default,
                )
            )
        elif issubclass(model, EntryModel) and path[0] in EntryModel.model_fields:
            children.append(_shared(path[0]))
        else:
            above = (*numbers[:-1], f"{label}{NUMBER}") if numbers else ()
            name = f"{sheet}{STEP}{STEP.join(labels)}"
            children.append(_table(name, kind, labels[-1], part, path, (*above, NUMBER)))
    return Table(
        sheet=sheet, kind=kind, label=label, level=level, numbers=numbers, columns=tuple(columns), children=tuple(children)
    )  # fmt: skip


@functools.cache
def _shared(name: str) -> Table:
    info = EntryModel.model_fields[name]
    part = _part(info)
    assert part is not None  # noqa: S101 - asked for lists of parts only
    return _table(info.title or name, None, info.title or name, part, (name,), (NUMBER,))


def _fields(
    model: type[BaseModel], prefix: FieldPath = (), labels: FieldPath = (), *, required: bool = True
) -> Iterator[tuple[FieldPath, FieldInfo, FieldPath, bool]]:
    """Give every field of a model, a group of fields taken apart into its own."""
    for name in field_order(model):
        info = model.model_fields[name]
        path, named = (*prefix, name), (*labels, info.title or name)
        inner, _ = unwrap(info.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _fields(inner, path, named, required=required and info.is_required())
        else:
            yield path, info, named, required and info.is_required()


def _part(info: FieldInfo) -> type[BaseModel] | None:
    """Return the model of the items of a list of parts; None for any other field."""
    inner, _ = unwrap(info.annotation)
    if typing.get_origin(inner) is tuple:
        item, _ = unwrap(typing.get_args(inner)[0])
        if isinstance(item, type) and issubclass(item, BaseModel):
            return item
    return None


def value_at(owner: Any, path: FieldPath) -> Any:
    """Return the value of a field of a model; None where the group that it is in is not there."""
    for name in path:
        owner = getattr(owner, name) if owner is not None else None
    return owner
