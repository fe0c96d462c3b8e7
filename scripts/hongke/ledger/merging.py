"""Files to members: what one member has in several files comes together, and what is there twice counts once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from hongke.ledger.record import LedgerFile, Member, Record
from hongke.ledger.wording import shown
from hongke.model.ledger import LedgerEntry
from hongke.problems import Problem, problem


class Merged(Struct, frozen=True, kw_only=True):
    """Every member with their records, in the order of branch and name, and how many records were dropped as duplicates."""

    records: Mapping[Member, tuple[Record, ...]]
    dropped: int = 0
    problems: tuple[Problem, ...] = ()


def merge(files: Iterable[LedgerFile]) -> Merged:
    """Bring the files together. Records of a member that agree in all but their id are one."""
    found: dict[Member, dict[tuple[Any, ...], Record]] = {}
    by_id: dict[tuple[Member, str], Record] = {}
    problems: list[Problem] = []
    dropped = 0
    for file in files:
        for member in file.members:
            found.setdefault(member, {})
        for record in file.records:
            mine = found.setdefault(record.member, {})
            content = _content(record.entry)
            if content in mine:
                dropped += 1
                continue
            mine[content] = record
            # The rows of a CSV have no id of their own.
            if not file.name.is_csv:
                other = by_id.setdefault((record.member, record.entry.id), record)
                if other is not record:
                    problems.append(_changed(record, other))
    order = sorted(found, key=lambda member: (member.branch, member.name))
    return Merged(
        records={member: tuple(found[member].values()) for member in order}, dropped=dropped, problems=tuple(problems)
    )


def _content(entry: LedgerEntry) -> tuple[Any, ...]:
    # A CSV keeps no difference between the line ends of Windows and others.
    summary = entry.summary.replace("\r\n", "\n").replace("\r", "\n")
    return (summary, *(getattr(entry, field) for field in _CONTENT))


_CONTENT = tuple(field for field in LedgerEntry.model_fields if field not in ("id", "summary"))


def _changed(record: Record, other: Record) -> Problem:
    place = other.place
    message = f"“{shown(record.entry.title)}”与 {place.file} 第 {place.line} 行的记录编号相同，内容不同，两条都算了。"
    return problem("HK420", record.place, message, "若是改过的同一条，只留最后一次导出的文件。")
