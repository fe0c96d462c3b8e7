"""The report as Markdown, to paste into a notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hongke.ledger import tables
from hongke.ledger.report import Report
from hongke.ledger.tables import Shape, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LIST = re.compile(r"^(\d*)([-+=.)])(?=\s|$|[-=])")
"""What begins a list, a heading or a rule where it begins a line: `- `, `1. `, `--`."""
_LINES = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")


def markdown(report: Report) -> str:
    """Return the report: figures, notes, branches, hours by type, members, problems."""
    return "\n".join(_lines(report)) + "\n"


def title_of(report: Report) -> str:
    """Return the report's title."""
    return f"{report.period.label}学习情况通报"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {title_of(report)}"
    yield ""
    for label, value, shape in tables.summary(report):
        yield f"- {_plain(label)}：{_plain(tables.written(value, shape))}"
    for heading, texts in (("没有读的文件清单", report.unread), ("说明", report.notes)):
        if texts:
            yield from ("", f"## {heading}", "")
            yield from (f"- {_plain(text)}" for text in texts)
    for table in (tables.ranking(report), tables.by_type(report), tables.people(report, report.members, "人员")):
        yield from _table(table)
    if report.problems:
        yield from _table(tables.problems(report))


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"## {table.title}", "")
    yield _row(column.title for column in table.columns)
    yield _row("---" if column.shape is Shape.TEXT else "---:" for column in table.columns)
    shapes = [column.shape for column in table.columns]
    for values in table.rows:
        yield _row(_plain(tables.written(value, shape)) for value, shape in zip(values, shapes, strict=True))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return a text on one line, with nothing in it that Markdown reads as its own."""
    line = _SPECIAL.sub(r"\\\1", _LINES.sub(" ", text))
    return _LIST.sub(r"\1\\\2", line)
