"""Related entries: the neighbours that are weighed are those a plain search from the first would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hongke.links import INTERNAL, localise
from hongke.pages import related

NAMES = st.sampled_from([f"{kind}/{number:03}" for kind in ("course", "case", "materials") for number in range(90)])


@given(
    holders=st.lists(NAMES, unique=True, max_size=20) | st.lists(NAMES, unique=True, min_size=61, max_size=90),
    address=NAMES,
)
def test_neighbours_are_those_around_the_first_that_is_not_before(holders: list[str], address: str) -> None:
    expected = holders
    if len(holders) > related._LOOK_AT:
        at = next((number for number, other in enumerate(holders) if other >= address), 0)
        start = max(0, min(at - related._LOOK_AT // 2, len(holders) - related._LOOK_AT))
        expected = holders[start : start + related._LOOK_AT]
    assert related._Holders(holders).around(address) == expected


@given(
    st.lists(st.sampled_from([' href="', ' src="', ' action="', ' content="0; url=', INTERNAL, "x", '"', " ", "hk:"]))
)
def test_links_are_made_relative_only_where_they_are_links(pieces: list[str]) -> None:
    html = "".join(pieces)
    expected = html
    for before in (' href="', ' src="', ' action="', ' content="0; url='):
        expected = expected.replace(before + INTERNAL, f"{before}../")
    assert localise(html, "a/") == expected
