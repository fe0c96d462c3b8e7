"""The queries of `make bench-search` stand on their pages, and the judge knows which pages answer them. No engine runs."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench.characters import by_syllable, commonest, traditional
from bench.corpus import HAN_RUN, Page, bare, normal, read_site
from bench.draw import CORE, SETS, Drawer, split
from bench.measure import Answer, Measured, Traffic, quantile
from bench.query import Judge, Query, first_right, joined, syllables
from bench.table import as_data, score, table

NUMBER = 20

PAGES = [
    Page(
        "case/grid",
        "王府街道“党群连心网格”",
        ("街道党工委从网格入手，为居民开通绿色通道。", "党员干部和热心群众包片包干。"),
    ),
    Page("term/centre", "党群服务中心", ("设在社区里的办事场所，\n党员和群众都能来。", "Python 3.11 能读 YAML。")),
    Page("course/law", "党内法规", ("纪律处分条例的由来。",)),
]


def answers(judge: Judge, **query: Any) -> set[str]:
    return set(judge.right(Query("made", query.pop("text", ""), "", **query)))


@pytest.fixture(scope="module")
def drawer(site: Path) -> Drawer:
    return Drawer(read_site(site), seed=7)


@pytest.fixture(scope="module")
def drawn(drawer: Drawer) -> dict[str, list[Query]]:
    return {name: drawer.draw(name, NUMBER) for name in SETS}


def by_address(drawer: Drawer) -> dict[str, Page]:
    return {page.address: page for page in drawer.pages}


def one_replaced(query: Query) -> tuple[str, str]:
    """Return the character that was meant and the one that was typed."""
    meant = query.needs[0]
    differing = [(one, other) for one, other in zip(meant, query.text, strict=True) if one != other]
    assert len(differing) == 1
    return differing[0]


def test_pages_of_the_site(drawer: Drawer) -> None:
    pages = by_address(drawer)
    page = pages["case/wangfu-grid"]
    assert page.title == "王府街道“党群连心网格”"
    assert page.blocks.count("划分党群连心网格点") == 1
    assert not any("首页" in block for block in page.blocks[:5])
    assert "<h1" not in page.article
    assert "<nav" not in page.article
    assert "404" not in pages
    assert "search" not in pages


def test_a_page_marked_noindex_is_left_out(tmp_path: Path) -> None:
    text = "<html><head><title>甲</title>{}</head><body><article><h1>甲<wbr>乙</h1><p>一<b>二</b></p><p>三</p></article></body></html>"
    (tmp_path / "index.html").write_text(text.format(""), "utf-8")
    (tmp_path / "other.html").write_text(text.format('<meta name="robots" content="noindex">'), "utf-8")
    (page,) = read_site(tmp_path)
    assert (page.address, page.title, page.blocks) == ("", "甲乙", ("一二", "三"))
    assert page.held == "甲乙\n一二\n三"


@pytest.mark.parametrize(
    "address", ["case/x", "case/x/", "/case/x/", "case/x/#step-1", "case/x/index.html", "/case/x.html"]
)
def test_addresses_are_compared_alike(address: str) -> None:
    assert normal(address) == "case/x"


def test_every_set_is_drawn_in_full(drawn: dict[str, list[Query]]) -> None:
    assert {name: len(queries) for name, queries in drawn.items()} == dict.fromkeys(SETS, NUMBER)
    assert {query.set for query in drawn["minus"]} == {"minus"}
    assert set(CORE) <= set(SETS)


def test_the_same_seed_draws_the_same(drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    again, other = Drawer(drawer.pages, seed=7), Drawer(drawer.pages, seed=8)
    for name in ("minus", "body phrase", "same sound"):  # in another order than before
        assert again.draw(name, NUMBER) == drawn[name]
        assert other.draw(name, NUMBER) != drawn[name]


@pytest.mark.parametrize("name", SETS)
def test_the_page_a_query_was_drawn_from_answers_it(name: str, drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    for query in drawn[name]:
        assert query.page in drawer.judge.right(query), query
        assert all(bare(text) in by_address(drawer)[query.page].held for text in query.needs)


@pytest.mark.parametrize("name", ["title phrase", "body phrase", "cut across words", "one character"])
def test_plain_queries_are_typed_as_they_stand(name: str, drawn: dict[str, list[Query]]) -> None:
    assert all(query.needs == (query.text,) for query in drawn[name])


def test_title_phrases_stand_in_the_title(drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    for name in ("title phrase", "pinyin", "initials", "mixed", "same sound", "one wrong character"):
        assert all(query.needs[0] in by_address(drawer)[query.page].title for query in drawn[name])
        assert all(4 <= len(query.needs[0]) <= 8 for query in drawn[name])


@pytest.mark.parametrize(("name", "number"), [("run-on of two", 2), ("run-on of three", 3)])
def test_run_ons_are_really_joined(name: str, number: int, drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    for query in drawn[name]:
        assert len(set(query.needs)) == number
        assert query.text == "".join(query.needs)
        assert not any(query.text in page.held for page in drawer.pages)


def test_two_words_have_a_space(drawn: dict[str, list[Query]]) -> None:
    assert all(query.text == " ".join(query.needs) and len(query.needs) == 2 for query in drawn["two words"])


def test_cuts_begin_and_end_inside_words(drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    for query in drawn["cut across words"]:
        page = by_address(drawer)[query.page]
        runs = [run for text in page.blocks for run in HAN_RUN.findall(text) if query.text in run]
        assert any(_cut_inside(run, query.text) for run in runs), query


def _cut_inside(run: str, text: str) -> bool:
    words = split(run)
    edges = {sum(map(len, words[:number])) for number in range(len(words) + 1)}
    starts = [found.start() for found in re.finditer(f"(?={text})", run)]
    return any(at not in edges and at + len(text) not in edges for at in starts)


def test_same_sounds_are_of_the_same_syllable(drawn: dict[str, list[Query]]) -> None:
    for query in drawn["same sound"]:
        meant, typed = one_replaced(query)
        sound = syllables(query.needs[0])[query.needs[0].index(meant)]
        read = {found for found, characters in by_syllable().items() if meant in characters} | {sound}
        assert syllables(typed)[0] in read, query
        assert joined(syllables(typed)) in joined(query.sounds.strip("'").split("'"))


def test_wrong_characters_sound_otherwise(drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    for query in drawn["one wrong character"]:
        meant, typed = one_replaced(query)
        assert typed in commonest()
        assert typed != meant
        assert not any(query.text in page.held for page in drawer.pages)


def test_traditional_characters(drawn: dict[str, list[Query]]) -> None:
    assert traditional()["党"] == "黨"
    for query in drawn["traditional"]:
        assert query.text == "".join(traditional().get(character, character) for character in query.needs[0])
        assert query.text != query.needs[0]


def test_pinyin_initials_and_mixed(drawn: dict[str, list[Query]]) -> None:
    for query in drawn["pinyin"]:
        assert query.text == query.sounds.replace("'", "")
        assert re.fullmatch("[a-z]+", query.text)
    for query in drawn["initials"]:
        assert len(query.text) == len(query.needs[0])
    for query in drawn["mixed"]:
        (han,) = HAN_RUN.findall(query.text)
        assert han in query.needs[0]
        assert re.search("[a-z]", query.text)


def test_latin_prefixes_quotes_and_minus(drawer: Drawer, drawn: dict[str, list[Query]]) -> None:
    for query in drawn["Latin prefix"]:
        words = by_address(drawer)[query.page].latin
        assert any(word.startswith(query.text) and word != query.text for word in words)
    assert all(query.text == f'"{query.needs[0]}"' for query in drawn["quotes"])
    for query in drawn["minus"]:
        assert query.text == f"{query.needs[0]} -{query.never[0]}"
        assert any(query.needs[0] in page.held and query.never[0] in page.held for page in drawer.pages)


def test_any_page_that_holds_it_is_right() -> None:
    judge = Judge(PAGES)
    assert answers(judge, needs=("网格",)) == {"case/grid"}
    assert answers(judge, needs=("党",)) == {"case/grid", "term/centre", "course/law"}
    assert answers(judge, needs=("群众", "社区")) == {"term/centre"}
    assert answers(judge, needs=("场所，党员",)) == {"term/centre"}, "white space does not count"
    assert answers(judge, needs=("中心设在",)) == set(), "title and blocks stand apart"
    assert answers(judge, needs=("ＹＡＭＬ",)) == {"term/centre"}
    assert answers(judge, needs=("党",), never=("网格",)) == {"term/centre", "course/law"}
    assert answers(judge, prefix="pyth") == {"term/centre"}
    assert answers(judge, prefix="thon") == set()
    assert answers(judge) == set()


def test_titles_that_sound_alike_are_right() -> None:
    judge = Judge(PAGES)
    assert answers(judge, needs=("当群",), sounds=joined(["dang", "qun"])) == {"case/grid", "term/centre"}
    assert answers(judge, sounds=joined(["dan"])) == set(), "whole syllables only"
    assert answers(judge, initials="dqf") == {"term/centre"}


def test_the_first_right_page() -> None:
    right = frozenset({"b", "z"})
    assert first_right(["a", "b", "z"], right) == 2
    assert first_right(["a"], right) == 0
    assert first_right([*"acdefghijk", "z"], right) == 0, "only the first ten count"


def test_scores_and_the_table() -> None:
    query = Query("two words", "甲 乙", "a", ("甲", "乙"))
    found = [Answer(query, ("a",), 1, 1, 1.0), Answer(query, ("b", "a"), 2, 1, 2.0), Answer(query, (), 0, 1, 3.0)]
    scored = score(found)
    assert (scored.queries, scored.first, scored.in_ten, scored.mrr, scored.none) == (3, 1 / 3, 2 / 3, 0.5, 1 / 3)
    assert score([]).queries == 0
    engine: Any = SimpleNamespace(name="made", size=2000, seconds=0.5)
    measured = Measured(engine, found, Traffic(first=[1000, 3000]), shown=2, differing=("甲 乙",))
    text = table([measured], pages=100)
    assert re.search(r"two words +3 +0\.33 +0\.67 +0\.50 +0\.33", text)
    assert re.search(r"data before the first answer, KB +2\.0", text)
    assert re.search(r"processor time a page, ms +5\.0", text)
    assert "for 1 of 2 queries\n  not for 甲 乙" in text
    data = as_data([measured], pages=100)["made"]
    assert [miss["place"] for miss in data["missed"]] == [2, 0]
    assert quantile([1, 2, 3], 0.95) == 3
