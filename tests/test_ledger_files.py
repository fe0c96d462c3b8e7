"""Members' ledger files: what is read, whose it is, what is refused, and that nothing is ever made up."""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hongke.__main__ import main
from hongke.ledger.gathering import gather, read_bytes
from hongke.ledger.reading import read_ledger
from hongke.ledger.record import FileName, LedgerFile, Member
from hongke.model.ledger import CSV_HEADER, ENTRY_TYPES, LedgerEntry
from hongke.model.ledger_schema import ledger_schema
from hongke.problems import CODES, Problem
from ledger_generator import Ledger, ledgers

FAST = settings(deadline=None, max_examples=300)
MEMBER = ledgers(1)[0]
ENTRY: dict[str, Any] = {
    "date": "2026-03-05", "end": None, "title": "民族团结专题", "type": "党课", "mode": "线下", "category": "", "hours": 2, "host": "",
    "place": "", "score": "", "summary": "", "year": 2026, "address": "",
}  # fmt: skip


def ledger(*changes: dict[str, Any], name: str = "张三", branch: str = "第一支部") -> Ledger:
    return Ledger(branch, name, [{**ENTRY, **change} for change in changes])


def read(data: bytes | str, label: str = "台账/张三.csv", folder: str = "") -> LedgerFile:
    content = data.encode("utf-8") if isinstance(data, str) else data
    return read_ledger(content, FileName(label=label, folder=folder))


def contents(file: LedgerFile) -> Counter[str]:
    return Counter(repr(record.entry.model_copy(update={"id": ""})) for record in file.records)


def check(*paths: Path | str) -> Result:
    return CliRunner().invoke(main, ["ledger", "check", *map(str, paths)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_every_encoding_that_people_save_it_in(encoding: str) -> None:
    found = read(MEMBER.csv().encode(encoding))
    assert found.problems == ()
    assert contents(found) == contents(read(MEMBER.json(), "a.json"))
    assert found.members == (Member(branch=MEMBER.branch, name=MEMBER.name),)


def test_a_csv_saved_again_by_excel_holds_the_same_entries() -> None:
    excel = MEMBER.csv(excel=True).replace("\r\n2026/", "\r\n2026/").encode("gb18030")
    assert b"/" in excel
    assert contents(read(excel)) == contents(read(MEMBER.csv()))


def test_empty_cells_that_excel_leaves_out_at_the_end_are_empty() -> None:
    whole = ledger({}, {"title": "党史"}).csv(member=False)
    short = whole.replace(",2026,\r\n", ",2026\r\n")
    assert short != whole
    assert contents(read(short)) == contents(read(whole))


@pytest.mark.parametrize("title", ["=1+1", "+好", "-1 条", "@所有人", "'=x", "'引", "'", "\t缩进", "普通"])
def test_the_quote_that_makes_a_cell_safe_is_taken_away_again(title: str) -> None:
    found = read(
        ledger({"title": title}).csv().replace(f",{title},", f",'{title},")
        if title[0] == "'"
        else ledger({"title": title}).csv()
    )
    assert [record.entry.title for record in found.records] == [title]


def test_who_gave_no_name_is_called_by_the_file_and_the_folder(tmp_path: Path) -> None:
    (tmp_path / "收/第二支部").mkdir(parents=True)
    (tmp_path / "收/第二支部/李四.csv").write_text(ledger({}).csv(member=False), "utf-8")
    (tmp_path / "收/王五.json").write_text(ledger({}, name="", branch="").json(), "utf-8")
    found = {
        name.label: read_ledger(data, name)
        for path, name in gather([tmp_path / "收"]).files
        if isinstance(data := read_bytes(path, name), bytes)
    }
    assert {label: file.members for label, file in found.items()} == {
        "收/王五.json": (Member(branch="", name="王五"),),
        "收/第二支部/李四.csv": (Member(branch="第二支部", name="李四"),),
    }
    assert all(file.named_by_file == frozenset(file.members) for file in found.values())
    assert [bool(file.placed_by_folder) for file in found.values()] == [False, True]


def test_a_name_that_is_given_is_never_replaced() -> None:
    found = read(ledger({}).csv(), "收/第二支部/李四.csv", "第二支部")
    assert found.members == (Member(branch="第一支部", name="张三"),)
    assert (found.named_by_file, found.placed_by_folder) == (frozenset(), frozenset())


def test_a_sound_row_counts_beside_a_bad_one_and_the_bad_one_is_left_out() -> None:
    found = read(ledger({}, {"hours": "两"}, {"type": "自学"}).csv())
    assert [record.entry.type for record in found.records] == ["党课", "自学"]
    assert (found.refused, found.unread, found.left_out) == (1, False, True)
    assert [(problem.code, problem.place.line) for problem in found.problems] == [("HK412", 3)]


def test_the_line_of_a_row_is_where_it_begins_whatever_the_summaries_before_it() -> None:
    found = read(ledger({"summary": "一\n二\n三"}, {}, {"hours": 0}).csv())
    assert [problem.place.line for problem in found.problems] == [6]
    assert [record.place.line for record in found.records] == [2, 5]


def test_each_problem_of_a_json_stands_at_the_line_of_its_field() -> None:
    text = ledger({}, {"hours": 0, "date": "昨天"}).json()
    lines = text.splitlines()
    found = read(text, "张三.json")
    assert sorted(lines[problem.place.line - 1].strip().split(":")[0] for problem in found.problems) == [
        '"date"',
        '"hours"',
    ]


def test_a_file_above_ten_million_bytes_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "大.csv").write_bytes(MEMBER.csv().encode() + b"x" * 10_000_000)
    done = check(tmp_path)
    assert done.exit_code == 1
    assert "大.csv:1:1 HK402 错误 文件超过了 10 MB" in done.stdout


def test_a_file_and_a_folder_that_may_not_be_opened_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "张三.csv").write_text(MEMBER.csv(), "utf-8")
    (tmp_path / "李四.json").symlink_to(tmp_path / "没有.json")

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise (
            PermissionError(13, "Permission denied", str(self))
            if self.suffix == ".csv"
            else FileNotFoundError(2, "No such file")
        )

    monkeypatch.setattr(Path, "open", refuse)
    done = check(tmp_path)
    assert done.exit_code == 1
    assert "张三.csv:1:1 HK401 错误 没有读取权限。" in done.stdout
    assert "李四.json:1:1 HK401 错误 文件打不开。" in done.stdout


