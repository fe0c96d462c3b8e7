"""What the files of a catalogue hold at a moment, to tell whether anything has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from hongke.standing.looks import COARSE

_READ = 1_000_000
"""Files up to this many bytes are compared by what they hold: some file systems keep times to two seconds."""

Snapshot = Mapping[str, bytes]


class Seen:
    """Takes snapshots. A file that had been left alone when it was read, and looks as it did, is not read again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int, int], int, bytes]] = {}

    def snapshot(self, places: Iterable[Path], moment: int) -> Snapshot:
        """Return a digest of each file at or below the places, by path; what cannot be read has an empty one.

        `moment` is the time, in nanoseconds.
        """
        found: dict[str, bytes] = {}
        for place in places:
            if place.is_file():
                found[str(place)] = self._digest(str(place), moment)
            for folder, folders, names in os.walk(place):
                folders.sort()
                found[folder] = b"/"
                found.update((path, self._digest(path, moment)) for path in (f"{folder}/{name}" for name in names))
        return found

    def _digest(self, path: str, moment: int) -> bytes:
        try:
            status = os.stat(path)
            look = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            known = self._known.get(path)
            if known is not None and known[0] == look and max(look[1:]) + COARSE < known[1]:
                return known[2]
            if status.st_size > _READ:
                digest = f"{status.st_size} {status.st_mtime_ns}".encode()
            else:
                with open(path, "rb") as stream:
                    digest = hashlib.sha256(stream.read()).digest()
        except OSError:
            return b""
        self._known[path] = (look, moment, digest)
        return digest
