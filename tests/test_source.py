"""The strict YAML reader: positions, scalars of YAML 1.2, and no input that ends in a traceback."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongke.source.reader import MAX_DEPTH, read_yaml
from hongke.source.scalars import resolve
from hongke.source.text import MAX_BYTES
from hongke.source.tree import Mapping, Scalar, Sequence, key_position, position


@pytest.mark.parametrize(
    "text",
    ["no", "on", "yes", "off", "12:30", "0123", "1e3", "0x1F", "0o17", "2026-05-01", ".5", "5.", "1_000", "٣", "inf"],
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("1.50", Decimal("1.50")),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_scalars_of_the_core_schema_are_resolved(text: str, value: object) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_quoted_numbers_stay_text() -> None:
    tree, problems = read_yaml(b"a: '12'\nb: 12\n", "x.yml")
    assert problems == []
    assert isinstance(tree, Mapping)
    assert [node.value for node in tree.items.values() if isinstance(node, Scalar)] == ["12", 12]


def test_every_node_knows_its_line_and_column_in_characters() -> None:
    tree, problems = read_yaml("标题: 网格\n单元:\n  - {名称: 导学, 分钟: 45}\n".encode(), "x.yml")
    assert problems == []
    assert tree is not None
    assert position(tree, ("标题",)) == (1, 5)
    assert position(tree, ("单元", 0, "分钟")) == (3, 18)
    assert key_position(tree, ("单元", 0, "分钟")) == (3, 14)
    assert position(tree, ("单元", 0, "没有")) == (3, 5), "a missing value has the place of its mapping"
    assert position(tree, ("单元", 7)) == (2 + 1, 3), "a missing item has the place of its list"


def test_a_byte_order_mark_is_read() -> None:
    tree, problems = read_yaml(b"\xef\xbb\xbftitle: x\n", "x.yml")
    assert problems == []
    assert isinstance(tree, Mapping)
    assert list(tree.items) == ["title"]


def test_windows_line_ends_count_as_one() -> None:
    tree, _ = read_yaml(b"a: 1\r\nb: 2\r\n", "x.yml")
    assert tree is not None
    assert position(tree, ("b",)) == (2, 4)


def test_a_file_that_is_too_large_is_refused() -> None:
    _, problems = read_yaml(b"a: " + b"x" * MAX_BYTES, "x.yml")
    assert [problem.code for problem in problems] == ["HK003"]


def test_an_alias_bomb_is_refused_without_being_built() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    _, problems = read_yaml("\n".join(lines).encode(), "x.yml")
    assert {problem.code for problem in problems} == {"HK007"}
    assert len(problems) == 20 + 19 * 9


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_depth_is_bounded_and_the_rest_is_still_read(opening: bytes) -> None:
    _, problems = read_yaml(opening * 5000, "x.yml")
    assert problems
    assert {problem.code for problem in problems} <= {"HK005", "HK009", "HK012"}


def test_what_is_deeper_than_the_bound_does_not_shift_its_neighbours() -> None:
    deep = "[" * (MAX_DEPTH + 3) + "]" * (MAX_DEPTH + 3)
    tree, problems = read_yaml(f"a: {deep}\nb: 1\n".encode(), "x.yml")
    assert {problem.code for problem in problems} == {"HK009"}
    assert isinstance(tree, Mapping)
    assert isinstance(tree.items["a"], Sequence)
    assert isinstance(tree.items["b"], Scalar)


@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(data: bytes) -> None:
    tree, problems = read_yaml(data, "x.yml")
    assert tree is not None or problems, "a file that gives nothing says why"


yaml_alphabet = st.text(alphabet="ab:：-[]{},&*!|>'\"%@`#?\n \t<0.~标题\\", max_size=120)


@given(yaml_alphabet)
def test_no_punctuation_ends_in_a_traceback(text: str) -> None:
    data = text.encode("utf-8")
    tree, problems = read_yaml(data, "x.yml")
    lines = text.count("\n") + 2
    assert tree is not None or problems
    for problem in problems:
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
        assert problem.message
        assert problem.hint
