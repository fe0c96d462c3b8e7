"""A map file: which column of a foreign table is which field of an entry."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct
from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from hongke.fields import fields_of, unwrap
from hongke.kinds import Kind
from hongke.model.base import Model
from hongke.model.marks import Line, Text
from hongke.problems import Place, Problem, has_errors, nearest, problem
from hongke.source.reader import read_yaml
from hongke.source.tree import Mapping as MappingNode
from hongke.source.tree import Node, key_position, node_at, position
from hongke.structure import structure


class ColumnMap(Model):
    """One column of the table."""

    column: Line = Field(title="列")
    """表头里这一列的名称。"""
    field: Line = Field(title="字段")
    """写进哪个字段；下级字段用点连起来，如 practice.title。"""
    split: Text | None = Field(None, title="分隔符")
    """列表字段按哪几个字符拆开，如 、；不写时按换行和分号，词表和地址还按顿号、逗号。"""
    words: dict[str, str] = Field({}, title="换词")
    """表里的词换成目录里的词，如 {左旗: 阿拉善左旗}。"""
    default: Text | None = Field(None, title="默认值")
    """格子空着时写什么。"""


class TableMap(Model):
    """A map file."""

    sheet: Line | None = Field(None, title="工作表")
    """读哪一张工作表，不写就读第一张有内容的。"""
    header_row: Annotated[int, Field(ge=1)] | None = Field(None, title="表头行")
    """表头在第几行，不写就自己找。"""
    columns: tuple[ColumnMap, ...] = Field(title="各列", min_length=1)
    """一列一条；同一列可以写进几个字段。"""
    constants: dict[str, Any] = Field({}, title="固定值")
    """每个条目都一样的字段，写法和条目里一样。"""
    group_by: Line | None = Field(None, title="合并列")
    """这一列相同的几行合成一个条目；空着的跟上一行。"""
    id_column: Line | None = Field(None, title="编号列")
    """编号取自哪一列，不写就用标题的拼音。"""
    status: Literal["draft", "published"] = Field("draft", title="状态")
    """draft 草稿；published 直接发布。"""


class MapFile(Struct, frozen=True):
    """A map that was read: the values, the tree they come from, the file's name."""

    values: TableMap
    tree: Node
    file: str

    def place(self, *path: str | int) -> Place:
        """Return where a value of the map stands."""
        line, column = position(self.tree, path)
        return Place(file=self.file, line=line, column=column)

    def constants(self) -> Mapping[str, Node]:
        """Return the constants by dotted field, as they stand in the file."""
        node = node_at(self.tree, ("constants",))
        return node.items if isinstance(node, MappingNode) else {}


def read_map(data: bytes, file: str, kind: Kind) -> tuple[MapFile | None, tuple[Problem, ...]]:
    """Read a map for a kind; None where the map itself is wrong."""
    tree, problems = read_yaml(data, file)
    if tree is None:
        return None, tuple(problems)
    made = structure(tree, TableMap, file)
    problems += made.problems
    if made.value is None or has_errors(problems):
        return None, tuple(problems)
    found = MapFile(made.value, tree, file)
    problems += _field_problems(found, kind)
    return (None if has_errors(problems) else found), tuple(problems)


def bare(path: str) -> str:
    """Return a dotted field without the numbers of items: `units.2.title` is `units.title`."""
    return ".".join(step for step in path.split(".") if not step.isdecimal())


def holds_fields(info: FieldInfo) -> bool:
    """Whether a field is made of fields: it cannot be filled from one cell."""
    inner, _ = unwrap(info.annotation)
    if typing.get_origin(inner) is tuple:
        inner, _ = unwrap(typing.get_args(inner)[0])
    return isinstance(inner, type) and issubclass(inner, BaseModel)


def _field_problems(found: MapFile, kind: Kind) -> Iterator[Problem]:
    """Give the fields of the map that the kind does not have, such as come twice, and required ones that are missing."""
    known = dict(fields_of(kind.model))
    seen: set[str] = set()
    for number, column in enumerate(found.values.columns):
        place = found.place("columns", number, "field")
        if bare(column.field) not in known:
            yield _unknown(column.field, known, place)
        elif holds_fields(known[bare(column.field)]):
            inside = [name for name in known if name.startswith(f"{bare(column.field)}.")]
            yield problem("HK712", place, f"“{column.field}” 由几个字段组成。", f"写到里面的一个，如 {inside[0]}。")
        elif column.field in seen:
            yield problem("HK712", place, f"“{column.field}” 写了两遍。", "一个字段只能取自一列。")
        seen.add(column.field)
    for name in found.constants():
        line, column_ = key_position(found.tree, ("constants", name))
        place = Place(file=found.file, line=line, column=column_)
        if name not in known:
            yield _unknown(name, known, place)
        elif name in seen:
            yield problem("HK712", place, f"“{name}” 已经取自一列，不能又是固定值。", "空格子用 default 补。")
        seen.add(name)
    # `titel` is told once: not also as a missing `title`.
    filled = {bare(_meant(path, known) or path).partition(".")[0] for path in seen}
    for name, info in kind.model.model_fields.items():
        if info.is_required() and name not in filled:
            hint = "加一列，或写进 constants。"
            yield problem("HK712", found.place("columns"), f"必填字段 {name}（{info.title}）没有着落。", hint)


def _meant(name: str, known: Mapping[str, FieldInfo]) -> str | None:
    """Return the field that a name most likely stands for: it may be its Chinese label."""
    if bare(name) in known:
        return None
    return next((path for path, info in known.items() if info.title == name), None) or nearest(bare(name), known)


def _unknown(name: str, known: Mapping[str, FieldInfo], place: Place) -> Problem:
    near = _meant(name, known)
    tops = [f"{path}（{info.title}）" for path, info in known.items() if "." not in path]
    hint = f"是不是 “{near}（{known[near].title}）”？" if near else f"可用的字段：{'、'.join(tops)}。"
    return problem("HK712", place, f"没有字段 “{name}”。", hint)
