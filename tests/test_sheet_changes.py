"""What a trainer changes in the workbook, and which lines of which files change with it."""

from __future__ import annotations

from typing import Any

from conftest import Project
from sheets_reader import cell, exported, files, run, set_cell


def test_one_changed_cell_changes_one_line_of_one_file(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2\n", "hours: 2   # 按本单位定\n")
    before = files(project.root)
    out = exported(project.root, set_cell("课程·教学单元", "分钟", 3, 50))
    done = run("import", out, "--root", project.root)
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "修改课程 course/grid（courses/course/grid.yml）\n  课程·教学单元!E3  教学单元 2 分钟：45 → 50\n"
    )
    assert "还没有写" in done.stderr
    assert files(project.root) == before
    assert run("import", out, "--root", project.root, "--write").exit_code == 0
    after = files(project.root)
    assert [name for name in after if after[name] != before[name]] == ["courses/course/grid.yml"]
    old = before["courses/course/grid.yml"].decode()
    assert after["courses/course/grid.yml"].decode() == old.replace("研讨式, minutes: 45", "研讨式, minutes: 50")


def test_windows_line_ends_and_the_body_of_a_material_stay(project: Project) -> None:
    text = "---\r\ntitle: 资料\r\nsummary: 摘要。 # 注\r\n---\r\n\r\n正文  \r\n- x\r\n"
    project.write("docs/materials/a.md", b"\xef\xbb\xbf" + text.encode())
    out = exported(project.root, set_cell("学习资料", "标题", 2, "新标题"))
    assert run("import", out, "--root", project.root, "--write").exit_code == 0
    written = (project.root / "docs/materials/a.md").read_bytes()
    assert written == b"\xef\xbb\xbf" + text.replace("资料", "新标题").encode()


def test_a_new_row_is_a_new_file_with_its_parts(project: Project) -> None:
    def edit(book: Any) -> None:
        values = {
            "标题": "国门二",
            "摘要": "又一处。",
            "类型": "国家安全",
            "主题": "国家安全",
            "坐标·纬度": "４９．５",
            "坐标·经度": 117.4,
        }
        for heading, value in {"地址": "guomen-two", **values}.items():
            cell(book, "现场教学点", heading, 3).value = value
        book["来源"].append(["site/guomen-two", None, "report", "党建版报道"])

    done = run("import", exported(project.root, edit), "--root", project.root, "--write")
    assert done.exit_code == 0, done.output
    assert "新增现场教学点 site/guomen-two" in done.stdout
    assert (project.root / "courses/site/guomen-two.yml").read_text("utf-8") == (
        "title: 国门二\nsummary: 又一处。\ncategory: 国家安全\ngeo:\n  latitude: 49.5\n  longitude: 117.4\nthemes:\n  - 国家安全\n"
        "sources:\n  - id: report\n    name: 党建版报道\n"
    )
    assert project.report() == ""


def test_columns_may_move_and_go_and_sheets_may_go(project: Project) -> None:
    def edit(book: Any) -> None:
        sheet = book["课程"]
        sheet.move_range(f"A1:A{sheet.max_row}", cols=60)
        sheet.delete_cols(3, 4)
        sheet["BZ1"] = "我的备注"
        for name in ("课程·教学目的", "典型案例", "来源"):
            del book[name]
        units = book["课程·教学单元"]
        units.delete_cols([cell.value for cell in units[1]].index("内容") + 1)
        book.create_sheet("草稿纸")["A1"] = "随便写"

    out = exported(project.root, edit)
    done = run("import", out, "--root", project.root)
    assert done.exit_code == 0, done.output
    assert done.stdout == "草稿纸 提示 没有这种工作表，不读。\n课程!BZ1 提示 没有“我的备注”这一列，不读。\n"
    assert "没有要改的" in done.stderr


def test_rows_of_parts_may_be_put_in_between_and_taken_out(project: Project) -> None:
    def edit(book: Any) -> None:
        sheet = book["课程·教学单元"]
        sheet.append(["course/grid", 1.5, "插进来的", "讲授式", 10])
        sheet.delete_rows(3)

    out = exported(project.root, edit)
    done = run("import", out, "--root", project.root, "--write")
    assert done.exit_code == 0, done.output
    assert "教学单元 1.5：加上 插进来的" in done.stdout
    assert "教学单元 2：删去 研讨" in done.stdout
    text = (project.root / "courses/course/grid.yml").read_text("utf-8")
    assert "body: 从一个案例讲起。}\n  - {title: 插进来的, method: 讲授式, minutes: 10}\ncases" in text


def test_the_catalogues_own_checks_are_told_at_the_cells_all_at_once_and_nothing_is_written(project: Project) -> None:
    before = files(project.root)

    def edit(book: Any) -> None:
        cell(book, "课程", "类别", 2).value = "基层治理能了"
        cell(book, "课程", "学时", 2).value = "两个"
        cell(book, "课程·教学单元", "教学点", 3).value = "site/guomeng"
        cell(book, "课程·教学单元", "分钟", 2).value = "=1/0"
        cell(book, "典型案例·数据指标", "地址", 2).value = "case/wangfu"
        cell(book, "典型案例·数据指标", "序号", 2).value = "第一"
        cell(book, "典型案例", "摘要", 2).value = None

    done = run("import", exported(project.root, edit), "--root", project.root, "--write")
    assert done.exit_code == 1
    for line in (
        "课程!I2 HK120 错误 “基层治理能了” 不在“类别”词表里。是不是 “基层治理能力”？",
        "课程!P2 HK103 错误 hours（学时）应是数字，这里是文字 “两个”。",
        "课程·教学单元!F3 HK201 错误 “site/guomeng” 不存在。是不是 “site/guomen（国门）”？",
        "课程·教学单元!E2 错误 是公式，没有算出来的值。",
        "典型案例·数据指标!A2 错误 没有条目 case/wangfu。是不是 case/wangfu-grid？",
        "典型案例·数据指标!B2 错误 “序号”应是大于 0 的数字，这里是“第一”。",
        "典型案例!C2 HK102 错误 缺少 summary（摘要）。",
    ):
        assert line in done.stdout, done.stdout
    assert "什么也没有写" in done.stderr
    assert files(project.root) == before


def test_what_was_wrong_before_does_not_stand_in_the_way(project: Project) -> None:
    project.write("courses/course/other.yml", "title: [\n")
    project.replace("courses/case/wangfu-grid.yml", "source: report}", "source: repot}")
    done = run("import", exported(project.root, set_cell("课程", "学时", 2, 3)), "--root", project.root, "--write")
    assert done.exit_code == 0, done.output
    assert "hours: 3\n" in (project.root / "courses/course/grid.yml").read_text("utf-8")
