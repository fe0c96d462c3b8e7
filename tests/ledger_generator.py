"""A seeded generator of members' ledgers, JSON and CSV mixed, as files in folders of their branches.

    python tests/ledger_generator.py FOLDER [--members 300] [--seed 1]

The same arguments give the same files. Each member's entries are also returned as plain values, so that a test can add them up
by itself. Names are drawn from a bank of characters: they are nobody's.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hongke.model.ledger import CSV_HEADER, ENTRY_TYPES, FORMAT, MEMBER_HEADER, NOT_COUNTED, VERSION

FIELDS = (
    "date", "end", "title", "type", "mode", "category", "hours", "host", "place", "score", "summary", "year", "address",
)  # fmt: skip
BRANCHES = ("机关第一支部", "机关第二支部", "嘎查支部", "社区支部", "企业支部", "学校支部")
_SURNAMES = "赵钱孙李周吴郑王冯陈"
_GIVEN = "文武平安春夏秋冬东西南北云雨山川"
_TITLES = ("民族团结专题", "=网格课堂", "学习,研讨", "“四下基层”", '重温"入党誓词"', "党史")
_SUMMARIES = ("", "记住了三条。", "第一行\n第二行", "-1 条建议", "+好")


@dataclass
class Ledger:
    """One member's ledger before it is written."""

    branch: str
    name: str
    entries: list[dict[str, Any]] = field(default_factory=list)
    exported: str = "2026-11-24T08:00:00+08:00"
    audience: str = "党员"

    def json(self) -> str:
        """Write it as the site's export does."""
        member = {"name": self.name, "branch": self.branch, "audience": self.audience}
        entries = [{"id": f"e{number}", **entry} for number, entry in enumerate(self.entries)]
        whole = {"format": FORMAT, "version": VERSION, "exported": self.exported, "member": member, "entries": entries}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

    def csv(self, *, member: bool = True, excel: bool = False) -> str:
        """Write it as CSV; `excel` writes dates the way Excel saves them."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow([*CSV_HEADER, *(MEMBER_HEADER if member else ())])
        for entry in self.entries:
            cells = [_cell(entry.get(name), name, excel=excel) for name in FIELDS]
            writer.writerow([*cells, *([guarded(self.name), guarded(self.branch)] if member else [])])
        return written.getvalue()


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text


def _cell(value: Any, name: str, *, excel: bool) -> str:
    if name == "year":
        return NOT_COUNTED if value is None else str(value)
    if name in ("date", "end") and value and excel:
        year, month, day = value.split("-")
        return f"{year}/{int(month)}/{int(day)}"
    return guarded("" if value is None else str(value))


def ledgers(members: int = 300, seed: int = 1) -> list[Ledger]:
    """Return the ledgers of so many members, no two of one name in one branch; names recur across branches."""
    draw = random.Random(seed)
    found: dict[tuple[str, str], Ledger] = {}
    while len(found) < members:
        name = draw.choice(_SURNAMES) + draw.choice(_GIVEN) + draw.choice(_GIVEN)
        branch = BRANCHES[min(int(draw.triangular(0, len(BRANCHES))), len(BRANCHES) - 1)]
        if (branch, name) not in found:
            entries = [_entry(draw) for _ in range(draw.randrange(8, 24))]
            # A day in November, so that the newest export is not the first or last file.
            exported = f"2026-11-{draw.randrange(1, 25):02d}T{draw.randrange(24):02d}:00:00+08:00"
            found[branch, name] = Ledger(branch, name, entries, exported)
    return list(found.values())


def _entry(draw: random.Random) -> dict[str, Any]:
    year = draw.choices((2025, 2026, 2027), (1, 8, 1))[0]
    month, day = draw.randrange(1, 13), draw.randrange(1, 28)
    entry: dict[str, Any] = {
        "date": f"{year}-{month:02d}-{day:02d}",
        "end": f"{year}-{month:02d}-{day + 1:02d}" if draw.random() < 0.2 else None,
        "title": f"{draw.choice(_TITLES)}{draw.randrange(1000)}",
        "type": draw.choice(ENTRY_TYPES),
        "mode": draw.choice(("线上", "线下")),
        "category": draw.choice(("", "党史")),
        "hours": draw.choice((1, 2, 4, 0.5, 1.25, 3.33, 0.1)),
        "host": draw.choice(("", "党校")),
        "place": draw.choice(("", "红色教育基地")),
        "score": draw.choice(("", "95", "合格")),
        "summary": draw.choice(_SUMMARIES),
        "year": draw.choices((year, year - 1, None), (8, 1, 1))[0],
        "address": draw.choice(("", "course/study-ledger")),
    }
    return entry


def generate(folder: Path, members: int = 300, seed: int = 1) -> list[Ledger]:
    """Write ledgers to folders of their branches in five ways in turn, and return what was written."""
    made = ledgers(members, seed)
    for number, ledger in enumerate(made):
        place = folder / ledger.branch
        place.mkdir(parents=True, exist_ok=True)
        way = number % 5
        if way == 0:
            (place / f"{ledger.name}.json").write_bytes(ledger.json().encode("utf-8"))
        elif way == 1:
            (place / f"台账{number}.csv").write_bytes(ledger.csv().encode("utf-8-sig"))
        elif way == 2:
            (place / f"台账{number}.csv").write_bytes(ledger.csv().encode("utf-8"))
        elif way == 3:
            (place / f"{ledger.name}.csv").write_bytes(ledger.csv(member=False, excel=True).encode("gb18030"))
        else:
            nameless = Ledger("", "", ledger.entries, ledger.exported, "")
            (place / f"{ledger.name}.json").write_bytes(nameless.json().encode("utf-8"))
    return made


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.members, arguments.seed)


if __name__ == "__main__":
    main()
