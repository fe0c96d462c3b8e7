"""The engine of self-tests in two JavaScript engines: marks against answers whose worth is known, papers against pinned ones."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from conftest import REPOSITORY, needs
from golden_cases import updating
from hongke.build import build
from hongke.catalogue import Entry
from hongke.links import Links
from hongke.load.catalogue import load_catalogue
from hongke.model.quiz import QUESTION_TYPES
from hongke.pages.quizzes import courses_of, quiz_data
from hongke.pages.site import Site
from quiz_cases import answers, question

MODULES = REPOSITORY / "scripts/hongke/theme/assets/hk/quiz"
PAPERS = Path(__file__).parent / "data/quiz_papers.json"
SEEDS = ["abc", "2026", "国门", "z9", ""]


class Engine:
    """Runs a function body over JSON with the engine's modules in scope, in Chromium or in node."""

    def __init__(self, name: str, run: Any) -> None:
        self.name = name
        self._run = run

    def __call__(self, body: str, value: Any) -> Any:
        """Return what `body` returns; it sees `value` and the exports of the three modules."""
        return self._run(body, value)


_SCOPE = "const { mark, total, plain, marksText } = await import(`${root}marking.js`); const { draw, whole, fingerprint, answerText } = await import(`${root}paper.js`); const { generator, below, hash, tidySeed } = await import(`${root}random.js`);"


