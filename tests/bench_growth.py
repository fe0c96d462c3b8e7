"""How a build grows with the catalogue: whole processes on 200 and 2,000 generated entries, and the exponent between them.

Then one check of 10,000 entries, which has bounds of its own.

    make bench

The exponent e is that of processor time ~ entries^e: 1 is proportional growth. More than 1.1 exits with 1, and so does a
check of 10,000 entries that takes more than 10 s of processor time or 600 MiB.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator import generate

SIZES = (200, 2000)
RUNS = 3
BOUND = 1.1
LARGE = 10_000
MOST = 10.0, 600.0
"""Seconds of processor time and MiB that a check of the large catalogue may take."""


@dataclass(frozen=True)
class Cost:
    """What one whole process took: processor seconds (user and system), peak memory in MiB."""

    seconds: float
    memory: float


def measure(*arguments: str | Path) -> Cost:
    """Run `hongke` once and return what the operating system counted for it; raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "hongke", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> int:
    """Measure and print; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        best: dict[tuple[str, int], Cost] = {}
        for size in SIZES:
            generate(Path(folder) / str(size), entries=size)
        # In turn, so that a slow spell of the machine falls on every size alike.
        for _ in range(RUNS):
            for size in SIZES:
                root = Path(folder) / str(size)
                for name, arguments in (("build", ("build", "--root", root)), ("check", ("check", "--root", root))):
                    cost = measure(*arguments)
                    best[name, size] = min(best.get((name, size), cost), cost, key=lambda cost: cost.seconds)
        generate(Path(folder) / "large", entries=LARGE)
        check = measure("check", "--root", Path(folder) / "large")
    small, large = SIZES
    print(f"{'':8}{small:>10} entries{large:>10} entries   exponent   peak memory")
    worst = 0.0
    for name in ("build", "check"):
        one, other = best[name, small], best[name, large]
        exponent = math.log(other.seconds / one.seconds) / math.log(large / small)
        worst = max(worst, exponent)
        print(f"{name:8}{one.seconds:>14.2f} s{other.seconds:>16.2f} s{exponent:>13.2f}{other.memory:>10.0f} MiB")
    print(
        f"check of {LARGE:,} entries: {check.seconds:.2f} s (at most {MOST[0]}), {check.memory:.0f} MiB (at most {MOST[1]})"
    )
    return 1 if worst > BOUND or check.seconds > MOST[0] or check.memory > MOST[1] else 0


if __name__ == "__main__":
    sys.exit(main())
