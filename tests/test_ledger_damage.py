"""Any bytes, any edit, any cut: nothing raises, nothing is made up, and the schema agrees with the reader."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from hongke.commands import main
from hongke.model.ledger import ENTRY_TYPES, LedgerEntry
from hongke.model.ledger_schema import ledger_schema
from ledger_samples import MEMBER, contents, ledger, read, told

FAST = settings(deadline=None, max_examples=300)


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
