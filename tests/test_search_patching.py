"""A patched index is the index that a new one would be, byte for byte; what is damaged is not patched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongke.catalogue import Catalogue
from hongke.pages.page import Fragment, Page
from hongke.search import shards
from hongke.search.decoding import renumbered
from hongke.search.index import SearchIndex
from hongke.search.merging import encoded, merged
from hongke.search.patching import recut
from hongke.search.postings import revised_list
from hongke.search.standing import StandingIndex
from hongke.search.standing_files import StandingFiles
from hongke.search.state import StandingError

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
    files: dict[str, bytes], state: bytes, changed: dict[int, Given], many: int = 0
) -> tuple[dict[str, bytes], bytes, list[str]]:
    standing = StandingIndex(StandingFiles(files.__getitem__, state), EMPTY, many)
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
            files, state, _ = patched(files, state, changed, data.draw(st.sampled_from([1, 1_000])))
            assert (files, state) == cold(pages)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.lists(ONE, min_size=1, max_size=8), st.lists(ONE, max_size=3), st.sampled_from([60, 4_096]))
def test_an_index_of_other_pages_takes_over_what_stands(
    data: st.DataObject, pages: list[Given], more: list[Given], size: int
) -> None:
    """Pages are added, removed, moved and changed in one go."""
    before = dict(enumerate(pages))
    kept = data.draw(st.permutations([*before]))[: data.draw(st.integers(0, len(pages)))]
    changed = data.draw(st.dictionaries(st.integers(0, len(pages) + 2), ONE, max_size=2))
    after = {**before, **{len(pages) + place: one for place, one in enumerate(more)}, **changed}
    order = data.draw(st.permutations([*kept, *(number for number in after if number not in before)]))
    with patch.object(shards, "SMALL_SHARD", size):
        files, state = cold(pages)
        index = SearchIndex(EMPTY, StandingFiles(files.__getitem__, state))
        for number in order:
            page, url, html = page_of(number, after[number])
            if number in before and number not in changed:
                index.keep(page, url)
            else:
                index.add(page, url, html)
        wanted = SearchIndex(EMPTY)
        for number in order:
            wanted.add(*page_of(number, after[number]))
        assert {asset.path: asset.content for asset in index.files()} == {
            asset.path: asset.content for asset in wanted.files()
        }
        assert index.state() == wanted.state()


PAGES: list[Given] = [
    (
        f"第{number}页网格",
        [("<p>{}</p>", f"支部第{number}次学习，网格员{'一二三四五六七八九十'[number % 10]}组入户走访")],
    )
    for number in range(60)
]


@pytest.mark.parametrize("place", [0, 10, 100, -1])
def test_a_damaged_state_is_not_used(place: int) -> None:
    _, state = cold(PAGES[:3])
    at = place % len(state)
    nothing: dict[str, bytes] = {}
    with pytest.raises(StandingError):
        StandingFiles(nothing.__getitem__, state[:at] + bytes([state[at] ^ 1]) + state[at + 1 :])
    with pytest.raises(StandingError):
        StandingFiles(nothing.__getitem__, state[:at])


def test_damaged_and_missing_files_are_not_patched() -> None:
    files, state = cold(PAGES[:3])
    changed: Given = ("第1页网格", [("<p>{}</p>", "支部第1次学习，换了说法")])
    path = next(path for path in files if "/s/" in path)
    for damaged in (
        {"search/data/p/1.bin": files["search/data/p/2.bin"]},
        {"search/data/directory.bin": b"?"},
        {path: b""},
    ):
        with pytest.raises(StandingError):
            patched({**files, **damaged}, state, {1: changed})
    with pytest.raises(StandingError):
        patched({one: data for one, data in files.items() if one != path}, state, {1: changed})
    with pytest.raises(StandingError):
        patched(files, state, {7: changed})


def test_an_edit_moves_only_the_shards_around_it() -> None:
    with patch.object(shards, "SMALL_SHARD", 100):
        files, state = cold(PAGES)
        title, blocks = PAGES[30]
        wording = [(form, text.replace("入户走访", "入户走访了解情况")) for form, text in blocks]
        _, _, given_ = patched(files, state, {30: (title, wording)})
        both = patched(files, state, {30: (title, wording)})[0]
    standing = [path for path in files if "/s/" in path]
    moved = [path for path in given_ if "/s/" in path]
    assert len(standing) > 20
    assert 0 < len(moved) < len(standing) / 2
    assert sum(files.get(path) != data for path, data in both.items() if "/s/" in path) == len(moved)


def test_nothing_changed_gives_no_files() -> None:
    files, state = cold(PAGES[:5])
    found, same, given_ = patched(files, state, {2: PAGES[2]})
    assert (found, same, given_) == (files, state, [])


TERMS = st.dictionaries(st.text("网格党群支部ab", min_size=1, max_size=2), st.integers(1, 70).map(bytes), max_size=40)


def in_order(terms: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return sorted(terms.items(), key=lambda pair: pair[0].encode("utf-16-be"))


@settings(deadline=None)
@given(TERMS, st.data())
def test_shards_cut_anew_are_those_of_all_terms(before: dict[str, bytes], data: st.DataObject) -> None:
    with patch.object(shards, "SMALL_SHARD", 60):
        standing = list(shards.shards(in_order(before), pages=1))
        firsts = [held[0][0].encode("utf-16-be") for held in standing]
        # First terms of shards above all: where one goes, the shard before it may go on.
        names = st.sampled_from([held[0][0] for held in standing]) if standing else st.nothing()
        changes = data.draw(
            st.dictionaries(
                names | st.text("网格党群支部ab", min_size=1, max_size=2), st.integers(0, 70).map(bytes), max_size=4
            )
        )
        after = {term: found for term, found in {**before, **changes}.items() if found}
        touched: dict[int, dict[str, bytes]] = {}
        for term, found in changes.items():
            place = max(0, bisect_right(firsts, term.encode("utf-16-be")) - 1)
            held = touched.setdefault(place, dict(standing[place]) if standing else {})
            held[term] = found
        new = {place: in_order({t: d for t, d in held.items() if d}) for place, held in touched.items()}
        cut = [
            standing[place] if found is None else found
            for place, found in recut(len(standing), new, standing.__getitem__, 1)
        ]
        assert cut == list(shards.shards(in_order(after), pages=1))


LONG = st.dictionaries(st.integers(0, 300) | st.integers(0, 60_000), st.sampled_from([1, 2, 65, 129, 191]), min_size=1)


@given(st.dictionaries(st.sampled_from(["网", "网格", "𠀀党", "ab", "1"]), LONG, max_size=4))
def test_lists_are_read_as_they_were_written(lists: dict[str, dict[int, int]]) -> None:
    def bytes_of(pages: dict[int, int]) -> bytes:
        return revised_list(b"", sorted(pages), lambda page, _: pages[page])

    terms = in_order({term: bytes_of(pages) for term, pages in lists.items()})
    numbers = {page: page for pages in lists.values() for page in pages}
    words: dict[str, int] = {}
    han, others = renumbered(terms, numbers, 60_001, words)
    assert list(merged([encoded(han)], [encoded(others)], words)) == terms
