"""The guide walked through as a new author would: every command is run, every answer shown is the real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl

from conftest import COURSE, REPOSITORY, Project

GUIDE = REPOSITORY / "docs/guide/start.md"
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def answer(command: str, folder: Path) -> str:
    """Run a command line in a folder and return all that it says."""
    name, *arguments = command.split()
    program = Path(sys.executable).parent / name
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "100"},
        check=False,
    )
    return done.stdout


def test_a_new_author_gets_the_answers_that_the_guide_shows(tmp_path: Path) -> None:
    text = GUIDE.read_text("utf-8")
    folder, said, shown, made = tmp_path, "", 0, text
    for block in BLOCK.finditer(text):
        language, path, content = block.groups()
        if language == "sh":
            assert said == "", f"the guide shows no answer before: {content}"
            for command in content.splitlines():
                if command.startswith("cd "):
                    folder /= command.removeprefix("cd ")
                    assert folder.is_dir()
                else:
                    said += answer(command, folder)
        elif language == "text":
            made = made.replace(block.group(), f"```text\n{said}```", 1)
            if not os.environ.get("UPDATE_GOLDEN"):
                assert content == said
            said, shown = "", shown + 1
        else:
            (folder / path).write_text(content, "utf-8")
    assert shown >= 6
    if os.environ.get("UPDATE_GOLDEN"):
        GUIDE.write_text(made, "utf-8")
    assert "网格党建入门" in (folder / "site/course/grid-basics/index.html").read_text("utf-8")
    assert (folder / "随身站点/index.html").exists()


def shown(page: str, beginning: str) -> str:
    """Return the block of the guide's page that begins so."""
    text = (REPOSITORY / "docs/guide" / page).read_text("utf-8")
    [found] = [content for _, _, content in BLOCK.findall(text) if content.startswith(beginning)]
    return str(found)


def test_the_guides_mended_line_is_what_the_check_says(project: Project) -> None:
    project.write("courses/course/guomen.yml", COURSE.replace("hours: 2\n", "学时: 两学时\n"))
    said = shown("index.md", "courses/course/guomen.yml:")
    assert said.rstrip().partition("guomen.yml:8:5")[2] in project.report()


def test_the_guide_to_excel_shows_what_an_import_says(project: Project) -> None:
    assert "写在 课程目录.xlsx" in answer("hongke export xlsx", project.root)
    book = openpyxl.load_workbook(project.root / "课程目录.xlsx")
    book["课程·教学单元"]["E3"] = 50
    book["课程"]["I2"] = "基层治理能了"
    book.save(project.root / "课程目录.xlsx")
    assert shown("excel.md", "修改课程") in answer("hongke import 课程目录.xlsx", project.root)
