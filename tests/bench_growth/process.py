"""One whole process, measured: what the operating system counts for it, and what it leaves on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What one whole process took, the processes it waited for included."""

    seconds: float
    """Processor time, user and system."""
    wall: float
    """Seconds on the clock."""
    memory: float
    """Peak resident memory of the largest process, MiB."""
    size: int = 0
    """Bytes of the site it wrote."""
    files: int = 0
    """Files of the site it wrote."""


def measure(
    command: Sequence[str | Path], *, out: Path | None = None, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run a command once; `out` is the folder whose size is counted. Raises CalledProcessError if the command fails.

    A process that begins counts the memory of the one that started it: ours must be small when this is called.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    ) as process:
        told = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.stderr.buffer.write(told)
        raise subprocess.CalledProcessError(
            process.returncode, [*map(str, command)], stderr=told.decode("utf-8", "replace")
        )
    cost = Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began, usage.ru_maxrss / 1024)
    if out is None:
        return cost
    sizes = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    return replace(cost, size=sum(sizes), files=len(sizes))


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that only one of two folders has, or that differ in any byte, by their paths."""
    paths = {
        path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*") if path.is_file()
    }
    return sorted(path for path in paths if not _same(one / path, other / path))


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
