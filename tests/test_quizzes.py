"""Questions of the catalogue: each answer stands on a page that the question links to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from conftest import REPOSITORY
from hongke.load.catalogue import load_catalogue
from hongke.model.quiz import Question, Quiz
from pages_html import page

CATALOGUE = load_catalogue(REPOSITORY)[0]
QUESTIONS = [
    (entry.id, number, question)
    for entry in CATALOGUE.of_kind("quiz")
    if isinstance(entry.model, Quiz)
    for number, question in enumerate(entry.model.questions, 1)
]


@cache
def plain(site: Path, address: str) -> str:
    [content] = page(site, f"{address}/").cssselect("#hk-main")
    return re.sub(r"\s", "", content.text_content())


def wanted(question: Question) -> list[str]:
    """Return the phrases that must stand on a page: right choices, blanks, points, and for 对 and 错 what is quoted."""
    if question.choices:
        return [choice.text for choice in question.choices if choice.correct]
    if question.type == "judge":
        return re.findall(r"“([^”]+)”", question.explanation or "")[:1]
    return [part.split("|")[0] for part in (question.answer or "").split("；")]


def test_there_are_at_least_sixty_questions_of_all_types() -> None:
    assert len(QUESTIONS) >= 60
    assert {question.type for _, _, question in QUESTIONS} == {"single", "multiple", "judge", "blank", "short"}


@pytest.mark.parametrize(
    ("quiz", "number", "question"), QUESTIONS, ids=lambda value: str(value) if isinstance(value, str | int) else ""
)
def test_the_answer_stands_on_a_page_that_is_linked(quiz: str, number: int, question: Question, site: Path) -> None:
    phrases = wanted(question)
    assert phrases, "a judge question quotes in its explanation what the page says"
    assert question.refs
    linked = {
        link.get("href").removeprefix("../../").rstrip("/")
        for link in page(site, f"quiz/{quiz}/").cssselect(f"#q{number} a")
    }
    assert set(question.refs) <= linked
    texts = [plain(site, address) for address in question.refs]
    for phrase in phrases:
        assert any(re.sub(r"\s", "", phrase) in text for text in texts), phrase


def test_a_wrong_answer_would_be_found(site: Path) -> None:
    quiz, number, question = next(found for found in QUESTIONS if found[2].type == "single")
    wrong = question.model_copy(
        update={
            "choices": tuple(
                choice.model_copy(update={"correct": True, "text": choice.text + "吗"}) for choice in question.choices
            )
        }
    )
    with pytest.raises(AssertionError):
        test_the_answer_stands_on_a_page_that_is_linked(quiz, number, wrong, site)


def test_pages_of_questions_hide_their_answers_until_asked(site: Path) -> None:
    for entry in CATALOGUE.of_kind("quiz"):
        document = page(site, f"{entry.address}/")
        answers = document.cssselect(".hk-question__answer")
        assert len(answers) == len(document.cssselect(".hk-question"))
        assert all(
            answer.getparent().tag == "details" and "open" not in answer.getparent().attrib for answer in answers
        )
        assert "不是考试" in document.text_content()