def test_a_folder_that_may_not_be_searched_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "张三.csv").write_text(MEMBER.csv(), "utf-8")
    walk = os.walk

    def refused(top: Path, onerror: Any) -> Any:
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "第一支部")))
        return walk(top)

    monkeypatch.setattr(os, "walk", refused)
    done = check(tmp_path)
    assert done.exit_code == 1
    assert "第一支部:1:1 HK401 错误 文件夹打不开。" in done.stdout
    assert "可用的记录" in done.stderr


def test_a_file_named_by_itself_must_be_json_or_csv(tmp_path: Path) -> None:
    (tmp_path / "张三.docx").write_bytes(b"PK\x03\x04")
    done = check(tmp_path / "张三.docx")
    assert done.exit_code == 1
    assert done.stdout.startswith("张三.docx:1:1 HK422 错误 ")


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "张三.csv"
    path.write_text(MEMBER.csv(), "utf-8")
    assert len(gather([tmp_path, path, tmp_path / "." / "张三.csv"]).files) == 1


def test_endings_count_in_any_case_and_hidden_files_not_at_all(tmp_path: Path) -> None:
    for name in ("a.CSV", "b.Json", ".c.csv", "~$d.csv", "e.txt"):
        (tmp_path / name).write_text("", "utf-8")
    found = gather([tmp_path])
    assert [name.stem for _, name in found.files] == ["a", "b"]
    assert found.problems == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_every_cut_of_an_export_is_told_or_loses_whole_rows_only(form: str) -> None:
    one = ledger({"title": "学习,研讨"}, {"summary": '一\n"二"'}, {"address": "course/study-ledger"})
    whole = (one.json() if form == "json" else one.csv()).encode("utf-8")
    everything = contents(read(whole, f"a.{form}"))
    for length in range(len(whole)):
        found = read(whole[:length], f"a.{form}")
        if form == "json":
            # The line end behind the last bracket may go.
            assert found.unread or length == len(whole) - 1, whole[:length]
        else:
            at_a_row = whole[:length].endswith((b"\r", b"\n")) and whole[:length].count(b'"') % 2 == 0
            assert found.left_out or at_a_row, whole[:length]
        assert contents(found) <= everything, whole[:length]


@FAST
@given(
    data=st.data(), form=st.sampled_from(["json", "csv"]), encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"])
)
def test_an_edited_export_never_raises_and_what_it_gives_is_sound(
    data: st.DataObject, form: str, encoding: str
) -> None:
    whole = (MEMBER.json() if form == "json" else MEMBER.csv()).encode(encoding)
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, min(len(whole), start + 40)))
    found = read(whole[:start] + data.draw(st.binary(max_size=8)) + whole[stop:], f"a.{form}")
    told(found)
    for record in found.records:
        LedgerEntry.model_validate(record.entry.model_dump())
    assert len(found.records) + found.refused <= len(MEMBER.entries) + 5


