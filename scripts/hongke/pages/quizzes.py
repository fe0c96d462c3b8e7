"""What self-tests need beside a quiz's own page: its questions as data, the contest, the notebook of wrong answers.

`quiz/ID.bin` holds a quiz for the modules in the theme (`assets/hk/quiz/`). The two pages stand below `quiz/all/`: an
entry's address has two parts, so none can ever take theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP
from functools import partial
from typing import Any

from hongke.assets import FOLDER, LateAsset, deflated_json
from hongke.catalogue import Entry
from hongke.model.course import Course
from hongke.model.quiz import Question, Quiz
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

CONTEST = "quiz/all/contest"
NOTEBOOK = "quiz/all/wrong"
_NAMES_ITS_PLACE = re.compile(r"以上|上述|前述|[A-H]\s*[、和与或]\s*[A-H]|[A-H]\s*项|选项\s*[A-H]")
"""Words by which a question speaks of a choice's place: its choices stay as the author put them."""


def quiz_assets(site: Site) -> Iterator[LateAsset]:
    """Give the data of every quiz."""
    for entry in site.catalogue.members("quiz"):
        yield LateAsset(path=f"{FOLDER}/quiz/{entry.id}.bin", make=partial(_packed, entry, site))


def _packed(entry: Entry, site: Site) -> bytes:
    site.catalogue.note(f"whole {entry.address}")
    return deflated_json(quiz_data(entry, site))


def quiz_pages(site: Site) -> Iterator[Page]:
    """Give the contest and the notebook, where there is anything to draw from."""
    quizzes = [(entry, entry.model) for entry in site.catalogue.of_kind("quiz") if isinstance(entry.model, Quiz)]
    if not quizzes:
        return
    total = sum(len(quiz.questions) for _, quiz in quizzes)
    yield Page(
        address=CONTEST,
        title="知识竞赛",
        description="从几个题库里抽题，全场用同一份试卷；可以限时，也可以打印。",
        tab="quiz",
        updated=site.catalogue.latest,
        make=lambda: Fragment(site.templates.render("contest.html.j2", quizzes=quizzes, total=total)),
    )
    yield Page(
        address=NOTEBOOK,
        title="错题本",
        description="做错的题都在这里，答对一次就移出；只存在您自己的浏览器里。",
        tab="quiz",
        noindex=True,
        updated=site.catalogue.latest,
        make=lambda: Fragment(site.templates.render("wrong.html.j2", quizzes=quizzes)),
    )


def quiz_data(entry: Entry, site: Site) -> dict[str, Any]:
    """Return a quiz as the browser marks it: scores in thousandths, so that sums are whole numbers."""
    quiz = entry.model
    if not isinstance(quiz, Quiz):
        raise TypeError(f"{entry.address} is no quiz")
    keys: dict[str, int] = {}
    return {
        "title": quiz.title,
        "url": site.links.url(entry.address),
        "pass": quiz.pass_score,
        "courses": courses_of(entry, site),
        "questions": [_question(number, question, keys, site) for number, question in enumerate(quiz.questions, 1)],
    }


def courses_of(entry: Entry, site: Site) -> list[tuple[str, str]]:
    """Return address and title of every course whose self-test this quiz is."""
    return [
        (course.address, course.model.title)
        for course in site.catalogue.referrers(entry.address)
        if isinstance(course.model, Course) and course.model.quiz == entry.address
    ]


def _question(number: int, question: Question, keys: dict[str, int], site: Site) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": _key(question, keys),
        "n": number,
        "type": question.type,
        "stem": question.stem,
        "score": max(1, int((question.score * 1000).to_integral_value(ROUND_HALF_UP))),
    }
    if question.choices:
        data["choices"] = [
            {"text": choice.text} | ({"right": 1} if choice.correct else {}) | _if("why", choice.explanation)
            for choice in question.choices
        ]
        texts = [
            question.stem,
            *(text for choice in question.choices for text in (choice.text, choice.explanation or "")),
        ]
        if any(_NAMES_ITS_PLACE.search(text) for text in (*texts, question.explanation or "")):
            data["fixed"] = 1
    refs = [
        {"title": found.model.title, "url": site.links.url(found.address)}
        for found in (site.catalogue.get(address) for address in dict.fromkeys(question.refs))
        if found is not None
    ]
    return (
        data
        | _if("answer", question.answer)
        | _if("why", question.explanation)
        | _if("chapter", question.chapter)
        | _if("difficulty", question.difficulty)
        | _if("refs", refs)
    )


def _if(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _key(question: Question, keys: dict[str, int]) -> str:
    """Return a name that a question keeps while others are added or moved: a digest of its type and stem."""
    digest = hashlib.sha256(f"{question.type}\n{question.stem}".encode()).hexdigest()[:8]
    keys[digest] = keys.get(digest, 0) + 1
    return digest if keys[digest] == 1 else f"{digest}-{keys[digest]}"
