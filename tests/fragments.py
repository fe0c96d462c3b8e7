"""Fragments of pages, sound ones and others, for tests of what reads them."""

from __future__ import annotations

from hypothesis import strategies as st

from hongke.search.marking import SKIPPED

NAMES = ["a", "abbr", "b", "code", "strong", "small", "span", "wbr", "p", "li", "dd", "section", "blockquote", "figcaption",
         "summary", "strike", "h2", "h3", "h6", "h1", *SKIPPED, "svg", "navigation", "svgs", "forms", "codes", "mark", "/templat", "templates", "spans"]  # fmt: skip
ATTRIBUTES = ["", "", "", ' id="x"', ' id="a&amp;b"', ' id=""', ' id="a b"', ' class="党"', ' class="hk-sample"', ' class="hk-x" id="网"', "/",
              "\nid='x'"]  # fmt: skip
WORDS = st.text("网格党群ab1 ，\n\u3000\xa0　〇", max_size=8)
ODD = st.sampled_from(
    ["&amp;", "&nbsp;", "𠀀 党", "<", ">", "<!-- x -->", "\x01", "\x02", "\0", "< p>", "</ p>", "é x"]
)
TAG = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
CLOSING = st.builds("</{}>".format, st.sampled_from([*NAMES, "nav ", "span ", "svg x"]))
WHOLE: st.SearchStrategy[str] = st.deferred(
    lambda: st.builds(
        "<{0}{1}>{2}</{0}>".format,
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(WORDS | WHOLE, max_size=3).map("".join),
    )
)
SOUND = st.lists(WORDS | WHOLE, max_size=6).map("".join)
ANY = st.lists(WORDS | WHOLE | TAG | CLOSING | ODD, max_size=6).map("".join)
