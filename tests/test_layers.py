"""A state and what has changed in it."""

from __future__ import annotations

import marshal

from hypothesis import given
from hypothesis import strategies as st

from hongke.standing.layers import Sections, applied, difference

_ROWS = st.dictionaries(
    st.integers(0, 5), st.one_of(st.integers(0, 2), st.text(max_size=1), st.tuples(st.integers(0, 1)))
)
_STATES = st.fixed_dictionaries({"rows": _ROWS, "parts": _ROWS})


@given(_STATES, _STATES)
def test_a_difference_leads_from_one_state_to_the_other(before: Sections, after: Sections) -> None:
    kept = marshal.loads(marshal.dumps(before))
    changes = marshal.loads(marshal.dumps(difference(before, after)))
    assert applied(before, changes) == after
    assert before == kept
    assert (changes == {}) == (before == after)


def test_a_difference_holds_only_what_is_other() -> None:
    before: Sections = {"rows": {"a": 1, "b": 2, "c": 3}, "parts": {"x": b"1"}}
    assert difference(before, {"rows": {"a": 1, "b": 4, "d": 5}, "parts": {"x": b"1"}}) == {
        "rows": ({"b": 4, "d": 5}, ["c"])
    }
