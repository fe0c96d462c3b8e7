"""The file of a new entry: every field in its order with its help; what may be left out is commented out."""

from __future__ import annotations

import textwrap
import typing
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hongke.catalogue import Catalogue
from hongke.fields import describe, unwrap
from hongke.kinds import Kind
from hongke.model.base import EntryModel
from hongke.model.marks import Prose, Word
from hongke.schema.values import limits
from hongke.skeleton.values import NEEDED, TO_FILL, placeholder, scalar

_FIRST = ("title", "summary", "status")
_HEAD = """\
## 新{label}，地址是 {address}。
## 写着“待填”的地方改成自己的内容。开头只有一个 # 的行是可以不写的字段，要用就去掉 #
## （在 VS Code 里选中这几行，按 Ctrl 和 /）；开头有两个 # 的行是说明，写完可以删去。
## 写好后运行 hongke check，再把 status 改成 published。
"""
_BODY = f"\n## {TO_FILL}：小标题\n\n{TO_FILL}：正文，可以写 [[case/编号]] 这样的站内链接。\n".replace(
    "[[case/编号]]", "`[[case/编号]]`"
)

Given = Mapping[str, str | tuple[str, ...]]


def entry_text(kind: Kind, entry_id: str, catalogue: Catalogue, *, given: Given | None = None) -> str:
    """Return the text of a new draft; `given` holds what the author has already answered, by field.

    Raises `Lacking` where the catalogue has nothing yet that the entry must name.
    """
    given = given or {}
    lines = _HEAD.format(label=kind.label, address=f"{kind.name}/{entry_id}").splitlines()
    for name in _in_order(kind.model):
        info = kind.model.model_fields[name]
        lines += ["", *_help(info)]
        if name == "status":
            lines.append("status: draft")
        elif name in given:
            lines += _given(name, given[name])
        else:
            lines += _field(kind.model, name, info, catalogue)
    text = "\n".join(lines) + "\n"
    return f"---\n{text}---\n{_BODY}" if kind.markdown else text


def _in_order(model: type[BaseModel]) -> list[str]:
    """Return the fields as an author writes them: title and summary, the kind's own, then those all entries share."""
    shared = [name for name in EntryModel.model_fields if name not in _FIRST]
    own = [name for name in model.model_fields if name not in EntryModel.model_fields]
    return [*_FIRST, *own, *shared]


def _help(info: FieldInfo) -> list[str]:
    need = "（必填）" if info.is_required() else ""
    return [f"## {info.title}{need}：{line}" for line in str(info.description).splitlines()]


def _given(name: str, value: str | tuple[str, ...]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}"]
    return [f"{name}:", *(f"  - {scalar(item)}" for item in value)]


def _field(owner: type[BaseModel], name: str, info: FieldInfo, catalogue: Catalogue) -> list[str]:
    """Return the lines of a field, commented out where it may be left out."""
    required = info.is_required() or (owner, name) in NEEDED
    annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    inner, marks = unwrap(annotation)
    if typing.get_origin(inner) is tuple:
        member = typing.get_args(inner)[0]
        count = limits(marks, "Items").get("minItems", 1)
        item = _item(owner, name, info, member, catalogue)
        lines = [f"{name}:", *(line for _ in range(count) for line in item)]
    elif _is_group(inner):
        lines = [f"{name}:", *_indented(_group(inner, catalogue))]
    else:
        is_prose = any(isinstance(mark, Prose) for mark in marks)
        value = _value(owner, name, info, annotation, catalogue, remark=required)
        lines = [f"{name}: |", f"  {value}"] if is_prose else [f"{name}: {value}"]
    return lines if required else [f"# {line}".rstrip() for line in lines]


def _item(owner: type[BaseModel], name: str, info: FieldInfo, member: Any, catalogue: Catalogue) -> list[str]:
    inner, _ = unwrap(member)
    if _is_group(inner):
        first, *others = _indented(_group(inner, catalogue), "    ")
        return [f"  - {first.strip()}", *others]
    return [f"  - {_value(owner, name, info, member, catalogue, remark=info.is_required())}"]


def _group(model: type[BaseModel], catalogue: Catalogue) -> list[str]:
    """Return the lines of a group of fields: those that must be written first, the others behind their help."""
    must = [(name, info) for name, info in model.model_fields.items() if info.is_required() or (model, name) in NEEDED]
    may = [(name, info) for name, info in model.model_fields.items() if (name, info) not in must]
    lines = [line for name, info in must for line in _field(model, name, info, catalogue)]
    for name, info in may:
        lines += [*_help(info), *_field(model, name, info, catalogue)]
    return lines


def _value(
    owner: type[BaseModel], name: str, info: FieldInfo, annotation: Any, catalogue: Catalogue, *, remark: bool
) -> str:
    """Return a value; behind one that does not itself say that it is to be written over, a remark does."""
    value = placeholder(name, info, annotation, owner=owner, catalogue=catalogue)
    if not remark or value.startswith(TO_FILL):
        return value
    return f"{value}  # {TO_FILL}：{info.title}，{_choices(annotation, catalogue) or describe(info)}"


def _choices(annotation: Any, catalogue: Catalogue) -> str:
    for mark in unwrap(annotation)[1]:
        if isinstance(mark, Word):
            titles = [word.title for word in catalogue.vocabularies[mark.vocabulary].words.values()]
            return f"可写 {'、'.join(titles[:12])}{' 等' if len(titles) > 12 else ''}"
    return ""


def _indented(lines: Iterable[str], by: str = "  ") -> list[str]:
    return textwrap.indent("\n".join(lines), by).splitlines()


def _is_group(inner: Any) -> bool:
    return isinstance(inner, type) and issubclass(inner, BaseModel)
