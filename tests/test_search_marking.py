"""Of many pages what is remembered of others says the same as reading each tag by tag."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fragments import ANY, SOUND
from hongke.search.content import content_of
from hongke.search.marking import Marking

ICON = '<svg viewBox="0 0 24 24"><use href="#i"/></svg>'


@settings(max_examples=600, deadline=None)
@given(st.lists(SOUND | ANY, max_size=5))
@example(["<svg><b>党</b></svg>群", "<svg><i></i>", "</svg>党<svg>"])
@example(["<p>a</p> <svg></svg> <b>c</b>", "<b>a</b> <svg></svg> <b>c</b>", "<a>a</a> <a>b</a>"])
@example(["<nav>党<navigation>群</nav>众", "<nav/>党</nav>", "<nav></navigation>党", "<nav>党", "党</nav>"])
@example(
    ['<span class="hk-sample">党<span>群</span>众</span>', '<span class="hk-sample">党</span >', "<p>x</p>&am<b>p;</b>"]
)
@example(
    [
        "<\x03n<b>党</b>",
        "<b>\x03n</b>",
        '<a title="\x03n">党</a><p>群',
        '<p title="\x03o">党',
        "<a <b>党",
        "<a >党<!-- <b> -->群",
    ]
)
@example(['<h2 id="a\x01b">党</h2>', '<h2 id="\x02">党</h2>', '<h2 id="\x03s">党</h2>'])
@example(
    ['<h2 id="x"> <b>党</b></h2>', '<h2 id="x"></h2><h3 id="y"> 党 </h3> 群', '<h2\nid="x">党</h2>', "<h2>党</h2>"]
)
def test_pages_of_which_some_is_remembered_are_read_as_each_alone(htmls: list[str]) -> None:
    marking = Marking()
    for html in (*htmls, *htmls):
        assert content_of("网格", html, marking.marked) == content_of("网格", html)


@settings(deadline=None)
@given(st.lists(SOUND, max_size=5))
def test_so_are_those_of_which_much_was_forgotten(htmls: list[str]) -> None:
    marking = Marking()
    marking.most = 2
    for html in (*htmls, *htmls):
        assert content_of("网格", html, marking.marked) == content_of("网格", html)


def test_what_our_templates_write_is_told_from_runs_of_tags() -> None:
    html = (
        f'<nav><a href="../">首页</a></nav><h1 class="x">题<wbr>目</h1><p>{ICON}党员 <b>每年</b> 32 学时</p>'
        f'<svg class="bar"><rect x="0"/><rect x="1"/></svg> <h2 id="x">{ICON}一节</h2><form><button>按</button></form>'
        '<p>4 学时<span class="hk-sample">示例</span></p>'
    )
    marking = Marking()
    assert marking.by_runs(html) is not None
    assert content_of("题目", html, marking.marked).text == "党员每年32学时\n一节\n4学时"


@pytest.mark.parametrize("html", ["<!-- <b>党</b> -->", "<svg>党</svg>", "<p>\x02党</p>", "党<", "<nav>党", "< b>党"])
def test_what_cannot_be_told_so_is_left_to_the_plain_way(html: str) -> None:
    assert Marking().by_runs(html) is None
