"""What files look like from outside. Imports next to nothing: a build that has nothing to do asks only this."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

COARSE = 3_000_000_000
"""Nanoseconds: some file systems keep times to two seconds. A file that changed less than this before it was looked at may
change again and look the same."""

Look = tuple[int, int, int]
"""Bytes, time of the last change of what a file holds and of its entry in the file system, in nanoseconds."""
Looks = Mapping[str, Look]
FOLDER: Look = (-1, 0, 0)


def looks_below(folder: str) -> dict[str, Look]:
    """Return the looks of all files and folders below a folder, by path; empty where there is no such folder.

    What editors and systems leave there is passed over, as the loaders do.
    """
    found: dict[str, Look] = {}
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            _look_in(here, found, waiting)
        except OSError:
            found[here] = FOLDER
    return found


def _look_in(folder: str, found: dict[str, Look], waiting: list[str]) -> None:
    # From an open folder the way to a file is shorter; Windows cannot.
    opened = os.open(folder, os.O_RDONLY) if os.scandir in os.supports_fd else None
    try:
        with os.scandir(folder if opened is None else opened) as entries:
            for entry in entries:
                name = entry.name
                if name[0] in ".~":
                    continue
                path = f"{folder}/{name}" if opened is not None else entry.path
                if entry.is_dir():
                    found[path] = FOLDER
                    if not entry.is_symlink():
                        waiting.append(path)
                else:
                    status = entry.stat()
                    found[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    finally:
        if opened is not None:
            os.close(opened)


def looks_of(paths: Iterable[str]) -> dict[str, Look]:
    """Return the looks of files; one that cannot be looked at has none."""
    found: dict[str, Look] = {}
    for path in paths:
        try:
            status = os.stat(path)
        except OSError:
            continue
        found[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found
