"""Tables of whole numbers by name, as the manifest of a build keeps them."""

from __future__ import annotations

import marshal

from hypothesis import given
from hypothesis import strategies as st

from hongke.standing.numbers import Numbers

_NUMBER = st.integers(-(1 << 63), (1 << 63) - 1)
_ROWS = st.dictionaries(
    st.text(st.characters(exclude_characters="\0"), min_size=1), st.tuples(_NUMBER, _NUMBER), max_size=5
)


def kept(table: Numbers) -> Numbers:
    return Numbers.unpacked(marshal.loads(marshal.dumps(table.packed())))


@given(_ROWS)
def test_a_table_comes_back_as_it_was(rows: dict[str, tuple[int, int]]) -> None:
    table = Numbers.of(rows, 2)
    again = kept(table)
    assert again == table
    assert again.rows() == rows
    assert (list(again), len(again)) == (list(rows), len(rows))
    assert all(name in again for name in rows)


@given(_ROWS, _ROWS, st.data())
def test_rows_are_replaced_and_go(
    rows: dict[str, tuple[int, int]], fresh: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted({*rows, "gone"}))))
    found = kept(Numbers.of(rows, 2).replaced(fresh, gone)).rows()
    assert found == {**{name: row for name, row in rows.items() if name not in gone}, **fresh}


@given(_ROWS, _ROWS)
def test_tables_are_the_same_only_with_the_same_rows_in_order(
    one: dict[str, tuple[int, int]], other: dict[str, tuple[int, int]]
) -> None:
    assert (Numbers.of(one, 2) == Numbers.of(other, 2)) == (list(one.items()) == list(other.items()))
