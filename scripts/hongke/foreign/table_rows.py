"""Rows of a foreign table to the trees of entries: cells into fields, several rows into one entry with lists in it."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field
from pydantic.fields import FieldInfo

from hongke.fields import fields_of, unwrap
from hongke.foreign.places import Places
from hongke.foreign.question_header import shown
from hongke.foreign.sheet import Row, Sheet
from hongke.foreign.table_cell import cell_node
from hongke.foreign.table_map import ColumnMap, MapFile, bare
from hongke.kinds import Kind
from hongke.problems import Problem, problem
from hongke.source.tree import Node, Scalar
from hongke.source.tree import Sequence as SequenceNode


class Part(Struct):
    """An entry, or a part of one, while its rows are put together: fields, parts of one, lists of parts."""

    at: int
    values: dict[str, Node] = field(default_factory=dict)
    ones: dict[str, Part] = field(default_factory=dict)
    lists: dict[str, list[Part]] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, object]:
        """Return what is compared where two parts may be the same."""
        return {name: _text(node) for name, node in self.values.items()}


class TableRows(Struct):
    """Puts the rows of a sheet together by a map. `columns` are the places of the map's columns in the sheet."""

    sheet: Sheet
    map: MapFile
    kind: Kind
    columns: Mapping[str, int]
    places: Places
    problems: list[Problem] = field(default_factory=list)

    def entries(self, rows: Sequence[Row]) -> Iterator[tuple[list[Row], Part]]:
        """Give the entries: the rows of each, and what they came to; problems are left in `problems`."""
        known = dict(fields_of(self.kind.model))
        for group in self._groups(rows):
            entry = Part(self._at(group[0], 0))
            for row in group:
                self._merge(entry, self._part(row, known))
            self._fill(entry, "")
            yield group, entry

    def _groups(self, rows: Sequence[Row]) -> list[list[Row]]:
        if self.map.values.group_by is None:
            return [[row] for row in rows]
        column = self.columns[self.map.values.group_by]
        groups: dict[str, list[Row]] = {}
        last = ""
        for row in rows:
            last = row.cell(column) or last  # merged cells leave the rows below blank
            groups.setdefault(last, []).append(row)
        return list(groups.values())

    def _at(self, row: Row, column: int) -> int:
        return self.places.number(self.sheet.place(row.number, column))

    def _part(self, row: Row, known: Mapping[str, FieldInfo]) -> Part:
        """Return what one row comes to."""
        found = Part(self._at(row, 0))
        numbered: dict[str, Part] = {}
        said = [(column, row.cell(self.columns[column.column])) for column in self.map.values.columns]
        for column, text in said:
            if text:
                self._put(column, text, row, found, numbered, known)
        for column, text in said:
            # A default fills in a part that is there; it does not make one.
            if not text and self._has_default(column, row, numbered):
                self._put(column, column.default or "", row, found, numbered, known)
        return found

    def _put(
        self,
        column: ColumnMap,
        text: str,
        row: Row,
        found: Part,
        numbered: dict[str, Part],
        known: Mapping[str, FieldInfo],
    ) -> None:
        at = self._at(row, self.columns[column.column])
        owner = found
        for key, step, is_list in _owners(column.field, known):
            if key not in numbered:
                numbered[key] = Part(at)
                if is_list:
                    owner.lists.setdefault(step, []).append(numbered[key])
                else:
                    owner.ones[step] = numbered[key]
            owner = numbered[key]
        name = column.field.rpartition(".")[2]
        owner.values[name] = cell_node(text, known[bare(column.field)], column.split, column.words, self.places, at)

    def _has_default(self, column: ColumnMap, row: Row, numbered: Mapping[str, Part]) -> bool:
        """Whether a blank cell gets its default: in the rows below the first of an entry, a field of the entry does not."""
        if column.default is None:
            return False
        if "." in column.field:
            return _key(column.field.rpartition(".")[0]) in numbered
        group = self.map.values.group_by
        return group is None or bool(row.cell(self.columns[group]))

    def _merge(self, into: Part, new: Part) -> None:
        for name, node in new.values.items():
            old = into.values.get(name)
            if isinstance(old, SequenceNode) and isinstance(node, SequenceNode):
                there = {_text(item) for item in old.items}
                old.items += [item for item in node.items if _text(item) not in there]
            elif old is None:
                into.values[name] = node
            elif _text(old) != _text(node):
                message = f"同一个条目的 {name} 前后不同：前面是 “{shown(str(_text(old)))}”，这里是 “{shown(str(_text(node)))}”。"
                place = self.places.found[node.line - 1]
                self.problems.append(problem("HK713", place, message, "改成一致，或检查合并列。"))
        for name, one in new.ones.items():
            self._merge(into.ones.setdefault(name, Part(one.at)), one)
        for name, parts in new.lists.items():
            there_ = into.lists.setdefault(name, [])
            for part in parts:
                same = next((old for old in there_ if old.texts == part.texts), None)
                same = there_[-1] if same is None and there_ and not part.values else same
                if same is None:
                    there_.append(part)
                else:
                    self._merge(same, part)

    def _fill(self, part: Part, prefix: str) -> None:
        """Put the constants into a part and the parts in it."""
        for name, node in self.map.constants().items():
            owner, _, last = name.rpartition(".")
            if owner == prefix:
                part.values.setdefault(last, self.places.from_file(node, self.map.file))
        for name, one in part.ones.items():
            self._fill(one, f"{prefix}.{name}" if prefix else name)
        for name, parts in part.lists.items():
            for inner in parts:
                self._fill(inner, f"{prefix}.{name}" if prefix else name)


def tree_of(part: Part, places: Places) -> Node:
    """Return the tree of a part."""
    items: dict[str, Node] = dict(part.values)
    items |= {name: tree_of(one, places) for name, one in part.ones.items()}
    items |= {name: places.sequence(parts[0].at, [tree_of(inner, places) for inner in parts]) for name, parts in part.lists.items()}  # fmt: skip
    return places.mapping(part.at, items)


def _key(path: str) -> str:
    """Return what tells the part at a path from others in a row: `units` and `units.1` are one."""
    return path if path[-1:].isdecimal() else f"{path}.1"


def _owners(path: str, known: Mapping[str, FieldInfo]) -> Iterator[tuple[str, str, bool]]:
    """Give the parts on the way to a field: what tells each from others, its name, whether it stands in a list."""
    *steps, _ = path.split(".")
    for number, step in enumerate(steps):
        if not step.isdecimal():
            end = number + 2 if steps[number + 1 : number + 2] and steps[number + 1].isdecimal() else number + 1
            yield _key(".".join(steps[:end])), step, _is_list(known[bare(".".join(steps[:end]))])


def _is_list(info: FieldInfo) -> bool:
    inner, _ = unwrap(info.annotation)
    return typing.get_origin(inner) is tuple


def _text(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    return tuple(_text(child) for child in (node.items if isinstance(node, SequenceNode) else node.items.values()))
