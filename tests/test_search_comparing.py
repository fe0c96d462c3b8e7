"""What differs between two states of a page is what counting both in full gives."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from hongke.readings import readings
from hongke.search.comparing import FoldedPage, changes, differing
from hongke.search.content import content_of, lines_of
from hongke.search.postings import IN_TEXT
from hongke.search.sounds import sound_alike, spoken_terms
from hongke.search.terms import fold, terms
from hongke.search.texts import Shown, shown

WORDS = st.text(alphabet="网格党群黨支𠀀〇aB１2 ，、。", min_size=1, max_size=12)
LINES = st.tuples(st.sampled_from(['<h2 id="x">{}</h2>', "<p>{}</p>", "<li>{}</li>"]), WORDS)
MANY = st.integers(0, 12).map(lambda number: [("<li>{}</li>", f"网格{at}") for at in range(number)])
PAGES = st.tuples(WORDS, st.lists(LINES, max_size=5), MANY)


def page_of(title: str, lines: list[tuple[str, str]]) -> Shown:
    return shown("x/", 0, content_of(title, "".join(form.format(text) for form, text in lines)), "")


def counted(page: Shown) -> tuple[Counter[str], dict[str, int]]:
    times: Counter[str] = Counter()
    marks: dict[str, int] = {}
    headings = tuple((at, anchor, 0) for at, anchor in page.headings)
    content = content_of("", "")
    for line, mark in lines_of(type(content)(page.title, page.text, headings)):
        for term in terms(fold(line)):
            times[term] += 1
            marks[term] = max(mark, marks.get(term, IN_TEXT))
    return times, marks


@settings(max_examples=400, deadline=None)
@given(PAGES, PAGES, st.booleans(), st.booleans())
def test_what_differs_is_what_counting_both_gives(
    one: tuple[str, list[tuple[str, str]], list[tuple[str, str]]],
    other: tuple[str, list[tuple[str, str]], list[tuple[str, str]]],
    same_title: bool,
    same_lines: bool,
) -> None:
    before = page_of(one[0], one[1] + one[2])
    after = page_of(one[0] if same_title else other[0], (one[1] if same_lines else other[1]) + other[2])
    found = {term: (more, mark) for term, more, mark in changes(before, after, differing(before.text, after.text))}
    (times, marks), (now, marks_now) = counted(before), counted(after)
    wanted = {}
    for term in {*times, *now}:
        more, mark = now[term] - times[term], marks_now.get(term, IN_TEXT)
        if more or mark != marks.get(term, IN_TEXT):
            wanted[term] = (more, mark)
    assert found == wanted


@given(st.lists(WORDS, max_size=4))
def test_a_folded_text_has_each_term_as_often_as_it_was_counted(lines: list[str]) -> None:
    folded = fold("\n".join(lines))
    page = FoldedPage(folded)
    for term, times in Counter(terms(folded)).items():
        assert page.times(term) == times
    assert page.times("无有") == 0


NAMED = st.lists(st.text("网格党重庆银行aB12３", min_size=1, max_size=6), min_size=1, max_size=3)


@given(NAMED, st.data())
def test_names_that_differ_in_figures_alone_sound_alike(names: list[str], data: st.DataObject) -> None:
    figures = data.draw(st.sampled_from(["7", "890"]))
    others = [name.replace("1", figures).replace("３", figures) for name in names]
    alike = sound_alike(names, others)
    assert alike
    assert spoken_terms(tuple(names)) == spoken_terms(tuple(others))


@given(NAMED, NAMED)
def test_names_that_sound_alike_have_the_same_terms(names: list[str], others: list[str]) -> None:
    if sound_alike(names, others):
        assert spoken_terms(tuple(names)) == spoken_terms(tuple(others))


def test_no_word_of_the_dictionary_has_a_figure() -> None:
    """Else a figure would say how the character beside it is read."""
    assert not [word for word in readings()._words if any("0" <= character <= "9" for character in word)]


def test_names_of_other_characters_do_not_sound_alike() -> None:
    assert not sound_alike(["网格1"], ["党格1"])
    assert not sound_alike(["网格"], ["网格1"])
