"""Word documents become draft materials, or draft courses from a table of fields."""

from __future__ import annotations

import base64
import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Project
from foreign_files import run
from hongke.build import build, check_catalogue
from hongke.foreign.word_document import read_word
from hongke.foreign.word_markdown import markdown_of
from hongke.links import Links
from hongke.load.catalogue import load_catalogue
from hongke.model.course import Course
from hongke.problems import Problem

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def link(paragraph: Any, text: str, target: str) -> None:
    """Put a link at the end of a paragraph: python-docx has no function for it."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run_ = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run_.append(words)
    element.append(run_)
    paragraph._p.append(element)


def below(paragraph: Any) -> None:
    """Move an item of a list one level down, as the Tab key does."""
    of_style = paragraph.style.element.pPr.numPr.numId.val
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = 1
    numbering.get_or_add_numId().val = of_style
    lists = paragraph.part.numbering_part.element
    [number] = lists.xpath(f"./w:num[@w:numId='{of_style}']/w:abstractNumId/@w:val")
    [first] = lists.xpath(f"./w:abstractNum[@w:abstractNumId='{number}']/w:lvl[@w:ilvl='0']")
    second = deepcopy(first)  # the template's lists have one level only
    second.set(qn("w:ilvl"), "1")
    second.remove(second.find(qn("w:pStyle")))
    first.addnext(second)


def outline() -> Any:
    document = Document()
    document.add_heading("主题党日怎样办", 1)
    document.add_paragraph("　　一次主题党日，从定题到小结。")
    document.add_heading("一、准备", 2)
    for text in ("定题", "定人"):
        document.add_paragraph(text, "List Bullet")
    below(document.add_paragraph("带什么", "List Bullet"))
    document.add_heading("二、过程", 2)
    for text in ("签到", "学习"):
        document.add_paragraph(text, "List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["环节", "分钟", "重温|誓词", "10"], strict=True):
        cell.text = text
    paragraph = document.add_paragraph("见")
    link(paragraph, "条例", "https://www.12371.cn/a")
    paragraph.add_run("和")
    link(paragraph, "附件", "附件.docx")
    bold = document.add_paragraph().add_run("要点")
    bold.bold = True
    document.add_picture(io.BytesIO(PNG))
    return document


def test_a_document_becomes_a_material_with_its_pictures_beside(project: Project) -> None:
    path = project.write("收/主题党日.docx", saved(outline()))
    done = run("import", path, "--root", project.root, "--write")
    assert done.exit_code == 0
    assert done.stdout == (
        "主题党日.docx:1:1 HK721 警告 “附件” 的链接 “附件.docx” 在网站上打不开，只留了文字。换成网址，或把文件放进 docs 再链接。\n"
        "学习资料  materials/zhu-ti-dang-ri\n标题      主题党日怎样办\n字数      52\n图片      1\n"
    )
    assert (project.root / "docs/materials/zhu-ti-dang-ri.md").read_text("utf-8") == (
        "---\ntitle: 主题党日怎样办\nsummary: 一次主题党日，从定题到小结。\nstatus: draft\n---\n\n"
        "一次主题党日，从定题到小结。\n\n"
        "## 一、准备\n\n- 定题\n- 定人\n    - 带什么\n\n"
        "## 二、过程\n\n1. 签到\n2. 学习\n\n"
        "| 环节 | 分钟 |\n| --- | --- |\n| 重温&#124;誓词 | 10 |\n\n"
        "见[条例](https://www.12371.cn/a)和附件\n\n**要点**\n\n![](zhu-ti-dang-ri/1.png)\n"
    )
    assert (project.root / "docs/materials/zhu-ti-dang-ri/1.png").read_bytes() == PNG
    assert check_catalogue(project.root)[1] == ()


def test_every_character_of_the_document_means_itself_on_the_page(project: Project) -> None:
    lines = ["# 不是标题", "1. 不是列表", "- 不是列表", "<党建> & &amp; [[case/none]] *星* _线_ ____ `码`", "/// entries | case", "!!! note", "> 不是引文", "a|b ~~~ {: #x}", "=== x", ": 释义"]  # fmt: skip
    document = Document()
    document.add_heading("字面", 1)
    for text in lines:
        document.add_paragraph(text)
    path = project.write("收/字面.docx", saved(document))
    done = run("import", path, "--root", project.root, "--write", "--id", "literal")
    assert (done.exit_code, "HK" in done.stdout) == (0, False)
    project.replace("docs/materials/literal.md", "status: draft", "status: published")
    made = build(project.root)
    assert made.problems == ()
    html = next(page for page in made.pages if page.address == "materials/literal").fragment(Links()).html
    import html as entities
    import re

    text = entities.unescape(re.sub(r"<[^>]+>", "", html))
    for line in lines:
        assert line.replace("{:", "{ :") in text


def test_a_personal_number_keeps_a_document_out(project: Project) -> None:
    document = Document()
    document.add_paragraph("联系人电话13812345678。")
    path = project.write("收/通知.docx", saved(document))
    done = run("import", path, "--root", project.root, "--write")
    assert done.exit_code == 1
    assert done.stdout.startswith("通知.docx:1:1 HK214 错误 公开字段里有手机号（138…）。")
    assert not (project.root / "docs/materials").exists()


COURSE = [
    ("字段", "内容"),
    ("标题", "网格党课"),
    ("摘要", "讲一张网。"),
    ("类别", "基层治理能力"),
    ("授课形式", "线下"),
    ("教学方法", "讲授式、研讨式"),
    ("教学对象", "党员"),
    ("主题", "基层治理"),
    ("学时", "2"),
    ("教学目的", "掌握：说得出网格的作用。\n了解：画得出网格。"),
    ("教学单元", "导学｜讲授式｜45｜从一个案例讲起。\n研讨｜研讨式｜45"),
    ("典型案例", "case/wangfu-grid"),
    ("来源", "党建版报道｜“视点”栏"),
]


def course_document(rows: list[tuple[str, str]]) -> bytes:
    document = Document()
    table = document.add_table(len(rows), 2)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *rest = text.split("\n")
            cell.text = first
            for line in rest:
                cell.add_paragraph(line)
    return saved(document)


def test_a_table_of_fields_becomes_a_draft_course(project: Project) -> None:
    path = project.write("收/党课.docx", course_document(COURSE))
    done = run("import", path, "--root", project.root, "--write")
    assert (done.exit_code, done.stdout) == (0, "课程      course/wang-ge-dang-ke\n标题      网格党课\n教学单元  2\n")
    catalogue, problems = load_catalogue(project.root)
    assert not problems
    course = catalogue.entries["course/wang-ge-dang-ke"].data
    assert isinstance(course, Course)
    assert (course.status, [unit.minutes for unit in course.units]) == ("draft", [45, 45])
    assert [objective.level for objective in course.objectives] == ["掌握", "了解"]
    assert course.sources[0].section == "“视点”栏"


def test_what_is_wrong_in_the_table_is_told_by_cell(project: Project) -> None:
    rows = [(label, {"学时": "两", "主题": "基层治里"}.get(label, text)) for label, text in COURSE if label != "摘要"]
    path = project.write("收/党课.docx", course_document([*rows, ("教学重典", "一")]))
    done = run("import", path, "--root", project.root, "--write")
    assert done.exit_code == 1
    assert done.stdout == (
        "党课.docx:1:1 HK102 错误 缺少 summary（摘要）。补上这个字段。\n"
        "党课.docx 表1!B7 HK120 错误 “基层治里” 不在“主题”词表里。是不是 “基层治理”？\n"
        "党课.docx 表1!B8 HK103 错误 hours（学时）应是数字，这里是文字 “两”。用阿拉伯数字，不带单位、逗号和引号。改成：hours: 2\n"
        "党课.docx 表1!A13 HK721 警告 “教学重典” 不是课程的字段，没有用。是不是 “教学重点”？\n"
    )


def test_a_material_that_is_there_is_left_alone(project: Project) -> None:
    project.write("docs/materials/party-day.md", "---\ntitle: 旧\nsummary: 旧。\n---\n旧文。\n")
    path = project.write("收/x.docx", saved(outline()))
    done = run("import", path, "--root", project.root, "--write", "--id", "party-day")
    assert done.exit_code == 1
    assert "HK714 错误 已经有 materials/party-day" in done.stdout
    assert (project.root / "docs/materials/party-day.md").read_text("utf-8").endswith("旧文。\n")


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"PK\x03\x04" + data))
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    assert isinstance(read_word(data, "x.docx", "x"), Problem)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=40))
def test_a_damaged_document_gives_no_traceback(at: int, damage: bytes) -> None:
    data = bytearray(WHOLE)
    at %= len(data)
    data[at : at + len(damage)] = damage
    found = read_word(bytes(data), "x.docx", "x")
    assert isinstance(found, Problem) or markdown_of(found.soup)


WHOLE = saved(outline())


@pytest.mark.parametrize("name", ["旧.doc", "图.png"])
def test_other_endings_are_told_what_can_be_imported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    done = run("import", tmp_path / name)
    assert done.exit_code == 2
    assert "可以导入的：.csv、.xlsx、.docx。" in done.stderr
