"""yaml-language-server with our schemas: what an author sees while writing a course, in Chinese."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from conftest import COURSE, REPOSITORY, SMALL, TOOLS, Project, needs
from hongke.commands import main
from language_server import LanguageServer

pytestmark = pytest.mark.site
FILE = "courses/course/new.yml"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    node = needs("Node", shutil.which("node"))
    program = needs(
        "yaml-language-server (npm ci --prefix tests/tools)",
        TOOLS / "yaml-language-server/bin/yaml-language-server",
    )
    project = Project(tmp_path_factory.mktemp("editor") / "目录")
    for path, content in SMALL.items():
        project.write(path, content)
    shutil.copytree(REPOSITORY / ".vscode", project.root / ".vscode", ignore=shutil.ignore_patterns("schemas"))
    assert CliRunner().invoke(main, ["schema", "--root", str(project.root)]).exit_code == 0
    server = LanguageServer(node, program, project.root)
    yield server
    server.close()


def _said(server: LanguageServer, text: str, file: str = FILE) -> dict[int, str]:
    """Return what the server says, by line from 1."""
    return {said["range"]["start"]["line"] + 1: said["message"] for said in server.open(file, text)}


def test_a_sound_course_and_the_vocabularies_are_left_alone(server: LanguageServer) -> None:
    assert _said(server, COURSE) == {}
    assert _said(server, SMALL["courses/vocabularies.yml"], "courses/vocabularies.yml") == {}


def test_mistakes_are_told_in_chinese_at_their_lines(server: LanguageServer) -> None:
    text = COURSE.replace("hours: 2", "hour: 2").replace("mode: 线下", "mode: 空中")
    text = text.replace("minutes: 45, body", "minutes: 四十, body").replace("case/wangfu-grid", "case/none")
    said = _said(server, text + "updated: 2026-02-30\nregion:\nstatus: done\n")
    assert said.pop(8).startswith("没有这个字段，或者写法不对")
    assert said == {
        1: "缺少 hours（学时）。",
        4: "不在“授课形式”词表里。可用的词：线下。",
        12: "应是整数：用阿拉伯数字，不带单位和引号，不要超出范围。",
        14: "没有这个条目。写 case/…；新加的条目要先运行 hongke schema。",
        16: "应是日历上有的日期，写成 2026-05-01，月、日都写两位。",
        18: "只能是 draft、published、archived。",
    }


def test_a_mistake_in_the_vocabularies_is_told(server: LanguageServer) -> None:
    said = _said(server, "theme:\n  网格: {title: 网格}\n", "courses/vocabularies.yml")
    assert said == {2: "词的编号只用小写字母、数字和连字符，如 rural；系统保留的名字不能用。"}


def test_fields_are_proposed_with_their_help(server: LanguageServer) -> None:
    _said(server, COURSE + "\n")
    found = server.completions(FILE, COURSE.count("\n"), 0)
    assert "title" not in found, "it is written already"
    assert found["region"]["documentation"] == "案例或教学点所在地区。\n\n可以不写。写法：词表：地区（region）。"


def test_words_are_proposed_with_what_they_are(server: LanguageServer) -> None:
    _said(server, COURSE.replace("mode: 线下", "mode: "))
    found = server.completions(FILE, 3, 6)
    assert set(found) == {"线下", "offline", "面授"}
    assert found["面授"]["documentation"]["value"] == "“线下”的同义词，建议写 **线下**。"


def test_addresses_are_proposed_with_their_titles(server: LanguageServer) -> None:
    _said(server, COURSE.replace("cases: [case/wangfu-grid]", "cases:\n  - "))
    found = server.completions(FILE, 14, 4)
    assert "王府街道网格" in found["case/wangfu-grid"]["documentation"]["value"]


def test_an_empty_file_is_offered_all_that_a_course_must_have(server: LanguageServer) -> None:
    _said(server, "\n")
    text = server.completions(FILE, 0, 0)["课程：必填的字段"]["insertText"]
    assert text.startswith("title: ${1:标题}\nsummary: ${2:摘要}\n")
    assert "units:\n  - title: ${" in text


def test_hover_says_what_a_field_and_a_word_are(server: LanguageServer) -> None:
    _said(server, COURSE)
    assert "课程总学时，可以有小数，如 1.5。" in server.hover(FILE, 7, 2)
    assert "`线下`: **线下**（授课形式，编号 `offline`）" in server.hover(FILE, 3, 8)
