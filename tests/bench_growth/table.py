"""What was measured as one table, its growth exponents, and which aims it reaches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench_growth.process import Cost
from bench_growth.steps import CHECK, COLD, HUGO, MKDOCS, NOTHING, TEXT, TITLE, WORD

Costs = Mapping[tuple[int, str], Cost]
"""The best cost of each step, by number of entries and step."""
LARGE, MIDDLE = 10_000, 1_000


@dataclass(frozen=True, slots=True)
class Aim:
    """A number to stay under; one that `fails` ends the run with status 1 where it is exceeded."""

    name: str
    found: float | None
    most: float
    fails: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether it is reached; None where it was not measured."""
        return None if self.found is None else self.found <= self.most


def exponent(costs: Costs, step: str, small: int, large: int) -> float | None:
    """Return e of processor time ~ entries^e between two sizes: 1 is proportional growth. None where one is missing."""
    one, other = costs.get((small, step)), costs.get((large, step))
    if one is None or other is None or not one.seconds or not other.seconds or small == large:
        return None
    return math.log(other.seconds / one.seconds) / math.log(large / small)


def ratio(costs: Costs, size: int, step: str, to: str) -> float | None:
    """Return a step's processor time as a share of another's at the same size."""
    one, other = costs.get((size, step)), costs.get((size, to))
    return None if one is None or other is None or not other.seconds else one.seconds / other.seconds


def aims(costs: Costs, seen: Sequence[float] = ()) -> list[Aim]:
    """Return every aim with what was found: first those that fail the run.

    `seen` are the seconds, in order, from saved edits of 10,000 entries until a browser showed them.
    """
    check, cold = costs.get((LARGE, CHECK)), costs.get((LARGE, COLD))
    growth = exponent(costs, COLD, MIDDLE, LARGE)
    found = [
        Aim("build, growth exponent from 1,000 to 10,000", growth, 1.1, fails=True),
        Aim("check of 10,000, seconds", check.seconds if check else None, 10.0, fails=True),
        Aim("check of 10,000, MiB", check.memory if check else None, 600.0, fails=True),
        Aim("cold build of 10,000 / Hugo's", ratio(costs, LARGE, COLD, HUGO), 0.7),
        Aim("cold build of 10,000 / MkDocs'", ratio(costs, LARGE, COLD, MKDOCS), 0.25),
        Aim("cold build of 1,000 / Hugo's", ratio(costs, MIDDLE, COLD, HUGO), 1.0),
        Aim("build, growth exponent from 1,000 to 10,000", growth, 1.0),
        Aim("cold build of 10,000, MB at its peak", cold.memory * 1.048576 if cold else None, 400.0),
    ]
    found.append(Aim("saved edit in the browser, 10,000, seconds", seen[len(seen) // 2] if seen else None, 0.5))
    for step, most in ((TEXT, 0.03), (TITLE, 0.06), (WORD, 0.06), (NOTHING, 0.01)):
        found.append(Aim(f"{step} of 10,000 / Hugo's full build", ratio(costs, LARGE, step, HUGO), most))
    return found


def table(costs: Costs) -> str:
    """Return the table as text, a line for each size and step."""
    lines = [
        f"{'entries':>8}  {'step':<15}{'CPU s':>9}{'wall s':>9}{'MiB':>8}{'site MB':>9}{'files':>8}"
        f"{'/ Hugo':>9}{'/ MkDocs':>10}{'exponent':>10}"
    ]
    sizes = sorted({size for size, _ in costs})
    for size, step in costs:
        cost = costs[size, step]
        smaller = [other for other in sizes if other < size]
        growth = exponent(costs, step, smaller[-1], size) if smaller else None
        site = f"{cost.size / 1e6:>9.1f}{cost.files:>8,}" if cost.files else f"{'':>17}"
        lines.append(
            f"{size:>8,}  {step:<15}{cost.seconds:>9.2f}{cost.wall:>9.2f}{cost.memory:>8.0f}{site}"
            f"{_number(ratio(costs, size, step, HUGO), 3):>9}{_number(ratio(costs, size, step, MKDOCS), 3):>10}"
            f"{_number(growth, 2):>10}"
        )
    return "\n".join(lines)


def aims_text(found: list[Aim]) -> str:
    """Return a line for each aim that was measured."""
    said = {True: "reached", False: "not reached"}
    return "\n".join(
        f"{aim.name:<48}{aim.found:>9.3f}  at most {aim.most:<6g}{said[aim.found <= aim.most]}"
        f"{'  (a fault)' if aim.fails and aim.found > aim.most else ''}"
        for aim in found
        if aim.found is not None
    )


def as_data(costs: Costs, found: list[Aim]) -> dict[str, Any]:
    """Return costs and aims for JSON."""
    return {
        "costs": [{"entries": size, "step": step, **asdict(cost)} for (size, step), cost in costs.items()],
        "aims": [{**asdict(aim), "reached": aim.reached} for aim in found],
    }


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
