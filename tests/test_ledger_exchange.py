"""A ledger as a file: what the browser writes it reads again, and what is damaged it refuses whole."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from hongke.ledger.reading import read_ledger
from hongke.ledger.record import FileName
from hongke.model.ledger import CSV_HEADER, ENTRY_TYPES, MEMBER_HEADER, NOT_COUNTED, Ledger, LedgerEntry
from hongke.model.ledger_schema import ledger_schema

pytestmark = pytest.mark.site
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
# What a spreadsheet takes for a formula, what CSV must quote, what people paste.
LINE = st.text(
    st.sampled_from("=+-@'\",;\t 党课网格1a　。，😀") | st.characters(codec="utf-8", categories=("L", "N", "P")),
    max_size=12,
)
ADDRESS = st.sampled_from(["", "course/grid-governance", "materials/a"])
DAY = st.dates(min_value=date(1900, 1, 1)).map(str)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(DAY)
    end = draw(st.none() | DAY.map(lambda other: max(day, other)))
    return {
        "id": f"{draw(st.integers(0, 1 << 60)):x}", "date": day, "end": end,
        "title": draw(LINE.map(lambda text: text if text.strip() else "课")), "type": draw(st.sampled_from(ENTRY_TYPES)), "mode": draw(st.sampled_from(["线上", "线下"])),
        "category": draw(LINE), "hours": draw(st.integers(1, 1_000_000)) / 100, "host": draw(LINE), "place": draw(LINE), "score": draw(LINE),
        "summary": draw(st.lists(LINE, max_size=3).map("\n".join)), "year": draw(st.none() | st.integers(1900, 2999)), "address": draw(ADDRESS),
    }  # fmt: skip


LEDGERS = st.lists(entries(), max_size=8, unique_by=lambda entry: entry["id"])
MEMBERS = st.fixed_dictionaries({"name": LINE, "branch": LINE, "audience": LINE})


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    tab = browser.new_page()
    tab.goto(f"{address}rule/")
    tab.evaluate(
        """async (root) => {
            globalThis.exchange = await import(`${root}assets/hk/ledger/exchange.js`)
            globalThis.entry = await import(`${root}assets/hk/ledger/entry.js`)
            globalThis.fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0))
        }""",
        address,
    )
    yield tab
    tab.close()


def written(tab: Page, ledger: list[dict[str, Any]], member: dict[str, str], form: str) -> str:
    text: str = tab.evaluate(
        """([ledger, member, form]) => form === "json" ? exchange.writeJson(ledger, member, new Date(0)) : exchange.writeTable(ledger, member)""",
        [ledger, member, form],
    )
    return text


def read(tab: Page, content: bytes, name: str = "台账") -> dict[str, Any]:
    found: dict[str, Any] = tab.evaluate(
        "([text, name]) => exchange.readFile(fromBase64(text), name)", [base64.b64encode(content).decode(), name]
    )
    return found


def without_ids(ledger: list[dict[str, Any]]) -> Counter[str]:
    return Counter(json.dumps({**entry, "id": "", "hours": float(entry["hours"])}, sort_keys=True) for entry in ledger)


def by_id(ledger: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(ledger, key=lambda entry: str(entry["id"]))


@SLOW
@given(ledger=LEDGERS, member=MEMBERS)
def test_a_backup_gives_the_same_ledger_and_keeps_the_schema(
    tab: Page, ledger: list[dict[str, Any]], member: dict[str, str]
) -> None:
    text = written(tab, ledger, member, "json")
    jsonschema.validate(json.loads(text), json.loads(ledger_schema()))
    found = read(tab, text.encode())
    assert by_id(found["entries"]) == by_id(ledger)
    assert found["member"] == member
    assert len(Ledger.model_validate_json(text).entries) == len(ledger)


@SLOW
@given(ledger=LEDGERS, member=MEMBERS)
def test_a_table_gives_the_same_entries_and_holds_no_formula(
    tab: Page, ledger: list[dict[str, Any]], member: dict[str, str]
) -> None:
    text = written(tab, ledger, member, "csv")
    assert text.startswith("\ufeff")
    found = read(tab, text.encode())
    assert without_ids(found["entries"]) == without_ids(ledger)
    named = bool(member["name"] or member["branch"])
    if ledger and named:
        assert (found["member"]["name"], found["member"]["branch"]) == (member["name"], member["branch"])
    # Another program's reader finds the same cells.
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert tuple(header) == CSV_HEADER + (MEMBER_HEADER if named else ())
    assert len(rows) == len(ledger)
    for row in rows:
        assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
        assert row[CSV_HEADER.index("计入年度")] == NOT_COUNTED or row[CSV_HEADER.index("计入年度")].isdigit()


@SLOW
@given(ledger=LEDGERS, member=MEMBERS, form=st.sampled_from(["json", "csv"]))
def test_the_unit_reads_what_the_browser_writes(
    tab: Page, ledger: list[dict[str, Any]], member: dict[str, str], form: str
) -> None:
    found = read_ledger(written(tab, ledger, member, form).encode(), FileName(label=f"文件.{form}", folder="夹"))
    assert found.problems == ()
    names = {(member["branch"].strip() or "夹", member["name"].strip() or "文件")}
    # The columns of a CSV stand beside its entries: a ledger without any gives no name.
    assert {(one.branch, one.name) for one in found.members} == (
        names if ledger or form == "json" else {("夹", "文件")}
    )
    entries = [json.loads(record.entry.model_dump_json()) for record in found.records]
    assert without_ids(entries) == without_ids(ledger)


@SLOW
@given(ledger=LEDGERS, data=st.data(), form=st.sampled_from(["json", "csv"]))
def test_a_damaged_file_is_refused_whole_or_read_whole(
    tab: Page, ledger: list[dict[str, Any]], data: st.DataObject, form: str
) -> None:
    content = written(tab, ledger, {"name": "", "branch": "", "audience": ""}, form).encode()
    start = data.draw(st.integers(0, len(content)))
    stop = data.draw(st.integers(start, len(content)))
    damaged = content[:start] + data.draw(st.binary(max_size=6)) + content[stop:]
    found = read(tab, damaged)
    assert bool(found.get("problems")) != ("entries" in found)
    for entry in found.get("entries", []):
        # What is let in is a sound entry by the other side's rules as well.
        LedgerEntry.model_validate_json(json.dumps(entry))


@SLOW
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_what_is_no_ledger_is_refused_in_words(tab: Page, content: bytes) -> None:
    found = read(tab, content)
    assert found["problems"]
    assert all(isinstance(problem, str) and problem for problem in found["problems"])


def test_every_cut_of_a_backup_is_refused(tab: Page) -> None:
    ledger = [sample(id="a"), sample(id="b", title='引号"和，逗号', summary="一\n二")]
    text = written(tab, ledger, {"name": "", "branch": "", "audience": ""}, "json").rstrip()
    cuts = [text[:length] for length in range(len(text))]
    lost: list[int] = tab.evaluate(
        "(cuts) => cuts.flatMap((cut, at) => exchange.readFile(new TextEncoder().encode(cut), 'x.json').problems ? [] : [at])",
        cuts,
    )
    assert lost == []


def sample(**changed: Any) -> dict[str, Any]:
    entry = {
        "id": "x", "date": "2026-03-05", "end": None, "title": "党课", "type": "党课", "mode": "线下", "category": "", "hours": 2,
        "host": "", "place": "", "score": "", "summary": "", "year": 2026, "address": "",
    }  # fmt: skip
    return entry | changed


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"date": "2026-02-30"}, "第 1 条，日期：日期写成 2026-05-01 这样，并且是有的一天"),
        ({"end": "2026-03-04"}, "第 1 条，结束日期：结束日期不能早于日期"),
        ({"type": "党客"}, "第 1 条，类型：类型是这些里的一个：党课、专题培训、集中轮训、在线学习、实践锻炼、主题党日、自学、其他"),
        ({"hours": "2"}, "第 1 条，学时：学时是大于 0、不超过 10000 的数，最多两位小数"),
        ({"hours": 1.005}, "第 1 条，学时：学时是大于 0、不超过 10000 的数，最多两位小数"),
        ({"hours": 0}, "第 1 条，学时：学时是大于 0、不超过 10000 的数，最多两位小数"),
        ({"title": " "}, "第 1 条，标题：标题要写，一行，不超过 300 字"),
        ({"year": 26}, "第 1 条，计入年度：计入年度写四位数的年份，不计入的在表格里写“不计入”"),
        ({"address": "javascript:alert(1)"}, "第 1 条，地址：地址写成 course/grid-governance 这样，不在本站学的空着"),
        ({"phone": "1"}, "第 1 条，phone：不认识的字段“phone”，请去掉"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(tab: Page, changed: dict[str, Any], said: str) -> None:
    data = {
        "format": "hongke-ledger",
        "version": 1,
        "exported": "2026-01-01T00:00:00Z",
        "member": {},
        "entries": [sample(**changed)],
    }
    assert read(tab, json.dumps(data).encode()) == {"problems": [said]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"format": "hongke-ledger", "version": 2, "entries": []}', "备份是第 2 版，本页认得第 1 版：请用新一些的站点打开"),
        (b'{"format": "other"}', "不是学习台账的备份：没有 format: hongke-ledger"),
        (b"\x89PNG\xff\xff", "文件不是文字（不是 UTF-8，也不是 GB18030）"),
        ("日期,标题\n".encode(), "第 1 行：表头缺少：结束日期、类型、线上线下、类别、学时、主办方、地点、成绩、小结、计入年度、地址。请用台账导出的表格"),
    ],
)  # fmt: skip
def test_other_files_are_told_apart(tab: Page, content: bytes, said: str) -> None:
    assert read(tab, content) == {"problems": [said]}


def test_ten_megabytes_of_damage_are_refused_and_many_faults_are_counted(tab: Page) -> None:
    data = {
        "format": "hongke-ledger",
        "version": 1,
        "exported": "",
        "member": {},
        "entries": [sample(date="x", summary="长" * 1000)] * 4000,
    }
    content = json.dumps(data, ensure_ascii=False).encode()
    assert len(content) > 10_000_000
    problems = read(tab, content)["problems"]
    assert problems[0].startswith("第 1 条，日期")
    assert problems[-1] == "还有 3988 处"
    assert read(tab, content[:-5]) == {"problems": ["不是完整的 JSON：文件可能被截断或改动过"]}


def test_a_table_that_excel_saved_in_the_chinese_encoding_is_read(tab: Page) -> None:
    text = written(tab, [sample(title="三会一课")], {"name": "张", "branch": "一支部", "audience": ""}, "csv")
    found = read(tab, text.removeprefix("\ufeff").encode("gb18030"))
    assert found["entries"][0]["title"] == "三会一课"
    assert found["member"]["branch"] == "一支部"


def test_days_as_a_spreadsheet_saves_them_are_read(tab: Page) -> None:
    text = written(tab, [sample(end="2026-03-10")], {"name": "", "branch": "", "audience": ""}, "csv")
    found = read(tab, text.replace("2026-03-05", "2026/3/5").replace("2026-03-10", "2026/3/10").encode())
    assert (found["entries"][0]["date"], found["entries"][0]["end"]) == ("2026-03-05", "2026-03-10")


def test_a_row_must_say_whether_it_counts(tab: Page) -> None:
    text = written(tab, [sample()], {"name": "", "branch": "", "audience": ""}, "csv")
    said = read(tab, text.replace(",2026,", ",,").encode())
    assert said == {"problems": ["第 2 行，计入年度：计入年度写四位数的年份，不计入的在表格里写“不计入”"]}


def test_an_import_adds_what_is_new_and_touches_nothing_else(tab: Page) -> None:
    standing = [sample(id="a"), sample(id="b", title="另一课")]
    twice = sample(id="d")
    said: dict[str, Any] = tab.evaluate(
        "([standing, incoming]) => exchange.merged(standing, incoming)",
        [standing, [sample(id="a"), sample(id="b", title="改过的"), sample(id="c", title="新课"), twice]],
    )
    # `a` is known. `b` differs: both stay. `c` is new. `d` says what `a` says a second time: it was studied twice.
    assert said["known"] == 1
    assert said["differing"] == 1
    assert sorted(entry["title"] for entry in said["added"]) == ["党课", "改过的", "新课"]
    assert "b" not in {entry["id"] for entry in said["added"]}


@SLOW
@given(standing=LEDGERS, incoming=LEDGERS)
def test_importing_the_same_file_twice_adds_nothing(
    tab: Page, standing: list[dict[str, Any]], incoming: list[dict[str, Any]]
) -> None:
    said: list[Any] = tab.evaluate(
        """([standing, incoming]) => {
            const all = [...standing, ...exchange.merged(standing, incoming).added]
            return [all, exchange.merged(all, incoming).added]
        }""",
        [standing, incoming],
    )
    assert said[1] == []
    assert by_id(standing) == by_id([entry for entry in said[0] if entry["id"] in {one["id"] for one in standing}])
    assert without_ids(incoming) <= without_ids(said[0])


def test_the_page_and_the_model_know_the_same_words(tab: Page, site: Path) -> None:
    assert tab.evaluate("[entry.TYPES, Object.values(entry.LABELS)]") == [list(ENTRY_TYPES), list(CSV_HEADER)]
    published = json.loads((site / "ledger/ledger.schema.json").read_text("utf-8"))
    assert published == json.loads(ledger_schema())
