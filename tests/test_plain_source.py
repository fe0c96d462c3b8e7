"""The quick reader of plain YAML: whatever it returns, the strict reader returns, and it returns what entries are written in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hongke.source.plain import plain_values
from hongke.source.reader import read_tree
from hongke.source.text import read_text
from hongke.source.tree import Mapping, Node, Scalar

COURSES = Path(__file__).parents[1] / "courses"
TEXTS = [path.read_text("utf-8") for path in sorted(COURSES.glob("*/*.yml"))]


def values(node: Node) -> Any:
    """Return the values of a tree, each with its type, and the keys of mappings in order."""
    if isinstance(node, Scalar):
        return (type(node.value), node.value)
    if isinstance(node, Mapping):
        return [(key, values(child)) for key, child in node.items.items()]
    return ("list", [values(child) for child in node.items])


def typed(value: Any) -> Any:
    if isinstance(value, dict):
        return [(key, typed(child)) for key, child in value.items()]
    if isinstance(value, list):
        return ("list", [typed(child) for child in value])
    return (type(value), value)


def compare(text: str) -> bool:
    """Hold the quick reader to the strict one; returns whether it knew the text."""
    decoded, problems = read_text(text.encode("utf-8", "surrogatepass"), "x.yml")
    if decoded is None:
        return False
    found = plain_values(decoded)
    if found is None:
        return False
    tree, problems = read_tree(decoded, "x.yml")
    assert problems == []
    assert tree is not None
    assert values(tree) == typed(found)
    return True


def test_every_entry_of_ours_is_plain() -> None:
    assert [text for text in TEXTS if not compare(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "标题: 网格",
        "a: b\n",
        "a:   b  \n",
        "a: http://x.cn/#y?z\n",
        "a: 1\nb: 1.50\nc: true\nd: null\n",
        "a: 12:30\nb: 0123\nc: 1e3\nd: 2026-05-01\ne: no\n",
        "a:\nb: ''\nc: \"\"\n",
        "a: 'it''s'\nb: \"it's\"\n",
        "a: 'one\n  two\n\n  three\n\n\n  four '\n",
        "a: \"one  \n   \n  two\"\n",
        "a:\n- x\n- y\nb:\n  - x\n",
        "a:\n  - b: 1\n    c:\n      - d\n      - e: f\n    g: |\n      h\n  - b: 2\n",
        "a: |\n  one\n    two\n\n  three\n\n\nb: |-\n  four\n",
        "a: |\n  # 标题\n  - x: y\n",
        "a:\n  - |\n    b\n  - c",
        "a: [x, y z, '1', 2]\nb: []\nc: {}\nd: [ x ]\n",
        "a:\n  - {b: x, c: \"09:00\", d: 3}\n",
        "# 说明\na: b\n\n  # 又一行\nc: d\n#",
        "a: b\r\nc: |\r\n  d\r\n  e\r\n",
        "周期（年）: 3\nclass_type: x\nclass-type: y\n",
        "a:\n  b:\n    c: d\n  e: f\ng: h\n",
    ],
)  # fmt: skip
def test_what_entries_are_written_in_is_known(text: str) -> None:
    assert compare(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "- a\n",
        "a: b\n  c\n",
        "a: b: c\n",
        "a: b # c\n",
        "a: 'b' c\n",
        "a: 'b\nc'\n",
        "a: \"\\n\"\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !!str b\n",
        "a: b\na: c\n",
        "{a: b}\n",
        "a: {b: c, b: d}\n",
        "a: [b, [c]]\n",
        "a: [b, c: d]\n",
        "a: [b,, c]\n",
        "a: >\n  b\n",
        "a: |2\n   b\n",
        "a: |\n  b",
        "a:\n  b: |\n c\n",
        "a:\n  b: |\n  c\n",
        "a: |\n\n  b\n",
        "a: |\n b\n  c: d\n e: f\ng\n",
        "---\na: b\n",
        "a: b\n---\nc: d\n",
        "<<: a\n",
        "null: a\n",
        "true: a\n",
        "1: a\n",
        "a:\n- - b\n",
        "a:\n  b: c\n d: e\n",
        "a:\n  - b\n c: d\n",
        "a: b\n- c\n",
        "a:\tb\n",
        "a: b\rc: d\n",
        "? a\n: b\n",
        " a: b\n",
        "a: -1\n",
        "a: @b\n",
        "".join(f"{' ' * depth}a:\n" for depth in range(40)),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_strict_reader(text: str) -> None:
    assert plain_values(text) is None


pieces = st.sampled_from(
    [
        "a", "b", "标题", "a:", "b: ", "标题: ", "c: x", "- ", "-", "- a: ", "  ", "    ", " ", "\n", "\n", "\n", "'", "''", '"',
        "|", "|-", "|\n", "[", "]", "{", "}", ", ", ",", "{a: b, c: '1'}", "[x, y]", ": ", ":", "#", " # x", "?", "1", "2.50",
        "true", "null", "~", "&x", "*x", "!", "%", "@", "`", "<<: ", "---", "...", "\\", "。", "\u3000", "\xa0", "\r\n", "\t", "“x”",
        "http://x", "-5", ".5", "（年）", "\n\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n  b: ", "\n    c: ", "x y", "\u200d",
    ]
)  # fmt: skip


@given(st.lists(pieces, max_size=24).map("".join))
@settings(max_examples=1500, deadline=None)
def test_no_punctuation_is_read_otherwise(text: str) -> None:
    compare(text)


@given(st.sampled_from(TEXTS), st.data())
@settings(max_examples=400, deadline=None)
def test_no_slip_in_an_entry_is_read_otherwise(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")[:40]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        column = data.draw(st.integers(0, min(len(lines[at]), 30)))
        width = data.draw(st.integers(0, 2))
        lines[at] = lines[at][:column] + data.draw(pieces) + lines[at][column + width :]
    compare("\n".join(lines))


scalars = (
    st.text(alphabet="ab 标题：:，。-#'\"[]{}|\n1.0", max_size=12)
    | st.integers(-5, 5)
    | st.booleans()
    | st.none()
    | st.dates().map(str)
)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["title", "标题", "units", "b"]), trees, min_size=1),
    st.sampled_from([None, "|", "'", '"']),
    st.booleans() | st.none(),
    st.sampled_from([20, 80, 10_000]),
)
@settings(max_examples=600, deadline=None)
def test_what_other_programs_write_is_read_alike(
    tree: dict[str, Any], style: str | None, flow: bool | None, width: int
) -> None:
    compare(yaml.safe_dump(tree, allow_unicode=True, default_style=style, default_flow_style=flow, width=width))
