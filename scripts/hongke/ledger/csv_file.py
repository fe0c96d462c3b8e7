"""A member's ledger as CSV: our own export, or the same columns saved again by Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hongke.ledger.decoding import ASK_AGAIN, CUT
from hongke.ledger.entries import day, entry_of
from hongke.ledger.record import FileName, LedgerFile, Member, Record, unread
from hongke.ledger.wording import found, shown, unseen
from hongke.model.ledger import CSV_HEADER, MEMBER_HEADER, NOT_COUNTED, LedgerEntry
from hongke.problems import Place, Problem, problem

_FIELDS = tuple(
    next(field for field, info in LedgerEntry.model_fields.items() if info.title == title) for title in CSV_HEADER
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2}))\Z", re.ASCII)
"""Excel writes 2026-05-01 back as 2026/5/1."""
_HOURS = re.compile(r"\d{1,20}(?:\.\d{1,20})?\Z", re.ASCII)
_YEAR = re.compile(r"\d{4}\Z", re.ASCII)
_GUARDED = re.compile(r"'[=+\-@\t\r']")
"""How our export begins a cell that a spreadsheet would take for a formula, or that begins with the same quote."""
_BARE = ("date", "end", "type", "mode", "hours", "year")
"""Fields in which blanks around the value mean nothing."""
_LONGEST_NAME = 300

Row = tuple[int, list[str]]
"""The line that a row begins on, and its cells."""


def read_csv(text: str, name: FileName) -> LedgerFile:
    """Read a ledger from its text. Damage to the whole leaves the file out, an error in a row that row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[Row] = []
    try:
        rows.extend(_rows(text))
    except csv.Error:
        line = rows[-1][0] + 1 if rows else 1
        message = "从这一行起引号不成对，或文件没有存完整，读不下去。"
        return unread(name, problem("HK409", Place(file=name.label, line=line), message, ASK_AGAIN))
    if not rows:
        return unread(name, problem("HK404", Place(file=name.label), "文件里没有内容。", ASK_AGAIN))
    refusal = _wrong_header(rows[0], name.label)
    if refusal:
        return unread(name, refusal)
    if len(rows) == 1 and not text.endswith("\n"):
        return unread(name, problem("HK409", Place(file=name.label), CUT, ASK_AGAIN))
    return _Reader(name, rows[0][1], cut=not text.endswith("\n")).read(rows[1:])


def _rows(text: str) -> Iterator[Row]:
    """Give the rows that hold anything."""
    reader = csv.reader(io.StringIO(text), strict=True)
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Return the cells, bare, without the empty ones at the end."""
    bare = [cell.strip() for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def _wrong_header(row: Row, file: str) -> Problem | None:
    """Return the problem of a header that is not a ledger's, at the first column that differs."""
    line, cells = row
    header = _trimmed(cells)
    if header in (list(CSV_HEADER), [*CSV_HEADER, *MEMBER_HEADER]):
        return None
    expected = (*CSV_HEADER, *MEMBER_HEADER)
    place = Place(file=file, line=line)
    hint = f"第一行要写：{','.join(CSV_HEADER)}。后面可以再加：{','.join(MEMBER_HEADER)}。"
    if len(header) == 1 and re.search(r"[;\t；，]", header[0]):
        return problem("HK408", place, "表头没有用半角逗号分开。", "保存时类型选“CSV（逗号分隔）”。")
    for number, title in enumerate(expected, 1):
        there = header[number - 1] if number <= len(header) else ""
        if there != title:
            message = f"表头第 {number} 列应是“{title}”，这里是{found(there)}。"
            return problem("HK408", place, message, hint)
    return problem("HK408", place, f"表头多出了一列：{found(header[len(expected)])}。", hint)


