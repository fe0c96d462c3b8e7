"""Ledgers that tests break, and what a file came to as plain values."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hongke.ledger.reading import read_ledger
from hongke.ledger.record import FileName, LedgerFile
from hongke.problems import CODES
from ledger_generator import Ledger, ledgers

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
