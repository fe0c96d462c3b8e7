"""YAML text to a tree, refusing what YAML lets through in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from hongke.problems import Place, Problem, problem
from hongke.source.scalars import resolve
from hongke.source.syntax import syntax_problem
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node, Scalar, Sequence

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML without libyaml gives the same events, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 24
"""The deepest model nests eight levels."""


class _Open(Struct):
    """A collection that is being read, and the key that waits for its value."""

    node: Sequence | Mapping
    key: Scalar | None = None


def read_yaml(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document strictly.

    Returns the tree (None when the file cannot be read or is empty) and every problem found. Never raises for bad input.
    """
    text, problems = read_text(data, file)
    if text is None:
        return None, problems
    return read_tree(text, file)


def read_tree(text: str, file: str, *, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read YAML from decoded text, whose first line is line `first_line` of the file."""
    reader = _TreeReader(file, first_line)
    try:
        tree = reader.read(text)
    except yaml.MarkedYAMLError as error:
        reader.problems.append(syntax_problem(error, text, file, first_line))
        return None, reader.problems
    except yaml.YAMLError:
        reader.problems.append(
            problem(
                "HK005",
                Place(file=file, line=first_line),
                "YAML 写法有误，读不下去。",
                "对照作者手册检查缩进、冒号和引号。",
            )
        )
        return None, reader.problems
    if (tree is None or (isinstance(tree, Scalar) and not tree.text)) and not reader.problems:
        place = Place(file=file, line=first_line)
        return None, [problem("HK004", place, "文件是空的。", "至少写上 title（标题）和 summary（摘要）。")]
    return tree, reader.problems


class _TreeReader:
    """Builds the tree from libyaml's events in one pass, so that anchors and depth are seen before they are followed."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[_Open] = []

    def read(self, text: str) -> Node | None:
        """Read the whole text; raises `yaml.YAMLError` where the syntax breaks."""
        documents = 0
        for event in StrictLoader(text).events():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._add(self._scalar(event))
            elif kind is yaml.MappingStartEvent:
                self._open(Mapping(*self._at(event)), event)
            elif kind is yaml.SequenceStartEvent:
                self._open(Sequence(*self._at(event)), event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.stack.pop()
            elif kind is yaml.AliasEvent:
                self._say(
                    "HK007", event, f"用了别名 “*{event.anchor}”。", "本站不用 YAML 的锚点和别名，请把内容直接写出来。"
                )
                self._add(Scalar(*self._at(event), None, ""))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._say("HK011", event, "一个文件里写了多个 YAML 文档（“---”）。", "一个条目一个文件，请拆开。")
                    break
        return self.root

    def _at(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self.first_line, mark.column + 1

    def _say(self, code: str, event: Any, message: str, hint: str) -> None:
        line, column = self._at(event)
        self.problems.append(problem(code, Place(file=self.file, line=line, column=column), message, hint))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._say(
                "HK007", event, f"用了锚点 “&{event.anchor}”。", "本站不用 YAML 的锚点和别名；文字以 & 开头时请加引号。"
            )
        if event.tag is not None and event.tag != "!":
            self._say("HK008", event, f"用了类型标签 “{event.tag}”。", "本站不用 YAML 标签；文字以 ! 开头时请加引号。")

    def _scalar(self, event: Any) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        text = event.value
        mark = event.start_mark
        value = resolve(text) if event.implicit[0] else text
        return Scalar(mark.line + self.first_line, mark.column + 1, value, text)

    def _open(self, node: Sequence | Mapping, event: Any) -> None:
        self._refuse_marks(event)
        if len(self.stack) == MAX_DEPTH:
            self._say("HK009", event, f"嵌套超过了 {MAX_DEPTH} 层。", "检查缩进和括号，课程数据用不到这么深的层次。")
            self._add(Scalar(*self._at(event), None, ""))
        else:
            self._add(node)
        self.stack.append(_Open(node))

    def _add(self, node: Node) -> None:
        """Put a finished node, or a collection just opened, where it belongs."""
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node, Sequence):
            top.node.items.append(node)
        elif top.key is None:
            top.key = node if isinstance(node, Scalar) else Scalar(node.line, node.column, None, "[…]")
        else:
            self._pair(top.node, top.key, node)
            top.key = None

    def _pair(self, mapping: Mapping, key: Scalar, node: Node) -> None:
        place = Place(file=self.file, line=key.line, column=key.column)
        if key.text == "<<" and key.value == "<<":
            message, hint = "用了合并键 “<<”。", "本站不用 YAML 的合并写法，请把内容直接写出来。"
            self.problems.append(problem("HK007", place, message, hint))
        elif not isinstance(key.value, str):
            message, hint = f"键 “{key.text}” 不是文字。", "键要写字段名；若真要用这个词，请加引号。"
            self.problems.append(problem("HK012", place, message, hint))
        elif key.text in mapping.items:
            first = mapping.keys[key.text]
            message = f"“{key.text}” 写了两遍，前一处在第 {first.line} 行。"
            hint = "同一个字段只写一遍，请合并或删去其中一处。"
            self.problems.append(problem("HK006", place, message, hint))
        else:
            mapping.items[key.text] = node
            mapping.keys[key.text] = key


class StrictLoader(_Loader):
    """libyaml's parser, read event by event; what PyYAML would construct from the events is never built."""

    def events(self) -> Iterator[Any]:
        """Give every event of the text (untyped: the stubs know no marks); raises `yaml.YAMLError` where the syntax breaks."""
        try:
            while (event := self.get_event()) is not None:
                yield event
        finally:
            self.dispose()
