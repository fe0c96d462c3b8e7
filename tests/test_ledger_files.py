"""Members' ledger files: what is read, whose it is, what is refused, and that nothing is ever made up."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from hongke.commands import main
from hongke.ledger.gathering import gather, read_bytes
from hongke.ledger.reading import read_ledger
from hongke.ledger.record import FileName, Member
from hongke.model.ledger import CSV_HEADER
from hongke.model.ledger_schema import ledger_schema
from hongke.problems import Problem
from ledger_samples import MEMBER, contents, ledger, read


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
