"""The written recipes are followed to the letter, and the README's commands are the real ones."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from conftest import REPOSITORY, command
from hongke.commands import main
from hongke.problems import CODES

PROGRAM = """
import sys
sys.path.insert(0, {path!r})
from pathlib import Path
import hongke
from hongke.build import build
from hongke.links import Links
assert hongke.__file__.startswith({path!r}), hongke.__file__
made = build(Path({root!r}))
assert not made.problems, made.problems
print(next(page for page in made.pages if page.address == "course/full").fragment(Links()).html)
"""


def recipe(number: int) -> str:
    """Return the code of one step of the recipe in CONTRIBUTING.md, with the indent that its file needs."""
    section = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8").split("## A course field")[1].split("\n## ")[0]
    blocks = re.findall(r"```(?:python|jinja)\n(.*?)```", section, re.DOTALL)
    return re.sub(r"^   ", "", str(blocks[number]), flags=re.MULTILINE)


def test_a_course_field_is_a_model_and_a_template(tmp_path: Path) -> None:
    package = tmp_path / "scripts" / "hongke"
    shutil.copytree(REPOSITORY / "scripts/hongke", package, ignore=shutil.ignore_patterns("__pycache__"))
    rich = tmp_path / "rich"
    shutil.copytree(REPOSITORY / "tests/rich", rich)
    model = package / "model/course.py"
    marker = '    code: Line | None = Field(None, title="编号")'
    model.write_text(model.read_text("utf-8").replace(marker, recipe(0) + marker), "utf-8")
    template = package / "templates/course.html.j2"
    place = "        {% if m.code %}<div><dt>编号</dt>"
    assert place in template.read_text("utf-8")
    template.write_text(template.read_text("utf-8").replace(place, recipe(1) + place), "utf-8")
    course = rich / "courses/course/full.yml"
    course.write_text(course.read_text("utf-8") + "language: 汉语\n", "utf-8")
    program = PROGRAM.format(path=str(tmp_path / "scripts"), root=str(rich))
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "<dt>授课语言</dt><dd>汉语" in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "docs/guide/index.md",
        "docs/guide/ledger-report.md",
        "docs/guide/begin.md",
        "docs/guide/start.md",
        "docs/guide/publish.md",
        "docs/guide/windows.md",
        "docs/guide/import.md",
    ],
)
def test_every_command_that_is_named_exists(name: str) -> None:
    text = (REPOSITORY / name).read_text("utf-8")
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z]+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE) or target in ("it", "sure"), target
    for name, option in re.findall(r"hongke ([a-z]+)(?: (--[a-z-]+))?", text):
        if name in main.list_commands(click.Context(main)) and option:
            assert option in [written for parameter in command(name).params for written in parameter.opts], option
    for path in re.findall(r"`((?:scripts|tests|docs|courses)/[A-Za-z0-9_./-]+)`", text):
        if "…" not in path and "old-name" not in path and "wangfu-grid" not in path and "grid-basics" not in path:
            assert (REPOSITORY / path).exists(), path


def test_the_guide_to_windows_has_the_readmes_commands() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8").split("```bat\n")[1].split("\n\n")[0]
    assert readme.count("\n") == 3
    assert f"```bat\n{readme}\n```" in (REPOSITORY / "docs/guide/windows.md").read_text("utf-8")


def test_the_guide_to_the_ledger_report_names_its_commands_and_options_and_no_others() -> None:
    text = (REPOSITORY / "docs/guide/ledger-report.md").read_text("utf-8")
    group = command("ledger")
    assert isinstance(group, click.Group)
    assert set(re.findall(r"hongke ledger ([a-z]+)", text)) == set(group.commands)
    options = {
        name
        for part in group.commands.values()
        for parameter in part.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    }
    assert set(re.findall(r"--[a-z][a-z-]+", text)) == {name for name in options if name.startswith("--")}


def test_the_guide_to_beginning_names_its_commands_and_options_and_no_others() -> None:
    text = (REPOSITORY / "docs/guide/begin.md").read_text("utf-8")
    assert set(re.findall(r"hongke ([a-z]+)", text)) == {"new", "schema", "init", "check", "build"}
    own = {
        name
        for called in ("new", "schema", "init")
        for parameter in command(called).params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }
    assert set(re.findall(r"--[a-z][a-z-]+", text)) - {"--strict"} == own


def test_every_code_named_in_the_docs_is_in_the_table() -> None:
    for path in [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]:
        assert set(re.findall(r"\bHK\d{3}\b", path.read_text("utf-8"))) <= set(CODES), path


def test_requirements_carry_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (REPOSITORY / name).read_text("utf-8")
        assert not re.search(r"https?://|--index-url|--find-links", text)
        for block in re.split(r"\n(?=[a-z0-9])", text.split("\n#")[-1]):
            if "==" in block:
                assert "--hash=sha256:" in block, block.splitlines()[0]
    for folder in ("tests/tools", "tests/tools/lighthouse"):
        assert '"resolved"' not in (REPOSITORY / folder / "package-lock.json").read_text("utf-8")


def test_no_tracked_file_names_this_machines_folders() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for path in (REPOSITORY / name for name in listed.split("\n") if name):
        if path.suffix != ".png" and path.is_file():
            text = path.read_text("utf-8", "ignore")
            assert str(REPOSITORY) not in text, path
            assert f"{Path.home()}/" not in text, path


def test_the_guide_to_excel_names_the_options_of_its_commands_and_no_others() -> None:
    text = (REPOSITORY / "docs/guide/excel.md").read_text("utf-8")
    group = command("export")
    assert isinstance(group, click.Group)
    commands = [command("fmt"), group.commands["xlsx"]]
    options = {name for command in commands for parameter in command.params for name in parameter.opts}
    # Of the import's options, the catalogue's own workbook takes these; the others are in the guide to foreign tables.
    options |= {"--root", "--write"} & {name for parameter in command("import").params for name in parameter.opts}
    assert set(re.findall(r"--[a-z][a-z-]+", text)) == {name for name in options if name.startswith("--")}
