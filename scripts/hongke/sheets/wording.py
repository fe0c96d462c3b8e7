"""What an import says: what would be added, changed and left, and what is wrong, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from openpyxl.utils import column_index_from_string

from hongke.kinds import KINDS
from hongke.rewriting.files import file_of
from hongke.sheets.filling import Filled
from hongke.sheets.plan import all_tables
from hongke.sheets.reading import CellProblem


def changes_text(entries: Sequence[Filled]) -> str:
    """Return the table of changes: a line an entry, and below it a line for each field or part."""
    return "".join(f"{line}\n" for entry in entries if entry.changes for line in _entry_lines(entry))


def _entry_lines(entry: Filled) -> Iterator[str]:
    what = "新增" if entry.is_new else "修改"
    label = KINDS[entry.address.partition("/")[0]].label
    yield f"{what}{label} {entry.address}（{file_of(entry.address)}）"
    for change in entry.changes:
        if not change.old:
            said = f"加上 {change.new}"
        elif not change.new:
            said = f"删去 {change.old}"
        else:
            said = f"{change.old} → {change.new}"
        yield f"  {change.cell}  {change.what}：{said}"


def counts_text(entries: Sequence[Filled]) -> str:
    """Return how many entries would be added, changed and left."""
    added = sum(entry.is_new for entry in entries)
    changed = [entry for entry in entries if entry.changes and not entry.is_new]
    fields = sum(len(entry.changes) for entry in changed)
    left = len(entries) - added - len(changed)
    return f"新增 {added} 个条目，修改 {len(changed)} 个条目（{fields} 处），不变 {left} 个。"


def problems_text(problems: Iterable[CellProblem]) -> str:
    """Return a line a problem, `课程!D17 HK120 错误 …`, in the order of the sheets, none said twice."""
    return "".join(
        " ".join(part for part in (problem.cell, problem.code, "错误" if problem.error else "提示") if part)
        + f" {problem.message}{problem.hint}\n"
        for problem in sorted(dict.fromkeys(problems), key=_order)
    )


def _order(problem: CellProblem) -> tuple[int, int, int, str, str]:
    """Order by sheet, row and column; what is about no cell comes first."""
    sheet, _, place = problem.cell.rpartition("!")
    found = _CELL.fullmatch(place)
    sheets = [table.sheet for table in all_tables()]
    number = sheets.index(sheet) if sheet in sheets else -1
    row, column = (int(found[2]), column_index_from_string(found[1])) if found else (0, 0)
    return (number, row, column, problem.code, problem.message)


_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
