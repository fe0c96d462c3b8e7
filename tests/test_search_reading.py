"""Pages read together are read as one by one: tags, what is skipped, white space, headings."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fragments import ANY, NAMES, SOUND
from hongke.search import reading
from hongke.search.content import Content, content_of
from hongke.search.marking import SKIPPED, UNPARTED
from hongke.search.reading import contents_of
from hongke.search.tables import Table
from hongke.search.tags import PADDING, Tags

TITLES = st.sampled_from(["网格", "党 群", "a  b"])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(TITLES, SOUND | ANY), max_size=5))
@example([("题", '<span class="hk-sample">示<b>例</b></span>党<nav>x<form>y</form></nav>群')])
@example([("题", '<h2 id="x"><div> </div>党</h2><h3 id="y"> <b>群</b></h3>'), ("题", "")])
def test_pages_read_together_are_read_as_one_by_one(pages: list[tuple[str, str]]) -> None:
    assert contents_of(pages) == [content_of(title, html) for title, html in pages]


def test_what_our_templates_write_is_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def alone(title: str, html: str) -> Content:
        raise AssertionError(f"{title} was read alone: {html}")

    monkeypatch.setattr(reading, "content_of", alone)
    html = (
        '<nav><a href="../">首页</a></nav><h1 class="x">题<wbr>目</h1><p>党员 <b>每年</b> 32 学时</p>'
        '<svg viewBox="0 0 24 24"><use href="#i"/></svg><h2 id="x">一节</h2><form><button>按</button></form>'
        '<p>4 学时<span class="hk-sample">示例</span></p>'
    )
    found = contents_of([("题目", html), ("别的", "<p>别的</p>")])
    assert [one.text for one in found] == ["党员每年32学时\n一节\n4学时", "别的"]
    assert found[0].headings == ((9, "x", 2),)


def test_no_name_that_leaves_no_mark_is_longer_than_what_is_looked_at() -> None:
    assert max(map(len, UNPARTED)) < 8
    assert max(len(f"/{name}") for name in SKIPPED if name != "template") < 8


@given(st.lists(st.integers(1, 40) | st.integers(0, 2**64 - 1), max_size=60))
def test_a_table_tells_every_number_however_many_share_a_slot(numbers: list[int]) -> None:
    table = Table(np.uint8, bits=3)
    for _ in range(2):
        keys = np.array(numbers, np.uint64)
        assert table.of(keys, lambda place: numbers[place] % 251).tolist() == [number % 251 for number in numbers]


@given(
    st.lists(st.sampled_from(NAMES).flatmap(lambda name: st.sampled_from([f"<{name}>", f"</{name}>", f"<{name} 党>"])))
)
def test_a_tag_is_the_same_wherever_it_stands(tags: list[str]) -> None:
    table = Tags()

    def kinds(some: list[str]) -> list[tuple[int, int]]:
        text = "".join(some) + PADDING
        begins = np.array([found.start() for found in re.finditer("<", text)], np.int64)
        ends = np.array([found.start() for found in re.finditer(">", text)], np.int64)
        found, names = table.of(text, np.frombuffer(text.encode("utf-16-le"), "<u2"), begins, ends)
        return list(zip(found.tolist(), names.tolist(), strict=True))

    assert kinds(tags) == [kind for tag in tags for kind in kinds([tag])]
