"""How the site's build grows with the catalogue, and how it stands beside Hugo and plain MkDocs on the same pages.

    make bench
    PYTHONPATH=tests python -m bench_growth --sizes 1000 --runs 2 --only cold,text,hugo

Exits with 1 where the build of 10,000 entries grows with an exponent above 1.1 from 1,000, or a check of 10,000 takes more
than 10 s of processor time or 600 MiB, or a rebuilt site is not the same as a cold one, or a site of 1,000 entries not the
one that `mkdocs build` makes. Without Chromium no saved edit is timed, and a line says so.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench_growth.process import Cost
from bench_growth.steps import PREVIEW, SAME, STEPS, TEXT, TITLE, WORD, Bench, has_chromium
from bench_growth.table import LARGE, MIDDLE, aims, aims_text, as_data, table

_MEMORY_DISK = Path("/dev/shm")
"""A RAM disk, where there is one: on a disk, the time to create folders varies fivefold."""
_KEPT = Path(__file__).parent.parent.parent / "build" / "bench.json"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and keep; return the exit status."""
    parser = argparse.ArgumentParser(prog="bench_growth", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=_numbers, default=(100, MIDDLE, LARGE), help="numbers of entries: 100,1000")
    parser.add_argument("--runs", type=int, help="how often each step is run, the best counting; 3")
    parser.add_argument("--only", type=_steps, default=tuple(STEPS.values()), help=f"steps: {','.join(STEPS)}")
    parser.add_argument("--folder", type=Path, help="where to work; a RAM disk where there is one")
    parser.add_argument("--json", type=Path, default=_KEPT, help="where the numbers are kept")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or (_MEMORY_DISK if _MEMORY_DISK.is_dir() else None)
    costs: dict[tuple[int, str], Cost] = {}
    notes: list[str] = []
    differs = False
    seen: list[float] = []
    with tempfile.TemporaryDirectory(dir=folder, prefix="hongke-bench-") as place:
        for size in chosen.sizes:
            bench = Bench(Path(place), size, lambda text: print(text, file=sys.stderr, flush=True))
            bench.generate()
            for number in range(1, (chosen.runs or 3) + 1):
                # A shared machine's pace changes within minutes: builds and Hugo are measured one after the other, more than once.
                for step, cost in bench.run(number, chosen.only, long=number == 1 or size < LARGE):
                    best = costs.get((size, step), cost)
                    costs[size, step] = min(best, cost, key=lambda cost: cost.seconds)
            if bench.word and WORD in chosen.only:
                word = bench.word
                notes.append(
                    f"{size:,} entries: the word is {word.vocabulary}/{word.slug}, on {word.entries:,} of them"
                )
            if size <= MIDDLE and any(step in chosen.only for step in (TEXT, TITLE, WORD)):
                bench.compare()
                differs |= bool(bench.difference)
                notes.append(f"{size:,} entries: rebuilt site and cold build {_said(bench.difference or [])}")
            if size == MIDDLE and SAME in chosen.only:
                files, difference = bench.compare_with_mkdocs()
                differs |= bool(difference)
                notes.append(
                    f"{size:,} entries: `hongke build` and `mkdocs build`, {files:,} files, {_said(difference)}"
                )
            if size >= LARGE and PREVIEW in chosen.only and not has_chromium():
                notes.append(f"{size:,} entries: no saved edit was timed, Chromium is not installed")
            elif size >= LARGE and PREVIEW in chosen.only:
                seen = bench.preview()
                notes.append(f"{size:,} entries: saved edits in the browser after {', '.join(map(str, seen))} s")
            bench.remove()
    found = aims(costs, seen)
    print("\n".join(part for part in (table(costs), *notes, aims_text(found)) if part))
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.json.write_text(
        json.dumps({**as_data(costs, found), "notes": notes}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
    return 1 if differs or any(aim.fails and aim.reached is False for aim in found) else 0


def _said(difference: list[str]) -> str:
    return (
        f"differ in {len(difference)} files: {', '.join(difference[:5])}"
        if difference
        else "are the same byte for byte"
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in text.split(",")}))


def _steps(text: str) -> tuple[str, ...]:
    names = text.split(",")
    if unknown := [name for name in names if name not in STEPS]:
        raise argparse.ArgumentTypeError(f"no such step: {', '.join(unknown)}")
    return tuple(STEPS[name] for name in STEPS if name in names)


if __name__ == "__main__":
    sys.exit(main())
