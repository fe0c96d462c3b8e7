"""Which pages depend on which topics, as it is kept between builds."""

from __future__ import annotations

import marshal

from hypothesis import given
from hypothesis import strategies as st

from hongke.standing.dependants import Dependants, Topics

_TOPICS = st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True).map(tuple)
_TABLE = st.dictionaries(st.text("abc页/.", min_size=1, max_size=3), _TOPICS, max_size=6)


def kept(found: Dependants) -> Dependants:
    return Dependants(marshal.loads(marshal.dumps(found.table)))


def told(topics: dict[str, Topics]) -> dict[str, set[int]]:
    return {name: set(needed) for name, needed in topics.items()}


@given(_TABLE, st.frozensets(st.integers(0, 12)))
def test_those_depend_on_a_topic_that_name_it(table: dict[str, Topics], on: frozenset[int]) -> None:
    found = kept(Dependants.of(table))
    assert found.depending(on) == {name for name, needed in table.items() if on & set(needed)}
    assert found.reasons(on) == {name: on & set(needed) for name, needed in table.items() if on & set(needed)}
    assert told(found.topics()) == told(table)


@given(_TABLE, _TABLE, _TABLE, st.data())
def test_what_was_made_again_counts_and_what_is_gone_does_not(
    table: dict[str, Topics], first: dict[str, Topics], second: dict[str, Topics], data: st.DataObject
) -> None:
    found, now = Dependants.of(table), dict(table)
    for fresh in (first, second):
        gone = data.draw(st.sets(st.sampled_from(sorted({*now, "abcd"}))))
        found = kept(found.replaced(fresh, gone))
        now = {name: needed for name, needed in {**now, **fresh}.items() if name not in gone}
    assert told(found.topics()) == told(now)
    for number in range(10):
        assert found.depending([number]) == {name for name, needed in now.items() if number in needed}
    on = frozenset(range(0, 10, 3))
    assert found.reasons(on) == {name: on & set(needed) for name, needed in now.items() if on & set(needed)}
