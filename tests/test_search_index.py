"""The index's side of the search: terms, sounds, content, postings, files."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongke.build import build
from hongke.links import Links
from hongke.search.characters import syllables
from hongke.search.content import Content, Searched, content_of
from hongke.search.counting import Counting
from hongke.search.index import SearchIndex
from hongke.search.merging import encoded, merged
from hongke.search.postings import HEADING, TITLE, moved_list, read_varint, revised_list, varints
from hongke.search.sounds import spoken_terms
from hongke.search.terms import fold, terms
from hongke.search.texts import read_shown

CASES = json.loads((Path(__file__).parent / "data/tokens.json").read_text("utf-8"))
RICH = Path(__file__).parent / "rich"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_table_of_tokeniser_cases_holds_here(case: dict[str, Any]) -> None:
    assert fold(case["text"]) == case["folded"]
    assert terms(fold(case["text"])) == case["terms"]


@given(st.text(max_size=60))
def test_folding_never_moves_a_character(text: str) -> None:
    assert len(fold(text)) == len(text)


# Each class of characters that the rules know: simplified, traditional (also of a second meaning), beyond the main block and
# beyond 16 bits, letters of two cases and of a ligature, full-width and circled digits, combining marks, punctuation.
MIXED = st.text(
    st.sampled_from("网格党群黨網後乾〇々㐀𠀀豈aAzÄßﬁ１0９①é\u0301Я·—，。「」 \u3000\n\u200b😀")
    | st.characters(codec="utf-8"),
    max_size=80,
)


@given(MIXED)
def test_folding_by_replacement_is_folding_by_table(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
    # More kinds of folded characters than are replaced one by one.
    many = text + "".join(map(chr, range(0xFF01, 0xFF5F)))
    assert fold(many) == "".join(map(fold, many))


def read_list(data: bytes) -> dict[int, int]:
    """Return the pages of a posting list with the byte of each."""
    found = {}
    page = at = 0
    while at < len(data):
        value, at = read_varint(data, at)
        page += value >> 1
        found[page] = data[at] if value & 1 else 1
        at += value & 1
    return found


def written_list(pages: dict[int, int]) -> bytes:
    out = b""
    before = 0
    for page, ext in sorted(pages.items()):
        out += varints([(page - before) << 1 | (ext != 1)]) + (bytes([ext]) if ext != 1 else b"")
        before = page
    return out


LISTS = st.dictionaries(st.integers(0, 40) | st.integers(0, 40_000), st.sampled_from([1, 2, 65, 129, 191]), max_size=30)


@given(st.data(), LISTS)
def test_a_revised_list_is_the_list_written_anew(data: st.DataObject, before: dict[int, int]) -> None:
    numbers = st.integers(0, 40_000) | (st.sampled_from(sorted(before)) if before else st.nothing())
    changes = data.draw(st.dictionaries(numbers, st.sampled_from([0, 1, 2, 130]), max_size=30))
    asked = {}

    def ext_of(page: int, ext: int) -> int:
        asked[page] = ext
        return changes[page]

    found = revised_list(written_list(before), sorted(changes), ext_of)
    assert read_list(found) == {page: ext for page, ext in {**before, **changes}.items() if ext}
    assert found == written_list(read_list(found))
    assert asked == {page: before.get(page, 0) for page in changes}


@given(LISTS, st.dictionaries(st.integers(0, 60), st.sampled_from([None, 0, 1, 2, 70, 20_000]), max_size=5))
def test_a_moved_list_is_the_list_written_anew(before: dict[int, int], steps: dict[int, int | None]) -> None:
    parts: list[tuple[int, int | None]] = [(0, 0)]
    shift = 0
    for first, step in sorted(steps.items()):
        shift += step or 0
        parts = [part for part in parts if part[0] != first]
        parts.append((first, None if step is None else shift))
    after = {}
    for page, ext in before.items():
        moved = [by for first, by in parts if first <= page][-1]
        if moved is not None:
            after[page + moved] = ext
    assert moved_list(written_list(before), parts) == written_list(after)


def lists_of(pages: list[Searched], at_once: int = 2) -> tuple[Counting, list[int], list[tuple[str, bytes]]]:
    counting = Counting()
    han, words, lengths = [], [], []
    for first in range(0, len(pages), at_once):
        some_han, some_words, counted = counting.count(pages[first : first + at_once], range(first, first + at_once))
        han.append(encoded(some_han))
        words.append(encoded(some_words))
        lengths += [one.length for one in counted]
    return counting, lengths, list(merged(han, words, counting.words))


@given(st.lists(MIXED, min_size=1, max_size=5))
def test_terms_are_counted_as_they_are_cut(texts: list[str]) -> None:
    pages = [Searched(Content("题", text.replace("\r", " "), ()), ()) for text in texts]
    wanted = [Counter(terms(fold(page.content.text + "\n题"))) for page in pages]
    counting, lengths, found = lists_of(pages)
    assert lengths == [one.total() for one in wanted]
    assert [term for term, _ in found] == sorted(
        {term for one in wanted for term in one}, key=lambda term: term.encode("utf-16-be")
    )
    for term, data in found:
        capped = {page: ext & 63 for page, ext in read_list(data).items()}
        assert capped == {page: min(63, one[term]) for page, one in enumerate(wanted) if one[term]}
    sums: Counter[str] = Counter()
    for one in wanted:
        for term, times in one.items():
            sums[term[0]] += times
    assert counting.sums() == sums


@given(st.text(alphabet="网格党群a1 ，黨", max_size=30))
def test_every_character_that_is_searched_begins_a_term(text: str) -> None:
    folded = fold(text)
    found = terms(folded)
    for character in folded:
        if character in "网格党群":
            assert any(term.startswith(character) for term in found)


def test_content_has_a_line_a_block_and_knows_its_headings() -> None:
    html = (
        '<nav>首页</nav><h1>题目</h1><p>党员<b>每年</b> 32 <a href="x">学时</a></p><svg><title>图</title></svg>'
        '<h2 id="a&amp;b">第一 节</h2><dl><dt>网格</dt><dd><span>45</span><span>个</span></dd></dl><button>按</button>'
        '<p>4 学时<span class="hk-sample" title="x">示例</span></p><h3>没有编号</h3><p>use  two\n words</p>'
    )
    content = content_of("题目", html)
    assert content.text.split("\n") == [
        "党员每年32学时",
        "第一节",
        "网格",
        "45个",
        "4学时",
        "没有编号",
        "use two words",
    ]
    assert [(content.text[start : start + size], anchor) for start, anchor, size in content.headings] == [
        ("第一节", "a&b")
    ]


def test_a_headline_that_says_more_than_the_title_is_searched() -> None:
    found = content_of("首页", '<h1>把身边的好做法，<wbr>上成课</h1><h2 id="a">一节</h2>')
    assert found.headline == "把身边的好做法，上成课"
    assert found.text == "把身边的好做法，上成课\n一节"
    assert [found.text[start : start + size] for start, _, size in found.headings] == ["一节"]
    assert content_of("主题：网格", "<h1>网格</h1><p>正文</p>").text == "正文"


def test_sounds_follow_the_word_a_character_stands_in() -> None:
    assert syllables("重庆重要银行女儿3D") == ["chong", "qing", "zhong", "yao", "yin", "hang", "nv", "er", "", ""]
    assert set(spoken_terms(("网格员",))) == {"'wang'ge", "'ge'yuan", "'yuan'", '"wgy', '"gy', '"y'}


def test_postings_tell_page_count_title_and_heading() -> None:
    pages = []
    for text in ("网格网格", "别的", "网格"):
        html = f'<h2 id="x">{"网格" if text == "网格" else "无"}</h2><p>{text}</p>'
        pages.append(Searched(content_of("网格" if text == "别的" else "题", html), ()))
    _, _, lists = lists_of(pages)
    found = dict(lists)["网格"]
    # Page 0: twice, no mark. Page 1: once, in the title. Page 2: twice, one in a heading.
    assert list(found) == [0 << 1 | 1, 2, 1 << 1 | 1, TITLE | 1, 1 << 1 | 1, HEADING | 2]


def files_of(root: Path) -> dict[str, bytes]:
    made = build(root)
    index = SearchIndex(made.catalogue)
    links = Links()
    for page in made.pages:
        index.add(page, links.url(page.address, index=page.index), page.fragment(links).html)
    return {asset.path: asset.content for asset in index.files()}


def test_the_same_pages_give_the_same_bytes() -> None:
    assert files_of(RICH) == files_of(RICH)


def test_every_page_but_the_trainers_and_the_search_page_is_in_the_index() -> None:
    files = files_of(RICH)
    urls = {read_shown(zlib.decompress(data)).url for path, data in files.items() if "/p/" in path}
    wanted = {Links().url(page.address, index=page.index) for page in build(RICH).pages if not page.noindex}
    assert urls == wanted
    assert "course/full/teach/" not in urls
    assert "search/" not in urls


def test_shards_are_small_and_their_terms_sorted() -> None:
    files = files_of(RICH)
    shards = [zlib.decompress(data) for path, data in files.items() if "/s/" in path]
    assert len(shards) > 3
    assert all(len(shard) <= 6_000 for shard in shards)
