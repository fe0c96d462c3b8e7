"""What a command says beside its result: lines on the standard error. Imports next to nothing."""

from __future__ import annotations

import sys


def prepare_streams() -> None:
    """Let this process write any character: Windows consoles and pipes may not be UTF-8, and a report must not end at one."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def say(text: str) -> None:
    """Say a line."""
    sys.stderr.write(f"{text}\n")
