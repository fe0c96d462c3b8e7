"""Put new values into a YAML text and leave the rest of it as it was: comments, order, quotes, untouched lines.

ruamel.yaml edits the fields that change. Of what it writes only those fields are taken; every other line is the
author's own, byte for byte.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    LiteralScalarString,
    PlainScalarString,
    SingleQuotedScalarString,
)
from ruamel.yaml.tag import Tag

from hongke.fields import model_at
from hongke.rewriting.emitter import emit
from hongke.rewriting.form import in_order
from hongke.rewriting.order import field_order, with_field_names
from hongke.rewriting.values import as_block, needs_quotes, plain, quoted, scalar_text
from hongke.source.reader import read_tree
from hongke.source.tree import Mapping, Node, Scalar, Sequence

_TAGS = {MappingNode: "map", SequenceNode: "seq", ScalarNode: "str"}
_BLOCK_ITEM = re.compile(r"^[^\s#][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*(?P<indent> *)- ", re.MULTILINE)


class _Resolver(VersionedResolver):
    """Leaves every plain scalar text, so that ruamel writes `1.50`, `0123` and `no` as it found them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        tag = "null" if kind is ScalarNode and value == "" and implicit[0] else _TAGS[kind]
        return Tag(suffix=f"tag:yaml.org,2002:{tag}")


def with_values(text: str, values: dict[str, Any], model: type[BaseModel]) -> str:
    """Return the text of a file changed so that it loads as `values`; the same text where it already does.

    `values` has the names of fields as keys, also where the file has their Chinese labels.
    """
    tree, _ = read_tree(text, "")
    if not isinstance(tree, Mapping):
        return emit(in_order(values, model))
    named = with_field_names(tree, model)
    old = plain(named)
    if old == values and _same(old, values):
        return text
    english = _with_names(text, tree, named)
    names = named.items if isinstance(named, Mapping) else ()
    words = {name: word for name, word in zip(names, tree.items, strict=True) if name != word}
    for written in (_edited, _plainly_written):
        made = written(english, old, values, model)
        made = _in_own_words(_join(text, made, old, values, model), words) if made is not None else None
        again, problems = read_tree(made, "") if made is not None else (None, [])
        right = again is not None and not problems and _same(plain(with_field_names(again, model)), values)
        if made is not None and right:
            return made
    return emit(in_order(values, model))


def _in_own_words(text: str, words: dict[str, str]) -> str:
    """Return the text with the author's Chinese keys where the file's own fields stand under their names again."""
    for name, word in words.items():
        text = re.sub(rf"^{re.escape(name)}(?=\s*:)", word, text, flags=re.MULTILINE)
    return text


def _edited(text: str, old: dict[str, Any], values: dict[str, Any], model: type[BaseModel]) -> str | None:
    """Return the text with the changed fields as ruamel edits them; None where it cannot."""
    yaml = _yaml(text)
    try:
        document = yaml.load(text)
        if not isinstance(document, CommentedMap) or document.fa.flow_style():
            return None
        _merge_map(document, old, values, model, ())
        out = StringIO()
        yaml.dump(document, out)
    except YAMLError:
        return None
    return out.getvalue()


def _plainly_written(_text: str, _old: dict[str, Any], values: dict[str, Any], model: type[BaseModel]) -> str | None:
    """Return the fields in the one form: the comments in those that changed go, all others stay."""
    return emit(in_order(values, model))


def _with_names(text: str, tree: Node, named: Node) -> str:
    """Return the text with the names of fields where it has their Chinese labels as keys."""
    lines = text.split("\n")
    for key, name in sorted(_labels(tree, named), key=lambda pair: (pair[0].line, pair[0].column), reverse=True):
        line, start = lines[key.line - 1], key.column - 1
        quotes = 2 * (line[start] in "\"'")
        lines[key.line - 1] = f"{line[:start]}{name}{line[start + len(key.text) + quotes :]}"
    return "\n".join(lines)


def _labels(tree: Node, named: Node) -> Iterator[tuple[Scalar, str]]:
    """Give every key that is a label, with the name of its field."""
    if isinstance(tree, Sequence) and isinstance(named, Sequence):
        for one, other in zip(tree.items, named.items, strict=True):
            yield from _labels(one, other)
    elif isinstance(tree, Mapping) and isinstance(named, Mapping):
        for key, name in zip(tree.items, named.items, strict=True):
            if key != name:
                yield tree.keys[key], name
            yield from _labels(tree.items[key], named.items[name])


def _yaml(text: str) -> YAML:
    yaml = YAML(typ="rt")
    yaml.Resolver = _Resolver
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    found = _BLOCK_ITEM.search(text)
    indent = len(found["indent"]) if found else 2
    yaml.indent(mapping=2, sequence=indent + 2, offset=indent)
    return yaml


