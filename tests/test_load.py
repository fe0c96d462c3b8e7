"""Folders to catalogues: what is passed over, what cannot be opened, and where positions in Markdown stand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL, Project
from hongke.build import check_catalogue
from hongke.load.catalogue import load_catalogue
from hongke.load.loading import bytes_of


def test_what_editors_and_systems_leave_is_passed_over(project: Project) -> None:
    for name in (
        "courses/case/.DS_Store",
        "courses/case/~$wangfu.yml",
        "courses/case/.wangfu.yml.swp",
        "courses/Thumbs.db",
        "docs/.obsidian/x.md",
    ):
        project.write(name, b"\x00\xff")
    assert project.report() == ""


def test_a_file_that_cannot_be_opened_is_told_and_the_rest_is_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str | os.PathLike[str]) -> bytes:
        if os.fspath(path).endswith("wangfu-grid.yml"):
            raise PermissionError(13, "Permission denied")
        return bytes_of(path)

    monkeypatch.setattr("hongke.load.loading.bytes_of", refuse)
    assert (
        project.report()
        == "courses/case/wangfu-grid.yml:1:1 HK023 错误 没有读取权限。检查文件是否被别的程序占用、是否是失效的链接。\n"
    )


def test_a_dangling_link_is_told(project: Project) -> None:
    (project.root / "courses/case/gone.yml").symlink_to("nowhere.yml")
    assert "gone.yml:1:1 HK023" in project.report()


def test_entries_are_in_the_order_of_kinds_and_ids(project: Project) -> None:
    project.write("courses/course/a.yml", SMALL["courses/course/grid.yml"])
    assert list(load_catalogue(project.root)[0].entries) == [
        "course/a",
        "course/grid",
        "case/wangfu-grid",
        "site/guomen",
    ]


typed = st.text(alphabet="标题摘要：:，、 \u3000\n\t-[]{}'\"“”@*%`#&!|>0４年半天titlehours", max_size=80)
broken = st.sampled_from(
    [
        "title: x",
        "- a",
        "a: [",
        "status: draft",
        "cases: [case/none]",
        "hours: -1",
        "\t",
        "title: 甲\nsummary: 乙",
        "*a",
        "单元: 1",
        "标题：x",
        "title:x",
        "学时: 半天",
        "更新日期: ２０２６年５月１日",
        "主题: [甲，乙]",
        "示例字段: [教学单元.分钟, 学时]",
        "来源:\n  - 编号：a\n    名称：b",
        "类别:\n  a: {名称: 甲, 上级: b}",
    ]
)


@given(
    files=st.dictionaries(
        st.sampled_from([*SMALL, "courses/quiz/q.yml", "courses/term/网格.yml", "docs/materials/m.md", "docs/x.md"]),
        st.lists(broken, max_size=4).map("\n".join) | st.binary(max_size=40) | typed,
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_folder_ends_in_a_traceback(files: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    project = Project(tmp_path_factory.mktemp("any"))
    for path, content in {**SMALL, **files}.items():
        project.write(path, content)
    catalogue, problems = check_catalogue(project.root)
    assert catalogue is not None
    for problem in problems:
        assert not Path(problem.place.file).is_absolute()
        assert "\\" not in problem.place.file
