"""What was measured, as one table and as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.measure import Answer, Measured, median, quantile


@dataclass(frozen=True)
class Score:
    """How well a set of queries was answered."""

    queries: int
    first: float
    in_ten: float
    mrr: float
    """Mean of 1/place of the first right page among ten."""
    none: float
    """The share of queries with no results at all."""


def score(answers: Sequence[Answer]) -> Score:
    """Score some answers."""
    number = len(answers)
    if not number:
        return Score(0, 0, 0, 0, 0)
    return Score(
        number,
        sum(answer.place == 1 for answer in answers) / number,
        sum(answer.place > 0 for answer in answers) / number,
        sum(1 / answer.place for answer in answers if answer.place) / number,
        sum(not answer.addresses for answer in answers) / number,
    )


def by_set(measured: Measured) -> dict[str, Score]:
    """Score each set."""
    names = dict.fromkeys(answer.query.set for answer in measured.answers)
    return {name: score([one for one in measured.answers if one.query.set == name]) for name in names}


_OVERALL: dict[str, tuple[str, Callable[[Measured, int], float | None]]] = {
    "data before the first answer": ("KB", lambda one, _: median(one.traffic.first) / 1000),
    "data before the first answer, p95": ("KB", lambda one, _: quantile(one.traffic.first, 0.95) / 1000),
    "data before the first, if gzipped": ("KB", lambda one, _: median(one.traffic.first_compressed) / 1000),
    "data a further query, median": ("KB", lambda one, _: median(one.traffic.further) / 1000),
    "data a further query, p95": ("KB", lambda one, _: quantile(one.traffic.further, 0.95) / 1000),
    "scripts and wasm": ("KB", lambda one, _: median(one.traffic.code) / 1000),
    "scripts and wasm, if gzipped": ("KB", lambda one, _: median(one.traffic.code_compressed) / 1000),
    "empty cache to first answer": ("ms", lambda one, _: median(one.traffic.milliseconds)),
    "warm query, median": ("ms", lambda one, _: median([answer.warm for answer in one.answers])),
    "warm query, p95": ("ms", lambda one, _: quantile([answer.warm for answer in one.answers], 0.95)),
    "index on disk": ("KB", lambda one, _: one.engine.size / 1000),
    "index, processor time a page": (
        "ms",
        lambda one, pages: None if one.engine.seconds is None else one.engine.seconds * 1000 / pages,
    ),
}


def overall(measured: Measured, pages: int) -> dict[str, float | None]:
    """Return what is not of one set, by name and unit."""
    return {f"{name} ({unit})": value(measured, pages) for name, (unit, value) in _OVERALL.items()}


def table(all_measured: Sequence[Measured], pages: int) -> str:
    """Return the table that is printed: a column an engine, a row a set, then the rows of what is not of one set."""
    wide, cell = 36, 28
    head = "first  ten   MRR  none"
    lines = [
        " " * wide + "".join(f"{one.engine.name:>{cell}}" for one in all_measured),
        f"{'set':<{wide - 8}}{'queries':>8}" + "".join(f"{head:>{cell}}" for _ in all_measured),
    ]
    scores = [by_set(one) for one in all_measured]
    for name in scores[0] if scores else ():
        cells = (_cell(one[name]) for one in scores)
        lines.append(f"{name:<{wide - 8}}{scores[0][name].queries:>8}" + "".join(f"{text:>{cell}}" for text in cells))
    sums = [score(one.answers) for one in all_measured]
    if sums:
        lines.append(f"{'all':<{wide - 8}}{sums[0].queries:>8}" + "".join(f"{_cell(one):>{cell}}" for one in sums))
    lines.append("")
    for name, (unit, value) in _OVERALL.items():
        lines.append(
            f"{f'{name}, {unit}':<{wide}}" + "".join(f"{_number(value(one, pages)):>{cell}}" for one in all_measured)
        )
    for one in (one for one in all_measured if one.shown):
        agreed = one.shown - len(one.differing)
        lines.append(f"{one.engine.name}: the search page shows the engine's order for {agreed} of {one.shown} queries")
        lines.extend(f"  not for {text}" for text in one.differing)
    return "\n".join(lines)


def _cell(one: Score) -> str:
    return f"{one.first:5.2f}{one.in_ten:6.2f}{one.mrr:6.2f}{one.none:6.2f}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.1f}"


def as_data(all_measured: Sequence[Measured], pages: int) -> dict[str, Any]:
    """Return everything for a JSON file, with each query whose first answer was wrong."""
    return {
        one.engine.name: {
            "sets": {name: asdict(found) for name, found in by_set(one).items()},
            "overall": overall(one, pages),
            "page": {"asked": one.shown, "differing": one.differing},
            "missed": [_miss(answer) for answer in one.answers if answer.place != 1],
        }
        for one in all_measured
    }


def _miss(answer: Answer) -> dict[str, Any]:
    return {
        "set": answer.query.set,
        "text": answer.query.text,
        "page": answer.query.page,
        "place": answer.place,
        "right": answer.right,
        "answers": answer.addresses[:3],
    }
