"""The workbook out and in again: nothing changes by itself, one cell changes one field, problems are told at cells."""

from __future__ import annotations

import shutil
import string
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from conftest import REPOSITORY, Project
from generator import generate
from hongke.__main__ import main
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.model.base import EntryModel
from hongke.rewriting.emitter import emit
from hongke.rewriting.files import file_of
from hongke.rewriting.values import plain
from hongke.sheets.book import export_workbook
from hongke.sheets.cells import CellType, understand
from hongke.sheets.files import file_after
from hongke.sheets.filling import Filled
from hongke.sheets.importing import import_book
from hongke.sheets.plan import all_tables
from hongke.sheets.reading import Book, read_book
from hongke.source.reader import read_tree

Edit = Callable[[Any], None]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def exported(root: Path, edit: Edit = lambda _book: None, *kinds: str) -> Path:
    """Export a catalogue, change the workbook as a person would, and save it."""
    out = root.parent / "表.xlsx"
    done = run("export", "xlsx", "--root", root, "--out", out, *(part for kind in kinds for part in ("--kind", kind)))
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(out)
    edit(book)
    book.save(out)
    return out


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def cell(book: Any, sheet: str, heading: str, row: int) -> Any:
    found = [cell for cell in book[sheet][1] if str(cell.value).rstrip("*") == heading]
    return book[sheet].cell(row, found[0].column)


def set_cell(sheet: str, heading: str, row: int, value: Any) -> Edit:
    def edit(book: Any) -> None:
        cell(book, sheet, heading, row).value = value

    return edit


def came_back(root: Path) -> tuple[tuple[Filled, ...], Book]:
    catalogue, problems = load_catalogue(root)
    assert not problems, problems
    book = read_book(export_workbook(catalogue))
    return import_book(book, catalogue).entries, book


@pytest.mark.parametrize("root", [REPOSITORY, REPOSITORY / "tests/rich"], ids=["the repository", "every field"])
def test_what_is_exported_changes_nothing_when_it_comes_back(root: Path) -> None:
    entries, book = came_back(root)
    assert not book.problems
    assert {entry.address.partition("/")[0] for entry in entries} == set(KINDS)
    assert [entry.address for entry in entries if entry.changes or entry.is_new] == []


def test_a_generated_catalogue_changes_nothing_when_it_comes_back(tmp_path: Path) -> None:
    generate(tmp_path, entries=120, seed=5, characters=300)
    entries, book = came_back(tmp_path)
    assert not book.problems
    assert len(entries) > 120
    assert not any(entry.changes for entry in entries)


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    catalogue, _ = load_catalogue(REPOSITORY / "tests/rich")
    assert export_workbook(catalogue) == export_workbook(catalogue)


# Entries of every kind with any values that their models take, drawn from the models themselves.

LINES = st.text(st.one_of(st.sampled_from(" =+-@'#:.,、　0１A一“”"), st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=1, max_size=12).filter(str.strip)  # fmt: skip
PROSE = st.lists(st.one_of(LINES, st.just(""), st.just("  缩进"), st.just("行末  ")), min_size=1, max_size=4).map("\n".join).filter(str.strip)  # fmt: skip
IDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)


def values_for(column: CellType) -> st.SearchStrategy[Any]:
    found: st.SearchStrategy[Any]
    if column.options:
        found = st.sampled_from([value for value, _ in column.options])
    elif column.word:
        found = st.sampled_from([word.title for word in VOCABULARIES[column.word].words.values()])
    elif column.ref is not None:
        found = st.builds("{}/{}".format, st.sampled_from(column.ref or ("course",)), IDS)
    elif column.address:
        found = IDS
    elif column.base is bool:
        found = st.booleans()
    elif column.base is int:
        found = st.integers(1, 100)
    elif column.base is Decimal:
        found = st.one_of(st.integers(1, 90), st.decimals("0.01", "89.99", places=2))
    elif column.base is date:
        found = st.dates(date(1949, 10, 1), date(2100, 1, 1)).map(date.isoformat)
    elif column.base is time:
        found = st.times().map(lambda clock: clock.strftime("%H:%M"))
    else:
        found = PROSE if column.prose else LINES
    return st.lists(found, min_size=1, max_size=3) if column.many else found


VOCABULARIES = load_catalogue(REPOSITORY)[0].vocabularies


