"""A model to the JSON Schema of a group of fields: labels, help, which are required, which may stay empty."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hongke.catalogue import Catalogue
from hongke.fields import describe, unwrap
from hongke.schema.values import Schema, limits, nullable, scalar_schema


def object_schema(model: type[BaseModel], catalogue: Catalogue, *, labels: bool = False) -> Schema:
    """Return the schema of a model.

    With `labels`, a field may be written under its Chinese label as well (`标题: …`), one of the two names at a time.
    """
    properties = {name: _field_schema(info, catalogue, labels=labels) for name, info in model.model_fields.items()}
    fields = "、".join(f"{name}（{info.title}）" for name, info in model.model_fields.items())
    found: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "errorMessage": f"没有这个字段，或者写法不对：每行写成“字段: 值”。可用的字段：{fields}。",
    }
    # Each on its own, so that an editor says in Chinese which one is missing.
    found["allOf"] = [_written(name, str(info.title), labels=labels) for name, info in required_fields(model)]
    if labels:
        _accept_labels(found, model)
    if not found["allOf"]:
        del found["allOf"]
    return found


def snippet(model: type[BaseModel], stops: Iterator[int] | None = None) -> dict[str, Any]:
    """Return what an editor inserts for a group of fields: those that are required, each with its label to write over."""
    stops = stops or itertools.count(1)
    body: dict[str, Any] = {}
    for name, info in required_fields(model):
        inner, _ = unwrap(info.annotation)
        is_list = typing.get_origin(inner) is tuple
        member, _ = unwrap(typing.get_args(inner)[0] if is_list else inner)
        is_group = isinstance(member, type) and issubclass(member, BaseModel)
        value = snippet(member, stops) if is_group else f"${{{next(stops)}:{info.title}}}"
        body[name] = [value] if is_list else value
    return body


def required_fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """Return the fields that must be written, by name."""
    return [(name, info) for name, info in model.model_fields.items() if info.is_required()]


def _written(name: str, label: str, *, labels: bool) -> Schema:
    required = {"required": [name], "errorMessage": f"缺少 {name}（{label}）。"}
    # Not anyOf: an editor would say that none of two schemas fits, and not which field is missing.
    return {"if": {"not": {"required": [label]}}, "then": required} if labels else required


def _accept_labels(schema: Schema, model: type[BaseModel]) -> None:
    """Let each field stand under its label too, and none under both names."""
    fields = {name: str(info.title) for name, info in model.model_fields.items() if info.title}
    schema["properties"] |= {label: schema["properties"][name] for name, label in fields.items()}
    schema["allOf"] += [{"not": {"required": [name, label]}} for name, label in fields.items() if name != label]


def _field_schema(info: FieldInfo, catalogue: Catalogue, *, labels: bool) -> Schema:
    # Pydantic takes the outermost Annotated apart: its marks are in the metadata.
    annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    found = _value_schema(annotation, catalogue, labels=labels)
    if not info.is_required():
        found = nullable(found)
        if isinstance(info.default, str | bool | int):
            found["default"] = info.default
        elif isinstance(info.default, Decimal):
            found["default"] = int(info.default)
    need = "必填。" if info.is_required() else "可以不写。"
    about = f"{info.description}\n\n{need}写法：{describe(info)}。"
    return {"title": info.title, "description": about, **found}


def _value_schema(annotation: Any, catalogue: Catalogue, *, labels: bool) -> Schema:
    inner, marks = unwrap(annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return object_schema(inner, catalogue, labels=labels)
    if typing.get_origin(inner) is not tuple:
        return scalar_schema(inner, marks, catalogue)
    items = _value_schema(typing.get_args(inner)[0], catalogue, labels=labels)
    found: Schema = {"type": "array", "items": items, **limits(marks, "Items")}
    member, _ = unwrap(typing.get_args(inner)[0])
    if isinstance(member, type) and issubclass(member, BaseModel):
        item = snippet(member)
        items["defaultSnippets"] = [{"label": "一项：必填的字段", "body": item}]
        found["defaultSnippets"] = [{"label": "一项：必填的字段", "body": [item]}]
    return found
