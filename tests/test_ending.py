"""A command that ends at once has said everything before it does, and its status is its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

_PROGRAM = """
import atexit, sys
from hongke.ending import Done, run_to_end
atexit.register(lambda: print("tidied up", flush=True))
def command():
    sys.stdout.write("字" * 100_000)
    sys.stderr.write("说明")
    raise {end}
run_to_end(command)
"""


@pytest.mark.parametrize(
    ("end", "status", "tidied"),
    [("Done(0)", 0, False), ("Done(1)", 1, False), ("SystemExit(3)", 3, True)],
)
def test_what_was_said_is_out_before_the_process_ends(end: str, status: int, *, tidied: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _PROGRAM.format(end=end)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, "说明")
    assert done.stdout == "字" * 100_000 + ("tidied up\n" if tidied else "")


def test_where_nobody_reads_python_has_the_last_word() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _PROGRAM.format(end="Done(0)")],
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(writing)
    assert done.returncode != 0
    assert "BrokenPipeError" in done.stderr