@pytest.fixture(scope="module", params=["chromium", "node"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("engine")
    for name in ("marking.js", "paper.js", "random.js"):
        shutil.copy(MODULES / name, folder / name)
    if request.param == "node":
        node = needs("node", shutil.which("node"))
        (folder / "package.json").write_text('{"type": "module"}', "utf-8")

        def in_node(body: str, value: Any) -> Any:
            (folder / "value.json").write_text(json.dumps(value), "utf-8")
            script = f"""import {{ readFileSync }} from "node:fs"
                const root = {json.dumps(folder.as_uri() + "/")}
                const value = JSON.parse(readFileSync({json.dumps(str(folder / "value.json"))}, "utf-8"))
                {_SCOPE}
                const answer = (() => {{ {body} }})()
                process.stdout.write(JSON.stringify(answer))"""
            done = subprocess.run(
                [node, "--input-type=module"], input=script, capture_output=True, text=True, check=True, timeout=120
            )
            return json.loads(done.stdout)

        return Engine("node", in_node)
    browser: Browser = request.getfixturevalue("browser")
    (folder / "index.html").write_text("<!doctype html><title>engine</title>", "utf-8")
    tab = browser.new_page()
    tab.goto(f"{request.getfixturevalue('serve')(folder)}index.html")

    def in_chromium(body: str, value: Any) -> Any:
        return tab.evaluate(
            f"async (value) => {{ const root = location.href.replace('index.html', ''); {_SCOPE} {body} }}", value
        )

    return Engine("chromium", in_chromium)


@cache
def cases() -> list[dict[str, Any]]:
    dice = random.Random(20261125)
    asked = [question(dice.choice(list(QUESTION_TYPES)), dice, number) for number in range(1500)]
    return [
        {"question": one, "response": response, "verdict": verdict, "got": got}
        for one in asked
        for response, verdict, got in answers(one, dice)
    ]


def test_at_least_a_thousand_questions_of_all_types_are_marked_as_they_must_be(engine: Engine) -> None:
    assert {case["question"]["type"] for case in cases()} == set(QUESTION_TYPES)
    assert len({case["question"]["key"] for case in cases()}) >= 1000
    marks = engine("return value.map(({ question, response }) => mark(question, response))", cases())
    wrong = [
        (case, mark)
        for case, mark in zip(cases(), marks, strict=True)
        if (mark["verdict"], mark["got"], mark["full"]) != (case["verdict"], case["got"], case["question"]["score"])
    ]
    assert wrong == []


def test_scores_add_up_and_a_pass_is_not_rounded_up_to(engine: Engine) -> None:
    dice = random.Random(7)
    sets = [dice.sample(cases(), dice.randint(1, 40)) for _ in range(200)]
    asked: list[tuple[int, list[dict[str, Any]]]] = [(dice.choice([50, 60, 85, 100]), chosen) for chosen in sets]
    body = "return value.map(([pass, list]) => total(list.map(({ question, response }) => mark(question, response)), pass))"
    for (pass_score, chosen), sums in zip(asked, engine(body, asked), strict=True):
        got = sum(case["got"] for case in chosen)
        full = sum(case["question"]["score"] for case in chosen)
        assert (sums["got"], sums["full"]) == (got, full)
        exact = Decimal(got) * 100 / full
        assert sums["passed"] is (exact >= pass_score)
        assert Decimal(str(sums["percent"])) <= exact < Decimal(str(sums["percent"])) + Decimal("0.1")
        verdicts = [case["verdict"] for case in chosen]
        assert [sums[name] for name in ("right", "part", "wrong", "none")] == [
            verdicts.count(name) for name in ("right", "part", "wrong", "none")
        ]
    [nearly] = engine("return [total([{ got: 5996, full: 10000, verdict: 'part' }], 60)]", 0)
    assert (nearly["percent"], nearly["passed"]) == (59.9, False)


def pool() -> list[dict[str, Any]]:
    dice = random.Random(3)
    made = [question(dice.choice(list(QUESTION_TYPES)), dice, number) for number in range(40)]
    made[5]["fixed"] = 1
    return made


_DRAW = """return value.seeds.map((seed) => value.sizes.map((n) => {
    const paper = draw(value.pool, n, seed)
    return { seed, n, print: fingerprint(paper), paper: paper.map(({ question, order }) => [question.key, order.join("")]) }
})).flat()"""


def test_a_seed_gives_the_pinned_paper_in_every_engine(engine: Engine) -> None:
    drawn = engine(_DRAW, {"pool": pool(), "seeds": SEEDS, "sizes": [0, 1, 10, 99]})
    if updating():
        PAPERS.write_text(
            json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).replace('{"seed"', '\n{"seed"') + "\n", "utf-8"
        )
    assert drawn == json.loads(PAPERS.read_text("utf-8"))


class Numbers:
    """The generator once more, from its description: FNV-1a, Mulberry32, whole numbers."""

    def __init__(self, seed: str) -> None:
        self.state = 0x811C9DC5
        for byte in seed.encode("utf-16-le"):
            self.state = (self.state ^ byte) * 0x01000193 & 0xFFFFFFFF

    def next(self) -> int:
        self.state = (self.state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = (self.state ^ (self.state >> 15)) * (self.state | 1) & 0xFFFFFFFF
        mixed ^= (mixed + (mixed ^ (mixed >> 7)) * (mixed | 61)) & 0xFFFFFFFF
        return mixed ^ (mixed >> 14)

    def below(self, size: int) -> int:
        number = self.next()
        while number >= 2**32 - 2**32 % size:
            number = self.next()
        return number % size

    def shuffled(self, items: list[int]) -> list[int]:
        made = list(items)
        for at in range(len(made) - 1, 0, -1):
            other = self.below(at + 1)
            made[at], made[other] = made[other], made[at]
        return made


@pytest.mark.parametrize(
    "pinned",
    json.loads(PAPERS.read_text("utf-8")) if PAPERS.exists() else [],
    ids=lambda one: f"{one['seed']}-{one['n']}",
)
def test_the_pinned_papers_follow_from_the_description(pinned: dict[str, Any]) -> None:
    questions = pool()
    order = Numbers(pinned["seed"]).shuffled(list(range(len(questions))))[: pinned["n"] or None]
    types = list(QUESTION_TYPES)
    ranked = sorted(order, key=lambda number: types.index(questions[number]["type"]))
    expected = []
    for number in ranked:
        one = questions[number]
        places = list(range(len(one.get("choices", []))))
        if "fixed" not in one:
            places = Numbers(f"{pinned['seed']}/{one['key']}").shuffled(places)
        expected.append([one["key"], "".join(map(str, places))])
    assert pinned["paper"] == expected


def test_numbers_are_even_and_whole(engine: Engine) -> None:
    counts = engine(
        "const next = generator('even'); const counts = Array(7).fill(0); for (let i = 0; i < 70000; i++) counts[below(next, 7)]++; return counts",
        0,
    )
    assert sum(counts) == 70000
    assert all(9600 < count < 10400 for count in counts)


def test_a_seed_may_be_typed_in_any_width_and_case(engine: Engine) -> None:
    assert engine("return value.map(tidySeed)", ["abc", "ＡＢＣ", " A b c ", "国门 1"]) == [
        "abc",
        "abc",
        "abc",
        "国门1",
    ]


def test_a_paper_names_the_right_letters_after_mixing(engine: Engine) -> None:
    said = engine(
        "return draw(value, 0, 'abc').map((item) => [item.question.choices && item.order.map((n) => item.question.choices[n].right ? 1 : 0), answerText(item)])",
        pool(),
    )
    for flags, text in said:
        if flags:
            assert text == "".join(letter for letter, right in zip("ABCDEFGH", flags, strict=False) if right)


def test_data_of_a_quiz_holds_what_its_page_says() -> None:
    catalogue = load_catalogue(REPOSITORY)[0]
    site = Site(catalogue, Links())
    for entry in catalogue.of_kind("quiz"):
        data = quiz_data(entry, site)
        model: Any = entry.model
        assert [one["stem"] for one in data["questions"]] == [one.stem for one in model.questions]
        assert len({one["key"] for one in data["questions"]}) == len(model.questions)
        assert sum(one["score"] for one in data["questions"]) == sum(one.score for one in model.questions) * 1000
    assert courses_of(catalogue.entries["quiz/grid-governance"], site) == [
        ("course/grid-governance", "党建引领网格化治理")
    ]


def test_choices_that_speak_of_their_place_stay_there(project: Any) -> None:
    project.write(
        "courses/quiz/x.yml",
        "title: 题库\nsummary: 摘要。\nquestions:\n"
        "  - {type: single, stem: 甲, choices: [{text: 一}, {text: 以上都对, correct: true}]}\n"
        "  - {type: single, stem: 乙, choices: [{text: 一}, {text: 二, correct: true}], explanation: 见B项。}\n"
        "  - {type: single, stem: 乙, choices: [{text: 一, correct: true}, {text: 二}]}\n",
    )
    made = build(project.root)
    assert made.problems == ()
    entry: Entry = made.catalogue.entries["quiz/x"]
    questions = quiz_data(entry, Site(made.catalogue, Links()))["questions"]
    assert ["fixed" in one for one in questions] == [True, True, False]
    assert questions[2]["key"] == f"{questions[1]['key']}-2"


def test_pages_of_all_quizzes_stand_where_no_entry_can(project: Any) -> None:
    assert not [page for page in build(project.root).pages if page.address.startswith("quiz/")]
    for name in ("all", "contest", "wrong"):
        project.write(
            f"courses/quiz/{name}.yml",
            "title: 题库\nsummary: 摘要。\nquestions: [{type: judge, stem: 甲, answer: 对}]\n",
        )
    found = [page.src for page in build(project.root).pages]
    assert len(found) == len(set(found))
    assert {"quiz/all.md", "quiz/wrong.md", "quiz/all/wrong.md", "quiz/all/contest.md"} <= set(found)
