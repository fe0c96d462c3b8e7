"""Where a title may be broken: the quick way to budoux's words, and what is made of them."""

from __future__ import annotations

import budoux
from hypothesis import given
from hypothesis import strategies as st

from hongke.breaks import Segmenter

PARSER = budoux.load_default_simplified_chinese_parser()
SEGMENTER = Segmenter(PARSER)
"""One for all examples: what it remembers of one text must be right for the next."""


@given(
    st.text(st.sampled_from("一张网守国门的党员在边境线上和群众，“共建”AI 3D北疆ab\0\n&<学时是了"), max_size=30)
    | st.text(max_size=8)
)
def test_words_begin_where_budoux_says(text: str) -> None:
    starts = [0]
    for word in PARSER.parse(text):
        starts.append(starts[-1] + len(word))
    assert SEGMENTER.starts(text) == starts[1:-1]
