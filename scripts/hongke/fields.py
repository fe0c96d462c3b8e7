"""What a model says of its fields: the type inside, the marks on it, the Chinese label, the dotted path."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hongke.model.marks import Prose, Ref, Word
from hongke.model.vocabulary import VOCABULARIES
from hongke.source.tree import Path


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return the type inside `Annotated[...]` and `... | None`, and the marks found on the way."""
    marks: tuple[Any, ...] = ()
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation, *found = typing.get_args(annotation)
            marks += tuple(found)
        elif origin in (types.UnionType, typing.Union):
            annotation = next(part for part in typing.get_args(annotation) if part is not types.NoneType)
        else:
            return annotation, marks


def annotation_of(info: FieldInfo) -> Any:
    """Return a field's whole type: Pydantic takes the outermost `Annotated` apart, and puts its marks into the metadata."""
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def label_of(model: type[BaseModel], path: Path, word: str | None = None) -> str:
    """Return how a message names the field at the path: `hours（学时）`, or the `word` the author wrote for it, `“学时”`."""
    named = [step for step in path if isinstance(step, str)]
    if not named:
        return "这一项"
    last = max(index for index, step in enumerate(path) if isinstance(step, str))
    owner = model_at(model, path[:last])
    info = owner.model_fields.get(named[-1]) if owner else None
    label = f"{named[-1]}（{info.title}）" if info else named[-1]
    if word and word != named[-1]:
        label = f"“{word}”"
    numbers = [step for step in path[last + 1 :] if isinstance(step, int)]
    return f"{label}第 {numbers[0] + 1} 项" if numbers else label


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model that the fields at the path belong to."""
    current: Any = model
    for step in path:
        current, _ = unwrap(current)
        if isinstance(step, int):
            current = typing.get_args(current)[0] if typing.get_origin(current) is tuple else None
        elif isinstance(current, type) and issubclass(current, BaseModel) and step in current.model_fields:
            current = current.model_fields[step].annotation
        else:
            return None
    current, _ = unwrap(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def fields_of(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Give every field of a model and of the models in it by its dotted path, lists left out: `units.minutes`."""
    for name, info in model.model_fields.items():
        path = f"{prefix}{name}"
        yield path, info
        inner, _ = unwrap(info.annotation)
        if typing.get_origin(inner) is tuple:
            inner, _ = unwrap(typing.get_args(inner)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields_of(inner, f"{path}.")


def describe(info: FieldInfo) -> str:
    """Return in Chinese how a field is written, as the guide says it."""
    return _described(annotation_of(info))


def _described(annotation: Any) -> str:
    inner, marks = unwrap(annotation)
    for mark in marks:
        if isinstance(mark, Word):
            return f"词表：{VOCABULARIES[mark.vocabulary]}（{mark.vocabulary}）"
        if isinstance(mark, Ref):
            return f"地址：{'、'.join(f'{kind}/…' for kind in mark.kinds) or '种类/编号'}"
        if isinstance(mark, Prose):
            return "正文（Markdown）"
    if typing.get_origin(inner) is tuple:
        return f"列表，每项是{_described(typing.get_args(inner)[0])}"
    if typing.get_origin(inner) is Literal:
        return f"只能是 {'、'.join(map(str, typing.get_args(inner)))}"
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return "几个字段"
    return _PLAIN_TYPES[inner]


_PLAIN_TYPES: dict[Any, str] = {
    str: "文字", int: "整数", Decimal: "数字", float: "数字", bool: "true 或 false", date: "日期，如 2026-05-01", time: "时间，如 \"09:00\"",
}  # fmt: skip
