"""The report as one page of HTML to print: no script, no network, charts as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from hongke.ledger import tables
from hongke.ledger.markdown import title_of
from hongke.ledger.report import Report
from hongke.ledger.tables import Shape
from hongke.numerals import number
from hongke.template_functions import new_environment

_LABEL, _BARS, _VALUE, _LINE = 200, 380, 80, 26
"""Widths of a chart's three parts and the height of a bar with its gap, in pixels."""
_LONGEST_LABEL = 14


class Bar(Struct, frozen=True):
    """One bar: its label, cut to fit, the whole of it, its value as text, its length and place in pixels."""

    label: str
    full: str
    value: str
    length: int
    top: int


class Chart(Struct, frozen=True):
    """A chart of lying bars, the longest of full length; the numbers of its table stand beside it."""

    title: str
    bars: tuple[Bar, ...]
    label_width: int = _LABEL
    width: int = _LABEL + _BARS + _VALUE

    @property
    def height(self) -> int:
        """How high the picture is, in pixels."""
        return max(1, len(self.bars)) * _LINE


def chart_of(title: str, values: Sequence[tuple[str, Decimal]]) -> Chart:
    """Return the chart of these values."""
    longest = max((value for _, value in values), default=Decimal(0))
    return Chart(
        title,
        tuple(
            Bar(
                label=label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…",
                full=label,
                value=number(value),
                length=int(value * _BARS / longest) if longest else 0,
                top=place * _LINE,
            )
            for place, (label, value) in enumerate(values)
        ),
    )


def page(report: Report) -> str:
    """Return the page."""
    people = tables.people(report, report.members, "人员")
    context: dict[str, Any] = {
        "title": title_of(report),
        "report": report,
        "summary": tables.summary(report),
        "tables": [tables.ranking(report), tables.by_type(report)],
        "charts": [
            chart_of("各支部人均学时", [(branch.name, branch.mean) for branch in report.branches]),
            chart_of("各类学习学时", list(report.by_type.items())),
        ],
        "people": people,
        "problems": tables.problems(report),
        "written": tables.written,
        "TEXT": Shape.TEXT,
    }
    return new_environment().get_template("ledger-report.html.j2").render(**context) + "\n"