@FAST
@given(
    content=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")),
    form=st.sampled_from(["json", "csv"]),
)
def test_bytes_that_are_no_ledger_are_refused_in_words(content: bytes, form: str) -> None:
    found = read(content, f"a.{form}")
    assert found.unread
    assert found.records == ()
    told(found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["2026-05-01", "党课", "线上", "hongke-ledger"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*LedgerEntry.model_fields, "名"]) | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@FAST
@given(
    value=JSON, where=st.sampled_from(["entries", "member", "exported", "version", "entry", "field"]), data=st.data()
)
def test_any_value_anywhere_in_a_ledger_is_taken_or_told(value: Any, where: str, data: st.DataObject) -> None:
    whole = json.loads(ledger({}).json())
    if where == "entry":
        whole["entries"][0] = value
    elif where == "field":
        whole["entries"][0][data.draw(st.sampled_from([*LedgerEntry.model_fields, "别的"]))] = value
    else:
        whole[where] = value
    found = read(json.dumps(whole).encode("utf-8", "surrogatepass"), "a.json")
    told(found)
    assert found.left_out or len(found.records) == len(whole["entries"])


def told(file: LedgerFile) -> None:
    """Whatever is left out is told, in words that can be printed."""
    assert bool(file.problems) == file.left_out
    for problem in file.problems:
        assert problem.code in CODES
        assert problem.place.line >= 1
        assert f"{problem.message}{problem.hint}".encode()
        assert "\n" not in problem.message


# What JSON Schema cannot say, or says of numbers otherwise, is left out: the order of the dates, the number of decimals, 2.0 as
# a whole number, the days that a month has not.
SCHEMA_VALUES: dict[str, list[Any]] = {
    "id": ["a", "", "x" * 65, 1, None], "date": ["2026-03-05", "2026-3-5", "2026/03/05", 5, None], "end": [None, "2026-03-06", "6 日", 6],
    "title": ["课", "", " ", "一\n二", "长" * 301, 3], "type": [*ENTRY_TYPES, "开会", None], "mode": ["线上", "线下", "在线"],
    "category": ["", "党史", "一\n二", None], "hours": [1, 0.5, 0, -1, 10_000, 10_001, "2", None, True], "summary": ["", "一\n二", "长" * 5001],
    "year": [2026, None, 1899, 3000, "2026", False], "address": ["", "course/a", "课程/甲", "http://x"], "score": ["95", 95], "其他": ["x"],
}  # fmt: skip


def test_the_schema_and_the_reader_let_in_the_same() -> None:
    schema = json.loads(ledger_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    verdicts = Counter[bool]()
    for field, values in SCHEMA_VALUES.items():
        for value in values:
            whole = json.loads(ledger({field: value}).json())
            sound = not read(json.dumps(whole), "a.json").left_out
            assert validator.is_valid(whole) == sound, (field, value)
            verdicts[sound] += 1
    wrong: tuple[dict[str, Any], ...] = (
        {"version": 2},
        {"format": "x"},
        {"exported": "昨天"},
        {"member": None},
        {"entries": {}},
        {"more": 1},
    )
    for change in wrong:
        whole = {**json.loads(ledger({}).json()), **change}
        assert not validator.is_valid(whole)
        assert read(json.dumps(whole), "a.json").unread
    assert min(verdicts.values()) > 20


def test_the_schema_command_prints_what_the_function_gives() -> None:
    done = CliRunner().invoke(main, ["ledger", "schema"])
    assert (done.exit_code, done.stdout) == (0, ledger_schema())
    assert "One piece of study" not in done.stdout, "what users see is in Chinese"


def test_hours_are_exact_decimals() -> None:
    found = read(ledger({"hours": 0.1}, {"hours": 0.2}).json(), "a.json")
    assert sum(record.entry.hours for record in found.records) == Decimal("0.3")


def test_the_generator_writes_what_the_contract_says() -> None:
    assert MEMBER.csv(member=False).splitlines()[0] == ",".join(CSV_HEADER)
    jsonschema.validate(json.loads(MEMBER.json()), json.loads(ledger_schema()))


def test_what_cannot_be_read_is_a_problem_not_an_exception(tmp_path: Path) -> None:
    found = read_bytes(tmp_path / "没有.csv", FileName(label="没有.csv"))
    assert isinstance(found, Problem)
    assert found.code == "HK401"
