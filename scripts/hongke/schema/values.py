"""A field's type to a JSON Schema that accepts what `structure.py` accepts: text, numbers, dates, words, addresses."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal

import annotated_types
from pydantic.fields import FieldInfo

from hongke.catalogue import Catalogue
from hongke.model.marks import ADDRESS_PATTERN, ID_PATTERN, ONE_LINE, URL, Ref, Word
from hongke.model.vocabulary import Vocabulary, VocabularyWord

Schema = dict[str, Any]

# A day that the calendar has, and no other: `format` alone is a remark to most validators.
DATE_PATTERN = (
    r"^(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$"
)
TIME_PATTERN = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer", "errorMessage": "应是整数：用阿拉伯数字，不带单位和引号，不要超出范围。"},
    Decimal: {"type": "number", "errorMessage": "应是数字：用阿拉伯数字，可以有小数，不带单位和引号。"},
    bool: {"type": "boolean", "errorMessage": "应是 true 或 false：是写 true，否写 false。"},
    date: {
        "type": "string", "pattern": DATE_PATTERN, "examples": ["2026-05-01"],
        "errorMessage": "应是日历上有的日期，写成 2026-05-01，月、日都写两位。",
    },
    time: {
        "type": "string", "pattern": TIME_PATTERN, "examples": ["09:00"],
        "errorMessage": "应是时间，写成 \"09:00\"，时、分都写两位。",
    },
}  # fmt: skip

_PATTERNS: Mapping[str, Schema] = {
    ONE_LINE: {"errorMessage": "应是一行文字：不能空着，不能换行；要写数字或 true 这样的字面，请加引号。"},
    URL: {"examples": ["https://"], "errorMessage": "应是网址：以 http:// 或 https:// 开头，中间没有空格。"},
    ID_PATTERN: {"examples": ["report"], "errorMessage": "编号只用小写字母、数字和连字符，首尾不能是连字符，如 report。"},
    ADDRESS_PATTERN: {"errorMessage": "地址写成“种类/编号”，如 case/wangfu-grid；编号只用小写字母、数字和连字符。"},
}  # fmt: skip
"""What the editor says and proposes for a text of this pattern."""

_LIMITS: tuple[tuple[Any, str, str], ...] = (
    (annotated_types.Gt, "gt", "exclusiveMinimum"),
    (annotated_types.Ge, "ge", "minimum"),
    (annotated_types.Lt, "lt", "exclusiveMaximum"),
    (annotated_types.Le, "le", "maximum"),
)
_LENGTHS: tuple[tuple[Any, str, str], ...] = (
    (annotated_types.MinLen, "min_length", "Length"),
    (annotated_types.MaxLen, "max_length", "Length"),
)


def scalar_schema(inner: Any, marks: tuple[Any, ...], catalogue: Catalogue) -> Schema:
    """Return the schema of one value that is no list and no group of fields."""
    for mark in marks:
        if isinstance(mark, Word):
            return _word(catalogue.vocabularies.get(mark.vocabulary))
        if isinstance(mark, Ref):
            return _reference(mark, catalogue)
    if typing.get_origin(inner) is Literal:
        choices = list(typing.get_args(inner))
        return {"type": "string", "enum": choices, "errorMessage": f"只能是 {'、'.join(choices)}。"}
    return {**_PLAIN[inner], **limits(marks, "Items" if inner is tuple else "Length")}


def limits(marks: Iterable[Any], counted: str) -> Schema:
    """Return the bounds that marks set: of a number, of a text's characters (`Length`), of a list's items (`Items`)."""
    found: Schema = {}
    for mark in _flat(marks):
        for kind, name, keyword in _LIMITS:
            if isinstance(mark, kind):
                found[keyword] = getattr(mark, name)
        for kind, name, _ in _LENGTHS:
            if isinstance(mark, kind):
                found[f"{name[:3]}{counted}"] = getattr(mark, name)
        pattern = getattr(mark, "pattern", None)
        if isinstance(pattern, str):
            # Python's `$` also stands before a line end at the very end of a text; the loader's does not.
            found.update(_PATTERNS[pattern], pattern=f"{pattern}(?!\\n)")
    return found


def nullable(schema: Schema) -> Schema:
    """Return the schema of a field that may be left out, and therefore stand there with nothing behind it."""
    found = dict(schema)
    if "type" in found:
        found["type"] = [found["type"], "null"]
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
        if "markdownEnumDescriptions" in found:
            found["markdownEnumDescriptions"] = [*found["markdownEnumDescriptions"], "不填。"]
    return found


def _flat(marks: Iterable[Any]) -> Iterator[Any]:
    for mark in marks:
        if isinstance(mark, annotated_types.GroupedMetadata):
            yield from _flat(mark)
        elif isinstance(mark, FieldInfo):
            yield from _flat(mark.metadata)
        else:
            yield mark


def _word(vocabulary: Vocabulary | None) -> Schema:
    """Return the words of a vocabulary: titles first, then slugs and synonyms, each with what it means."""
    if vocabulary is None or vocabulary.broken:
        return {"type": "string"}  # the vocabulary is mended first: the loader holds no word against it either
    if not vocabulary.words:
        return {
            "type": "string",
            "enum": [""],
            "errorMessage": f"“{vocabulary.label}”词表里还没有词，请先加进 courses/vocabularies.yml。",
        }
    meanings: dict[str, str] = {word.title: _meaning(word, vocabulary) for word in vocabulary.words.values()}
    for slug, word in vocabulary.words.items():
        meanings.setdefault(slug, f"“{word.title}”的编号。\n\n{_meaning(word, vocabulary)}")
        for synonym in word.synonyms:
            meanings.setdefault(synonym, f"“{word.title}”的同义词，建议写 **{word.title}**。")
    titles = "、".join([word.title for word in vocabulary.words.values()][:12])
    return {
        "type": "string",
        "enum": list(meanings),
        "markdownEnumDescriptions": list(meanings.values()),
        "errorMessage": f"不在“{vocabulary.label}”词表里。可用的词：{titles}{' 等' if len(vocabulary.words) > 12 else ''}。",
    }


def _meaning(word: VocabularyWord, vocabulary: Vocabulary) -> str:
    above = [vocabulary.words[slug].title for slug in vocabulary.with_ancestors(word.slug)[1:]]
    parts = [f"**{word.title}**（{vocabulary.label}，编号 `{word.slug}`）", word.note or ""]
    if above:
        parts.append(f"上级：{' ‹ '.join(above)}")
    return "\n\n".join(part for part in parts if part)


def _reference(ref: Ref, catalogue: Catalogue) -> Schema:
    """Return the addresses that exist, each with the title and summary of its entry."""
    known = {
        address: f"**{entry.model.title}**（{entry.kind.label}{'，草稿' if entry.model.status == 'draft' else ''}）\n\n{entry.model.summary}"
        for address, entry in catalogue.entries.items()
        if not ref.kinds or entry.kind.name in ref.kinds
    }
    for address in sorted(catalogue.failed):
        if not ref.kinds or address.split("/")[0] in ref.kinds:
            known.setdefault(address, "这个条目有错，先用 hongke check 看看。")
    prefixes = "、".join(f"{kind}/…" for kind in ref.kinds) or "种类/编号"
    if not known:
        # `enum` may not be empty, and no address is this short.
        return {"type": "string", "enum": [""], "errorMessage": f"这里写 {prefixes}，目录里还没有这样的条目。"}
    return {
        "type": "string",
        "enum": list(known),
        "markdownEnumDescriptions": list(known.values()),
        "errorMessage": f"没有这个条目。写 {prefixes}；新加的条目要先运行 hongke schema。",
    }