def _join(text: str, written: str, old: dict[str, Any], new: dict[str, Any], model: type[BaseModel]) -> str:
    """Return the written text, with the author's own lines for every field that did not change."""
    head, before = _segments(text, model)
    _, after = _segments(written, model)
    made = [head]
    for key, lines in after.items():
        kept = key in old and _same(old[key], new[key])
        made.append(before[key] if kept else lines)
        if made[-1] and not made[-1].endswith("\n"):
            made[-1] += "\n"
    return "".join(made)


def _segments(text: str, model: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """Return what stands before the first field, and the lines of each field up to the next one."""
    found_tree, _ = read_tree(text, "")
    tree = with_field_names(found_tree, model) if found_tree is not None else None
    if not isinstance(tree, Mapping):
        return "", {}
    lines = text.splitlines(keepends=True) if "\r" not in text else text.split("\n")
    starts = [(key.line - 1, name) for name, key in tree.keys.items()]
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    found = {name: "".join(lines[start:end]) for (start, name), end in zip(starts, ends, strict=True)}
    return "".join(lines[: starts[0][0]]) if starts else text, found


def _same(one: Any, other: Any) -> bool:
    """Whether two values are alike down to their types: 1 is not true."""
    return _key(one) == _key(other)


def _key(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, default=lambda number: f"{type(number).__name__} {number}"
    )


def _merge_map(
    node: CommentedMap, old: dict[str, Any], new: dict[str, Any], model: type[BaseModel], path: tuple[Any, ...]
) -> None:  # fmt: skip
    for key in [key for key in node if key not in new]:
        del node[key]
    flow = bool(node.fa.flow_style())
    for key, value in new.items():
        if key not in node:
            node.insert(_place(node, key, model_at(model, path)), key, _made(value, flow=flow))
        elif not _same(old[key], value):
            node[key] = _merged(node[key], old[key], value, model, (*path, key), flow=flow)


def _place(node: CommentedMap, key: str, model: type[BaseModel] | None) -> int:
    """Return where a new key goes: after the nearest of those that come before it in the model."""
    order = field_order(model)
    if key not in order:
        return len(node)
    places = {there: index for index, there in enumerate(node)}
    return next((places[name] + 1 for name in reversed(order[: order.index(key)]) if name in places), 0)


def _merged(node: Any, old: Any, new: Any, model: type[BaseModel], path: tuple[Any, ...], *, flow: bool) -> Any:
    if isinstance(node, CommentedMap) and isinstance(new, dict) and isinstance(old, dict):
        _merge_map(node, old, new, model, path)
        return node
    if isinstance(node, CommentedSeq) and isinstance(new, list) and new and isinstance(old, list):
        _merge_list(node, old, new, model, path)
        return node
    return _made(new, flow=flow, like=node)


def _merge_list(
    node: CommentedSeq, old: list[Any], new: list[Any], model: type[BaseModel], path: tuple[Any, ...]
) -> None:  # fmt: skip
    """Change a list in place: what stays keeps its comments, what is replaced one for one is edited."""
    flow = bool(node.fa.flow_style())
    matcher = difflib.SequenceMatcher(None, [_key(item) for item in old], [_key(item) for item in new], autojunk=False)
    for what, start, end, to_start, to_end in reversed(matcher.get_opcodes()):
        if what == "equal":
            continue
        pairs = min(end - start, to_end - to_start)
        for index in reversed(range(start + pairs, end)):
            del node[index]
        for index in range(to_start + pairs, to_end):
            like = node[0] if len(node) else None
            inner = flow or (isinstance(like, CommentedMap) and bool(like.fa.flow_style()))
            node.insert(start + index - to_start, _made(new[index], flow=inner))
        for step in range(pairs):
            at = start + step
            node[at] = _merged(node[at], old[at], new[to_start + step], model, (*path, at), flow=flow)


def _made(value: Any, *, flow: bool, like: Any = None) -> Any:
    """Return a value as ruamel writes it: text in quotes only where it needs them, several lines as a block."""
    if isinstance(value, dict):
        mapping = CommentedMap((key, _made(child, flow=flow)) for key, child in value.items())
        if flow:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        items = CommentedSeq(_made(item, flow=flow) for item in value)
        if flow or (isinstance(like, CommentedSeq) and like.fa.flow_style()):
            items.fa.set_flow_style()
        return items
    text = scalar_text(value)
    if text is not None:
        return PlainScalarString(text) if text else None
    if not flow and as_block(value):
        return LiteralScalarString(value)
    # Quotes that stood there stay; a text that would be read as a number or break the line gets them.
    if type(like) is SingleQuotedScalarString and quoted(value) == f'"{value}"':
        return SingleQuotedScalarString(value)
    if type(like) is DoubleQuotedScalarString or needs_quotes(value, flow=flow):
        return DoubleQuotedScalarString(value)
    return PlainScalarString(value)
