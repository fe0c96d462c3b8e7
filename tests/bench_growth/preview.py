"""Print how many seconds pass from a saved edit until a browser shows it, for a preview of a catalogue; one a line.

    PYTHONPATH=tests python tests/bench_growth/preview.py ROOT 7

Each edit waits until the preview is at rest. Browser and preview share the machine.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.serving import chromium
from bench_growth.edits import edit_text

_AT_REST = 2.0
"""Seconds in which the preview has used next to no processor time."""
_LONGEST = 300.0


def seconds(root: Path, times: int) -> Iterator[float]:
    """Give the seconds of each edit."""
    with _preview(root) as (process, address), chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}case/case-00001/", timeout=_LONGEST * 1000)
        for number in range(1, times + 1):
            _wait_until_at_rest(process)
            mark = f"第{1000 + number}次补充"
            edit_text(root, 1000 + number)
            began = time.perf_counter()
            page.wait_for_function("mark => document.body.innerText.includes(mark)", arg=mark, polling=10)
            yield time.perf_counter() - began


@contextmanager
def _preview(root: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "hongke", "serve", "--root", str(root), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        told = process.stderr.readline() if process.stderr else ""
        found = re.search(r"http://\S+", told)
        if not found:
            raise SystemExit(f"the preview did not start: {told}")
        yield process, found[0]
        process.send_signal(signal.SIGINT)


def _wait_until_at_rest(process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + _LONGEST
    last = -1.0
    while time.monotonic() < end:
        used = _used(process.pid)
        if used - last < 0.05:
            return
        last = used
        time.sleep(_AT_REST)
    raise SystemExit("the preview does not come to rest")


def _used(number: int) -> float:
    """Return the processor seconds of a process, as Linux tells them."""
    fields = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print a line an edit."""
    for one in seconds(Path(sys.argv[1]), int(sys.argv[2])):
        print(f"{one:.3f}", flush=True)


if __name__ == "__main__":
    main()
