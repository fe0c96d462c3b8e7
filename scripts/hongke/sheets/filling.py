"""Rows into entries: what each cell changes, what is added, what is gone, and which cell each value came from."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field
from pydantic import BaseModel

from hongke.rewriting.order import with_field_names
from hongke.rewriting.values import plain
from hongke.sheets.cells import TOO_LONG, as_text, show, understand
from hongke.sheets.plan import Column, Table, value_at
from hongke.sheets.reading import Book, Cell, Row
from hongke.source.tree import Node, Path

Titles = Callable[[str, str], str]


class Change(Struct, frozen=True):
    """One field or part that differs: `what` names it, `old` and `new` are what its cell shows; `cell` is where."""

    what: str
    old: str
    new: str
    cell: str


class Filled(Struct):
    """An entry after the import: its values, what changed, and the cell of each value by its path."""

    address: str
    is_new: bool
    values: dict[str, Any]
    changes: list[Change] = field(default_factory=list)
    cells: dict[Path, str] = field(default_factory=dict)


class Filling:
    """Puts the rows of one entry into its values."""

    def __init__(self, filled: Filled, rows: Mapping[str, list[Row]], complete: frozenset[str], book: Book, titles: Titles) -> None:  # fmt: skip
        self.filled = filled
        self.rows = rows
        self.complete = complete
        self.book = book
        self.titles = titles
        self.used: set[int] = set()

    def fill(self, table: Table, row: Row | None, model: Any) -> None:
        """Fill the entry from its own row and from the rows of its parts."""
        self._part(self.filled.values, model, row, table, (), ((), ""))
        for name, rows in self.rows.items():
            for orphan in rows:
                if name != table.sheet and id(orphan) not in self.used:
                    above = "、".join(f"{number.normalize():f}" for number in orphan.numbers[:-1] if number is not None)
                    self.book.say(
                        orphan.place, f"上面没有序号是 {above} 的那一项。", "改正序号，或者在上一级的工作表里加上它。"
                    )

    def _part(
        self, values: dict[str, Any], model: Any, row: Row | None, table: Table, key: tuple[Decimal, ...], at: tuple[Path, str]
    ) -> None:  # fmt: skip
        path, name = at
        for column, cell in (row.cells if row else {}).items():
            self.filled.cells[(*path, *column.path)] = cell.place
            self._field(values, model, column, cell, name)
        for child in table.children:
            if any(below.sheet in self.complete or self.rows.get(below.sheet) for below in child.below()):
                self._list(values, model, child, key, at)

    def _field(self, values: dict[str, Any], model: Any, column: Column, cell: Cell, name: str) -> None:
        value = value_at(model, column.path) if model is not None else column.default
        shown = show(column.cell, value, self.titles)
        if shown == TOO_LONG and as_text(cell.raw).strip() == TOO_LONG:
            return
        old, new = understand(column.cell, shown), understand(column.cell, cell.raw)
        if old == new and type(old) is type(new):
            return
        owner, key = _owner(values, column.path), column.path[-1]
        if new is None:
            if owner is None or key not in owner:
                return
            del owner[key]
            _drop_empty(values, column.path[:-1])
        else:
            owner = _owner(values, column.path, make=True)
            assert owner is not None  # noqa: S101 - it was just made
            owner[key] = _with_line_end(new, owner.get(key))
        if model is not None or not name:
            self._say(f"{name}{column.heading}", _brief(shown), _brief(cell.raw), cell.place)

    def _list(
        self, values: dict[str, Any], model: Any, table: Table, key: tuple[Decimal, ...], at: tuple[Path, str]
    ) -> None:
        path, name = (*at[0], *table.level), f"{at[1]}{table.label} "
        models = tuple(value_at(model, table.level) or ()) if model is not None else ()
        owner = _owner(values, table.level) or {}
        olds = owner.get(table.level[-1]) or []
        made: list[Any] = []
        for row, number in self._rows(table, key, len(models)):
            index = int(number) - 1 if number is not None and number == int(number) and number <= len(models) else None
            item = copy.deepcopy(olds[index]) if index is not None else {}
            here = (*path, len(made))
            title = f"{name}{number.normalize():f}" if number is not None else f"{name}（新）"
            if row:
                self.filled.cells[here] = row.place
            inner = (*key, number if number is not None else Decimal(-1 - len(made)))
            self._part(item, models[index] if index is not None else None, row, table, inner, (here, f"{title}{_STEP}"))
            if index is None and row:
                self._say(title, "", _first(row), row.place)
            made.append(item)
        kept = {
            int(number)
            for _, number in self._rows(table, key, len(models), mark=False)
            if number is not None and number == int(number)
        }
        for index in range(len(models)):
            if index + 1 not in kept:
                place = next((row.place for row in self.rows.get(table.sheet, [])), table.sheet)
                gone = next(
                    (show(column.cell, value_at(models[index], column.path), self.titles) for column in table.columns),
                    "",
                )
                self._say(f"{name}{index + 1}", _brief(gone), "", place)
        if made != olds:
            if made:
                parent = _owner(values, table.level, make=True)
                assert parent is not None  # noqa: S101 - it was just made
                parent[table.level[-1]] = made
            elif table.level[-1] in owner:
                del owner[table.level[-1]]
                _drop_empty(values, table.level[:-1])

    def _rows(
        self, table: Table, key: tuple[Decimal, ...], there: int, *, mark: bool = True
    ) -> list[tuple[Row | None, Decimal | None]]:
        """Return the rows of the parts below one place, in the order of their numbers; those that are there, for a sheet that is not."""
        if table.sheet not in self.complete and not self.rows.get(table.sheet):
            return [(None, Decimal(number)) for number in range(1, there + 1)]
        rows = [row for row in self.rows.get(table.sheet, []) if row.numbers[:-1] == key]
        if mark:
            self.used |= {id(row) for row in rows}
            seen: set[Decimal] = set()
            for row in rows:
                number = row.numbers[-1]
                if number is not None and number in seen:
                    self.book.say(
                        row.place,
                        f"序号 {number.normalize():f} 写了两遍。",
                        "同一处的序号不能重复；插在两项之间可以写 2.5。",
                    )
                elif number is not None:
                    seen.add(number)
        last = Decimal("Infinity")
        return [
            (row, row.numbers[-1])
            for row in sorted(rows, key=lambda row: last if row.numbers[-1] is None else row.numbers[-1])
        ]

    def _say(self, what: str, old: str, new: str, cell: str) -> None:
        self.filled.changes.append(Change(what, old, new, cell))


_STEP = " "
_LONGEST_SHOWN = 40


def values_of(tree: Node, model: type[BaseModel]) -> dict[str, Any]:
    """Return the values of an entry's file by the names of its fields."""
    found = plain(with_field_names(tree, model))
    return found if isinstance(found, dict) else {}


def _owner(values: dict[str, Any], path: tuple[str, ...], *, make: bool = False) -> dict[str, Any] | None:
    """Return the mapping that holds the last key of the path; made on the way where it is asked for."""
    for name in path[:-1]:
        inner = values.get(name)
        if not isinstance(inner, dict):
            if not make:
                return None
            inner = values[name] = {}
        values = inner
    return values


def _drop_empty(values: dict[str, Any], path: tuple[str, ...]) -> None:
    """Drop a group of fields of which none is left."""
    owner = _owner(values, path) if path else None
    if owner is not None and owner.get(path[-1]) == {}:
        del owner[path[-1]]


def _with_line_end(new: Any, old: Any) -> Any:
    """A text of several lines ends its last one, as a block in YAML does; so does one that did before."""
    if isinstance(new, str) and ("\n" in new or (isinstance(old, str) and old.endswith("\n"))):
        return f"{new}\n"
    return new


def _first(row: Row) -> str:
    return next((_brief(cell.raw) for cell in row.cells.values() if as_text(cell.raw).strip()), "")


def _brief(raw: Any) -> str:
    text = " / ".join(as_text(raw).split("\n"))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
