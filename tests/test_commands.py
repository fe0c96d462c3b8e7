"""The commands as an author, an editor and a CI server use them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import REPOSITORY, Project
from hongke.commands import main
from hongke.mkdocs_site import options_of
from hongke.problems import CODES


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hongke", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", cwd=cwd, env={**os.environ, **environment}, check=False, timeout=300,
    )  # fmt: skip


def test_a_sound_catalogue_exits_0_and_reports_nothing(project: Project) -> None:
    done = run("check", "--root", project.root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "共 3 个条目，没有发现问题" in done.stderr


def test_a_catalogue_with_errors_exits_1_and_reports_all_of_them_in_order(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 零")
    project.replace("courses/case/wangfu-grid.yml", "source: report}", "source: repot}")
    done = run("check", "--root", project.root)
    assert done.returncode == 1
    assert [line.split(" ")[:2] for line in done.stdout.splitlines()] == [
        ["courses/case/wangfu-grid.yml:11:45", "HK205"],
        ["courses/course/grid.yml:8:8", "HK103"],
    ]


def test_files_are_named_from_the_root_whatever_the_folder_the_command_runs_in(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 零")
    here = run("check", cwd=project.root).stdout
    assert here == run("check", "--root", project.root, cwd=Path("/")).stdout
    assert here.startswith("courses/course/grid.yml:8:8 ")


@pytest.mark.parametrize(
    "arguments", [["check", "--format", "xml"], ["chekc"], ["check", "--rot", "."], ["build", "extra"]]
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_json_is_an_array_of_objects_and_empty_when_clean(project: Project) -> None:
    assert json.loads(run("check", "--root", project.root, "--format", "json").stdout) == []
    project.replace("courses/course/grid.yml", "hours: 2", "hour: 2")
    rows = json.loads(run("check", "--root", project.root, "--format", "json").stdout)
    assert [set(row) for row in rows] == [{"file", "line", "column", "code", "severity", "message", "hint"}]
    assert rows[0] == {
        "file": "courses/course/grid.yml", "line": 8, "column": 1, "code": "HK104", "severity": "error",
        "message": "未知字段 “hour”。", "hint": "是不是 “hours（学时）”？",
    }  # fmt: skip


def test_github_annotations_stand_at_the_line(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 0")
    assert run("check", "--root", project.root, "--format", "github").stdout == (
        "::error file=courses/course/grid.yml,line=8,col=8,title=HK107::hours（学时）要大于 0，这里是数字 0。检查数字。\n"
    )


def test_sarif_says_the_same_as_json(project: Project) -> None:
    project.replace("courses/course/grid.yml", "mode: 线下", "mode: 面授")
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 0")
    log = json.loads(run("check", "--root", project.root, "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    [sarif_run] = log["runs"]
    rules = [rule["id"] for rule in sarif_run["tool"]["driver"]["rules"]]
    rows = json.loads(run("check", "--root", project.root, "--format", "json").stdout)
    assert [(result["ruleId"], result["level"]) for result in sarif_run["results"]] == [
        (row["code"], row["severity"]) for row in rows
    ]
    for result, row in zip(sarif_run["results"], rows, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"]
        where = result["locations"][0]["physicalLocation"]
        assert where["artifactLocation"]["uri"] == row["file"]
        assert where["region"] == {"startLine": row["line"], "startColumn": row["column"]}


def test_a_console_without_utf_8_still_gets_its_report(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hour: 2")
    done = run("check", "--root", project.root, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "未知字段" in done.stdout


def test_a_build_with_errors_exits_1_and_leaves_the_standing_site_alone(project: Project) -> None:
    assert run("build", "--root", project.root).returncode == 0
    before = {path: path.read_bytes() for path in (project.root / "site").rglob("*") if path.is_file()}
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 0")
    done = run("build", "--root", project.root)
    assert done.returncode == 1
    assert "HK107" in done.stderr
    assert "Traceback" not in done.stderr
    after = {path: path.read_bytes() for path in (project.root / "site").rglob("*") if path.is_file()}
    assert after == before


def test_a_first_build_with_errors_writes_nothing(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 0")
    out = project.root.parent / "out"
    assert run("build", "--root", project.root, "--out", out).returncode == 1
    assert not out.exists()


def test_a_warning_stops_a_strict_build_only(project: Project) -> None:
    project.write("mkdocs.yml", "site_name: x\ntheme: material\nplugins:\n  - hongke: {minutes_per_hour: 50}\n")
    assert options_of(project.root).minutes_per_hour == 50
    assert run("check", "--root", project.root).stdout == (
        "courses/course/grid.yml:8:8 HK208 警告 2 学时合 100 分钟，各单元合计 90 分钟。按一学时 50 分钟核对。\n"
    )
    assert run("build", "--root", project.root).returncode == 0
    assert run("build", "--root", project.root, "--strict").returncode == 1


def test_the_catalogue_builds_elsewhere_from_its_three_parts(tmp_path: Path) -> None:
    import shutil

    for part in ("courses", "docs"):
        shutil.copytree(REPOSITORY / part, tmp_path / "c" / part)
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path / "c")
    done = run("build", "--root", tmp_path / "c", "--strict")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "c/site/course/guomen-national-security/index.html").is_file()


def test_a_folder_that_is_no_catalogue_is_told_so(tmp_path: Path) -> None:
    done = run("check", "--root", tmp_path)
    assert done.returncode == 1
    assert "HK024" in done.stdout
    done = run("build", "--root", tmp_path)
    assert done.returncode == 1
    assert "找不到" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_code_has_a_title_and_is_listed_for_authors(site: Path) -> None:
    page = (site / "guide/codes/index.html").read_text("utf-8")
    for code, (_, title) in CODES.items():
        assert code in page
        assert title in page
