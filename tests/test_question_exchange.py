"""Quizzes become the 考试宝 workbook and come back the same; whatever the bytes, no import fails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from conftest import REPOSITORY, Project
from foreign_files import run, workbook
from hongke.catalogue import Catalogue
from hongke.foreign.entry_text import entry_text
from hongke.foreign.exam_workbook import HEADER, exam_workbook
from hongke.foreign.question_sheet import import_questions
from hongke.foreign.reading import read_sheets
from hongke.load.catalogue import load_catalogue
from hongke.model.quiz import Choice, Question, Quiz
from hongke.reports import text_report
from hongke.source.reader import read_yaml
from question_samples import KSB, quiz_of


def test_the_exported_workbook_has_the_header_of_ksb(project: Project) -> None:
    path = project.write("收/甲.xlsx", workbook({"题目": KSB}))
    assert run("import", path, "--kind", "quiz", "--root", project.root, "--write").exit_code == 0
    out = project.root / "出.xlsx"
    done = run("export quiz", "jia", "--out", out, "--root", project.root)
    assert (done.exit_code, done.stderr) == (0, f"1 套题，共 5 道，写在 {out}。\n")
    sheet = load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1] == HEADER
    assert (rows[4][1], rows[4][2:4], rows[4][10]) == ("判断题", ("对", "错"), "A")


def test_an_unknown_quiz_is_offered_the_nearest(project: Project) -> None:
    path = project.write("收/甲.xlsx", workbook({"题目": KSB}))
    run("import", path, "--kind", "quiz", "--root", project.root, "--write", "--id", "lesson")
    done = run("export quiz", "lessons", "--root", project.root)
    assert done.exit_code == 2
    assert "没有题库 quiz/lessons。是不是 lesson？" in done.stderr


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
MORE: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "explanation": TEXT,
        "chapter": TEXT,
        "difficulty": st.sampled_from(["易", "中", "难"]),
        "score": st.decimals("0.5", "100", places=1),
    },
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind: Any = draw(st.sampled_from(["single", "multiple", "judge", "blank", "short"]))
    more = draw(MORE)
    stem = draw(TEXT)
    if kind in ("single", "multiple"):
        texts = draw(st.lists(TEXT, min_size=3, max_size=8, unique=True))
        right = (
            draw(st.sets(st.integers(0, len(texts) - 1), min_size=2))
            if kind == "multiple"
            else {draw(st.integers(0, len(texts) - 1))}
        )
        notes = draw(st.lists(st.none() | TEXT, min_size=len(texts), max_size=len(texts)))
        choices = tuple(Choice(text=t, correct=n in right, explanation=notes[n]) for n, t in enumerate(texts))
        return Question(type=kind, stem=stem, choices=choices, **more)
    if kind == "judge":
        return Question(type=kind, stem=stem, answer=draw(st.sampled_from(["对", "错"])), **more)
    if kind == "blank":
        words = draw(st.lists(TEXT.map(lambda t: t.replace("；", "、").replace("_", "-")), min_size=1, max_size=3))
        return Question(
            type=kind,
            stem=stem.replace("_", "-").replace("＿", "-") + "____。" * len(words),
            answer="；".join(words),
            **more,
        )
    return Question(type=kind, stem=stem, answer=draw(TEXT), **more)


@settings(max_examples=60, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=5, unique_by=lambda q: q.stem.casefold()))
def test_what_is_exported_is_imported_the_same(asked: list[Question]) -> None:
    data = exam_workbook([Quiz(title="题", summary="题。", questions=tuple(asked))])
    found = import_questions(read_sheets(data, "题.xlsx").sheets, "题", None, Catalogue({}))
    # Stems that read the same are one question, and long numbers may look like a person's.
    assume(not any(said.code in ("HK705", "HK706", "HK214") for said in found.problems))
    assert not found.problems, text_report(found.problems)
    assert quiz_of(found).questions == tuple(asked)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400)
    | st.binary(max_size=200).map(lambda b: b"PK\x03\x04" + b)
    | st.text(max_size=200).map(lambda t: ("题干,答案\n" + t).encode())
)
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    read = read_sheets(data, "题.xlsx")
    assert read.problems or import_questions(read.sheets, "题", None, Catalogue({})).table is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_gives_no_traceback(at: int, damage: bytes) -> None:
    data = bytearray(workbook({"题目": KSB}))
    at %= len(data)
    data[at : at + len(damage)] = damage
    assert read_sheets(bytes(data), "题.xlsx") is not None


SCALAR = st.text(max_size=30) | st.sampled_from(["no", "~", "null", "12", "1.5", "- a", "a: b", "a #b", "'x", "x\ny\n", "多行\n\n文字", "- ", "# 一"]) | st.booleans() | st.integers(-9, 9) | st.decimals("0", "9", places=1)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3), max_leaves=8), min_size=1))  # fmt: skip
def test_what_is_written_is_read_the_same(values: dict[str, Any]) -> None:
    tree, problems = read_yaml(entry_text(values).encode("utf-8"), "x.yml")
    assert not problems, entry_text(values)
    assert _value(tree) == _comparable(values)


def _value(node: Any) -> Any:
    if hasattr(node, "keys"):
        return {key: _value(child) for key, child in node.items.items()}
    return [_value(child) for child in node.items] if hasattr(node, "items") else node.value


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _comparable(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_comparable(child) for child in value]
    return Decimal(value) if isinstance(value, Decimal) else value


def test_a_quiz_of_the_catalogue_comes_back_with_its_references() -> None:
    catalogue, _ = load_catalogue(REPOSITORY)
    for entry in catalogue.of_kind("quiz"):
        data = exam_workbook([entry.data])
        found = import_questions(read_sheets(data, "题.xlsx").sheets, "往返", None, catalogue)
        assert not found.problems, text_report(found.problems)
        assert quiz_of(found).questions == entry.data.questions