@st.composite
def parts(draw: st.DrawFn, model: type[BaseModel]) -> dict[str, Any]:
    import typing

    from hongke.fields import unwrap

    made: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if not info.is_required() and draw(st.booleans()):
            continue
        inner, _ = unwrap(info.annotation)
        item = unwrap(typing.get_args(inner)[0])[0] if typing.get_origin(inner) is tuple else inner
        if name == "aliases":
            made[name] = [f"course/{word}" for word in draw(st.lists(IDS, min_size=1, max_size=2))]
        elif name in ("url", "website"):
            made[name] = "https://example.org/" + draw(IDS)
        elif isinstance(item, type) and issubclass(item, BaseModel):
            made[name] = draw(parts(item) if item is inner else st.lists(parts(item), min_size=2, max_size=3))
        else:
            made[name] = draw(values_for(CellType.of(info)))
    return made


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    return kind, draw(parts(KINDS[kind].model))


@given(made=entries(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_any_entry_of_any_kind_comes_back_and_a_changed_cell_changes_one_field_of_it(
    made: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    kind, values = made
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / file_of(f"{kind}/one")
        path.parent.mkdir(parents=True)
        (root / "courses").mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "courses/vocabularies.yml", root / "courses")
        text = emit(values)
        path.write_text(f"---\n{text}---\n正文\n" if kind == "materials" else text, "utf-8", newline="\n")
        catalogue, problems = load_catalogue(root)
        problems = [said for said in problems if said.code != "HK024"]
        assert list(catalogue.entries) == [f"{kind}/one"], problems
        book = read_book(export_workbook(catalogue, [kind]))
        assert not book.problems
        (filled,) = import_book(book, catalogue).entries
        assert (filled.changes, filled.is_new) == ([], False)
        assert filled.values == values

        rows = [(sheet, row, column) for sheet, found in book.rows.items() for row in found for column in row.cells]
        sheet, row, column = data.draw(st.sampled_from(rows))
        new = data.draw(values_for(column.cell), label=column.heading)
        raw = "\n".join(map(str, new)) if isinstance(new, list) else dict(column.cell.options).get(new, new)
        cells = {one: type(there)(raw if one is column else there.raw, there.place) for one, there in row.cells.items()}
        book.rows[sheet][book.rows[sheet].index(row)] = type(row)(row.address, row.numbers, cells, row.place)
        same = understand(column.cell, raw) == understand(column.cell, row.cells[column].raw)
        (filled,) = import_book(book, catalogue).entries
        assert len(filled.changes) == (0 if same else 1)
        written = file_after(filled, path.read_bytes())
        assert (written is None) == same
        if written is not None:
            assert (
                sum(values.get(name) != plain(written.tree).get(name) for name in {*values, *plain(written.tree)}) == 1
            )
            if kind == "materials":
                assert written.data.endswith("---\n正文\n".encode())


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


@pytest.mark.parametrize(
    ("base", "raw", "value"),
    [
        (date, datetime(2026, 5, 1), "2026-05-01"),
        (date, date(2026, 5, 1), "2026-05-01"),
        (date, 46143, "2026-05-01"),
        (date, "2026/5/1 ", "2026-05-01"),
        (date, "２０２６年５月１日", "2026-05-01"),
        (date, "五月", "五月"),
        (time, time(9, 0), "09:00"),
        (time, 0.375, "09:00"),
        (time, "9：30", "09:30"),
        (int, 45.0, 45),
        (int, "４５", 45),
        (int, "1,200", 1200),
        (Decimal, 1.5, Decimal("1.5")),
        (Decimal, "0.1", Decimal("0.1")),
        (int, "约45", "约45"),
        (str, 12.0, "12"),
        (str, datetime(2026, 5, 1), "2026-05-01"),
        (str, " 标题　 ", "标题"),
        (str, "一\r\n二", "一\n二"),
        (bool, True, True),
        (bool, "否", False),
        (bool, "也许", "也许"),
        (str, "   ", None),
    ],
)  # fmt: skip
def test_the_habits_of_excel_are_understood(base: Any, raw: Any, value: Any) -> None:
    assert understand(CellType(base), raw) == value
    assert type(understand(CellType(base), raw)) is type(value)


def test_an_address_may_be_written_wide_and_in_capitals_and_several_on_one_line() -> None:
    assert understand(CellType(str, address=True), "Ｓite/GUOMEN ") == "site/guomen"
    assert understand(CellType(str, many=True, address=True), "site/a，site/b\n\nsite/c") == [
        "site/a",
        "site/b",
        "site/c",
    ]


def test_text_is_never_a_formula_and_an_emptied_cell_takes_the_field_away(project: Project) -> None:
    project.replace("courses/site/guomen.yml", "summary: 边境上的教学点。", "summary: =1+1\nbooking: 提前预约")
    out = exported(project.root, set_cell("现场教学点", "预约", 2, None))
    sheet = openpyxl.load_workbook(out)["现场教学点"]
    assert (sheet["C2"].value, sheet["C2"].data_type, sheet["C2"].number_format) == ("=1+1", "s", "@")
    assert sheet.freeze_panes == "B2"
    done = run("import", out, "--root", project.root, "--write")
    assert done.exit_code == 0, done.output
    assert "预约：删去 提前预约" in done.stdout
    assert "booking" not in (project.root / "courses/site/guomen.yml").read_text("utf-8")


def test_a_text_too_long_for_a_cell_is_left_as_it_is(project: Project) -> None:
    project.replace("courses/case/wangfu-grid.yml", "background: 流动人口多。", f"background: {'长' * 40_000}")
    done = run("import", exported(project.root), "--root", project.root)
    assert done.exit_code == 0, done.output
    assert "没有要改的" in done.stderr


def test_the_drop_down_lists_hold_the_words_and_the_addresses(project: Project) -> None:
    book = openpyxl.load_workbook(exported(project.root, lambda _book: None, "course"))
    assert book.sheetnames == [
        "说明",
        "课程",
        "课程·教学目的",
        "课程·教学单元",
        "课程·教学单元·教学过程",
        "来源",
        "编写人",
        "词表",
    ]
    rules = {str(rule.sqref): rule.formula1 for rule in book["课程·教学单元"].data_validations.dataValidation}
    assert rules["J2:J2000"] == '"是,否"'
    area = rules["D2:D2000"].split("!")[1].replace("$", "")
    assert [row[0].value for row in book["词表"][area]] == ["讲授式", "研讨式", "案例式"]


def test_every_field_has_a_line_of_explanation_and_headings_are_unambiguous() -> None:
    catalogue, _ = load_catalogue(REPOSITORY / "tests/rich")
    book = openpyxl.load_workbook(BytesIO(export_workbook(catalogue)))
    told = {(row[0], row[1]) for row in book["说明"].iter_rows(values_only=True)}
    for table in all_tables():
        headings = [*table.keys, *(column.heading for column in table.columns)]
        assert len(set(headings)) == len(headings)
        assert len(table.sheet) <= 31
        assert {(table.sheet, column.heading) for column in table.columns} <= told
    assert all(issubclass(kind.model, EntryModel) for kind in KINDS.values())


def bad_files() -> Iterator[tuple[str, bytes]]:
    yield "空.xlsx", b""
    yield "文字.xlsx", "标题,摘要\n".encode()
    book = openpyxl.Workbook()
    out = BytesIO()
    book.save(out)
    yield "别的表.xlsx", out.getvalue()


@pytest.mark.parametrize(("name", "data"), list(bad_files()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_file_that_is_no_workbook_of_ours_is_told_so(project: Project, name: str, data: bytes) -> None:
    path = project.root.parent / name
    path.write_bytes(data)
    done = run("import", path, "--root", project.root)
    assert done.exit_code == 1
    assert done.stdout.startswith(("工作簿 错误", "Sheet 提示", "工作簿"))


def test_an_ending_that_is_not_known_is_told_with_those_that_are(project: Project) -> None:
    done = run("import", project.write("a.txt", "x"), "--root", project.root)
    assert done.exit_code == 2
    assert ".xlsx" in done.output


def test_trees_of_exported_entries_are_those_of_their_files() -> None:
    catalogue, _ = load_catalogue(REPOSITORY / "tests/rich")
    for entry in catalogue.entries.values():
        if not entry.kind.markdown:
            tree, _ = read_tree(entry.source, entry.file)
            assert tree is not None
            assert plain(tree) == plain(entry.tree)
