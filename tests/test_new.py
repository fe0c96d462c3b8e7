"""`hongke new`: a commented draft of every kind that the check passes, and no file written over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import REPOSITORY, Project
from hongke.build import check_catalogue
from hongke.commands import main
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.model.course import Course
from hongke.source.reader import read_tree
from hongke.structure import structure


def new(project: Project, kind: str, entry_id: str, said: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", kind, entry_id, "--root", str(project.root)], input=said)


def file_of(kind: str, entry_id: str) -> str:
    return f"docs/{kind}/{entry_id}.md" if KINDS[kind].markdown else f"courses/{kind}/{entry_id}.yml"


@pytest.fixture
def full(project: Project) -> Project:
    """Give the small catalogue with the whole project's vocabularies."""
    project.write("courses/vocabularies.yml", (REPOSITORY / "courses/vocabularies.yml").read_bytes())
    return project


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_of_every_kind_passes_the_check_as_a_draft(full: Project, kind: str) -> None:
    before = full.report()
    done = new(full, kind, "brand-new")
    assert done.exit_code == 0, done.output
    assert full.report() == before
    entry = load_catalogue(full.root)[0].entries[f"{kind}/brand-new"]
    assert entry.model.status == "draft"
    assert entry.model.title.startswith("待填")
    text = (full.root / file_of(kind, "brand-new")).read_bytes()
    assert b"\r" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_there_with_its_help_and_can_be_taken_in(full: Project, kind: str) -> None:
    new(full, kind, "brand-new")
    text = (full.root / file_of(kind, "brand-new")).read_text("utf-8")
    head = text.split("---\n")[1] if KINDS[kind].markdown else text
    for name, info in KINDS[kind].model.model_fields.items():
        assert re.search(rf"^(?:# )?{name}:", head, re.MULTILINE), name
        assert f"## {info.title}" in head
    # Two rounds: fields that may be left out, then those inside them.
    for _ in range(2):
        head = re.sub(r"^( *)# (?! *#)", r"\1", head, flags=re.MULTILINE)
        head = re.sub(r"^# ( *##? )", r"\1", head, flags=re.MULTILINE)
    tree, problems = read_tree(head, "x.yml")
    assert problems == []
    assert tree is not None
    vocabularies = load_catalogue(full.root)[0].vocabularies
    found = structure(tree, KINDS[kind].model, "x.yml", vocabularies)
    assert [said.message for said in found.problems] == []
    assert found.value is not None
    assert "updated" in found.value.model_fields_set


def test_a_file_that_exists_is_left_alone(project: Project) -> None:
    before = (project.root / "courses/course/grid.yml").read_bytes()
    done = new(project, "course", "grid")
    assert done.exit_code == 1
    assert "已经有了，没有改动" in done.output
    assert (project.root / "courses/course/grid.yml").read_bytes() == before


def test_an_old_address_is_not_taken(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 2\naliases: [course/net]")
    done = new(project, "course", "net")
    assert done.exit_code == 1
    assert "course/net 是 course/grid 的旧地址" in done.output


@pytest.mark.parametrize(
    ("kind", "entry_id", "answer"),
    [
        ("cuorse", "x", "是不是 course（课程）？"),
        ("课程", "x", "是不是 course（课程）？"),
        ("典型案列", "x", "是不是 case（典型案例）？"),
        ("zzz", "x", "有这些：course（课程）、"),
        ("course", "Grid Work", "改名为 grid-work。"),
        ("course", "网格", "改名为 wang-ge。"),
        ("course", "con", "系统保留的名字"),
        ("course", "../x", "改名为 x。"),
        ("course", "a" * 65, "最多 64 个"),
    ],
)
def test_unknown_kinds_and_bad_ids_are_answered_with_advice(
    project: Project, kind: str, entry_id: str, answer: str
) -> None:
    before = sorted(project.root.rglob("*"))
    done = new(project, kind, entry_id)
    assert done.exit_code == 2
    assert answer in done.output
    assert sorted(project.root.rglob("*")) == before


def test_what_must_be_made_first_is_said(project: Project) -> None:
    (project.root / "courses/site/guomen.yml").unlink()
    done = new(project, "route", "x")
    assert done.exit_code == 1
    assert "先运行 hongke new site 编号" in done.output
    project.write("courses/vocabularies.yml", "")
    done = new(project, "course", "x")
    assert done.exit_code == 1
    assert "词表里还没有词" in done.output
    assert CliRunner().invoke(main, ["new", "course", "x", "--root", str(project.root / "docs")]).exit_code == 1


def test_at_a_terminal_it_asks_and_offers_the_words(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongke.author_commands.at_terminal", lambda: True)
    answers = ["网格: 一堂课", "", "1", "面授", "讲授式，2", "团员", "党员", "基层治里", "基层治理"]
    done = new(project, "course", "asked", "\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "1 讲授式  2 研讨式  3 案例式" in done.output
    assert "没有 “团员”。" in done.output
    assert "没有 “基层治里”。是不是 “基层治理”？" in done.output
    model = load_catalogue(project.root)[0].entries["course/asked"].model
    assert (model.title, model.summary) == ("网格: 一堂课", "待填：摘要")
    assert isinstance(model, Course)
    assert (model.category, model.mode, model.methods) == ("governance", "offline", ("lecture", "seminar"))
    assert check_catalogue(project.root)[1] == ()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="Windows has no pseudo-terminals")
def test_a_real_terminal_is_asked_and_a_pipe_is_not(project: Project) -> None:
    command = [sys.executable, "-m", "hongke", "new", "term", "asked", "--root", str(project.root)]
    ours, theirs = os.openpty()
    os.write(ours, "网格员\n管一片网格的人。\n".encode())
    done = subprocess.run(command, stdin=theirs, capture_output=True, check=False, timeout=60)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr.decode()
    assert "\ntitle: 网格员\n" in (project.root / "courses/term/asked.yml").read_text("utf-8")
    command[5] = "piped"
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert "\ntitle: 待填：标题\n" in Path(project.root / "courses/term/piped.yml").read_text("utf-8")
