"""A patched index is the index that a new one would be, byte for byte; what is damaged is not patched."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from hongke.catalogue import Catalogue
from hongke.pages.page import Fragment, Page
from hongke.search import shards
from hongke.search.index import SearchIndex
from hongke.search.standing import StandingIndex

# Few characters, so that lists are shared, grow long and reach the highest count; some of every class that is folded or cut.
WORDS = st.text(alphabet="网格党群黨支部𠀀〇aB１2 ，", min_size=1, max_size=12)
MANY = st.sampled_from(["网格" * 70, "党" * 66, "网格党群支部" * 12])
BLOCK = st.tuples(st.sampled_from(['<h2 id="x">{}</h2>', "<p>{}</p>", "<h1>{}</h1>", "<li>{}</li>"]), WORDS | MANY)
ONE = st.tuples(WORDS, st.lists(BLOCK, max_size=6))
EMPTY = Catalogue({})

Given = tuple[str, list[tuple[str, str]]]


def page_of(number: int, given_: Given) -> tuple[Page, str, str]:
    title, blocks = given_
    page = Page(address=f"a/{number}", title=title, description="", make=lambda: Fragment(""))
    return page, f"a/{number}/", "\n".join(form.format(text) for form, text in blocks)


def cold(pages: Sequence[Given]) -> tuple[dict[str, bytes], bytes]:
    index = SearchIndex(EMPTY)
    for number, one in enumerate(pages):
        index.add(*page_of(number, one))
    files = {asset.path: asset.content for asset in index.files()}
    return files, index.state()


def patched(
    files: dict[str, bytes], state: bytes, changed: dict[int, Given]
) -> tuple[dict[str, bytes], bytes, list[str]]:
    standing = StandingIndex(files.__getitem__, state, EMPTY)
    for number, one in changed.items():
        standing.replace(*page_of(number, one))
    found = dict(files)
    given_ = []
    for asset in standing.files():
        assert found.get(asset.path) != asset.content, "only what differs is given"
        given_.append(asset.path)
        found[asset.path] = asset.content
    for path in standing.gone:
        del found[path]
    return found, standing.state(), given_


@settings(max_examples=150, deadline=None)
@given(st.data(), st.lists(ONE, min_size=1, max_size=8), st.sampled_from([60, 150, 4_096]))
def test_a_patched_index_is_that_of_a_new_build(data: st.DataObject, pages: list[Given], size: int) -> None:
    with patch.object(shards, "SMALL_SHARD", size):
        files, state = cold(pages)
        for _ in range(2):
            changed = data.draw(st.dictionaries(st.integers(0, len(pages) - 1), ONE, max_size=3))
            pages = [changed.get(number, page) for number, page in enumerate(pages)]
            files, state, _ = patched(files, state, changed)
            assert (files, state) == cold(pages)