class _Reader:
    """Reads the rows below a header; `cut` says that the last line has no end."""

    def __init__(self, name: FileName, header: list[str], *, cut: bool) -> None:
        self._name = name
        self._width = len(_trimmed(header))
        self._widest = len(header)
        self._cut = cut
        self._records: list[Record] = []
        self._members: dict[Member, None] = {}
        self._problems: list[Problem] = []
        self._by_file: set[Member] = set()
        self._by_folder: set[Member] = set()

    def read(self, rows: list[Row]) -> LedgerFile:
        refused = 0
        for number, (line, cells) in enumerate(rows):
            told = self._row(line, cells, last=number == len(rows) - 1)
            self._problems += [
                problem(code, Place(file=self._name.label, line=line), said, hint) for code, said, hint in told
            ]
            refused += bool(told)
        if not self._members and (self._width == len(_FIELDS) or not refused):
            self._take("", "")
        return LedgerFile(
            name=self._name,
            members=tuple(self._members),
            records=tuple(self._records),
            named_by_file=frozenset(self._by_file),
            placed_by_folder=frozenset(self._by_folder),
            refused=refused,
            problems=tuple(self._problems),
        )

    def _row(self, line: int, cells: list[str], *, last: bool) -> list[tuple[str, str, str]]:
        """Take one row; returns all that is wrong with it."""
        width = self._width
        if last and self._cut:
            message = "最后一行后面没有换行，这一行可能没有存完整。"
            return [("HK409", message, f"{ASK_AGAIN}确认完整的，在文件末尾加一个换行。")]
        # Excel leaves out empty cells at the end of a row: the address may be missing, or the branch.
        missing = width - len(cells)
        if missing > 1 or len(cells) > self._widest or any(cell.strip() for cell in cells[width:]):
            hint = "文字里有逗号时，这一格要用半角双引号括起来；行没有存完整的，请本人重新导出一份。"
            return [("HK409", f"这一行有 {len(cells)} 格，表头有 {width} 格。", hint)]
        plain = [cell[1:] if _GUARDED.match(cell) else cell for cell in cells] + [""] * max(missing, 0)
        name, branch = plain[len(_FIELDS) : width] if width > len(_FIELDS) else ("", "")
        member = self._member(name, branch)
        entry, found_wrong = entry_of(_values(line, plain))
        told = [saying for _, saying in found_wrong]
        for title, text in zip(MEMBER_HEADER, (name, branch), strict=True):
            if len(text) > _LONGEST_NAME or "\n" in text or unseen(text):
                told.append(("HK416", f"“{title}”太长或有换行：“{shown(text)}”。", "写成一行，写短一些。"))
                return told
        self._take(name, branch)
        if entry is not None:
            self._records.append(Record(member=member, entry=entry, place=Place(file=self._name.label, line=line)))
        return told

    def _member(self, name: str, branch: str) -> Member:
        return Member(branch=branch.strip() or self._name.folder, name=name.strip() or self._name.stem)

    def _take(self, name: str, branch: str) -> None:
        member = self._member(name, branch)
        self._members[member] = None
        if not name.strip():
            self._by_file.add(member)
        if self._name.folder and not branch.strip():
            self._by_folder.add(member)


def _values(line: int, cells: list[str]) -> dict[str, Any]:
    """Return the values of a row as the model wants them; what cannot be turned stands as it is, for the model to refuse."""
    values: dict[str, Any] = {"id": f"{line}", **dict(zip(_FIELDS, cells, strict=False))}
    for field in _BARE:
        values[field] = values[field].strip()
    for field in ("date", "end"):
        if parts := _DATE.match(values[field]):
            year, month, of_month = (part for part in parts.groups() if part)
            values[field] = day(values[field], parts=(year, month, of_month))
    if not values["end"]:
        del values["end"]
    if _HOURS.match(values["hours"]):
        values["hours"] = Decimal(values["hours"])
    if _YEAR.match(values["year"]):
        values["year"] = int(values["year"])
    elif values["year"] == NOT_COUNTED:
        del values["year"]
    # An empty cell where something is asked for is a cell not filled in.
    return {field: value for field, value in values.items() if value != "" or field == "year"}
