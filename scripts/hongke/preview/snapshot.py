"""What the files of a catalogue hold at a moment, to tell whether anything has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_READ = 1_000_000
"""Files up to this many bytes are compared by what they hold: some file systems keep times to two seconds."""

Snapshot = Mapping[str, bytes]


def snapshot(places: Iterable[Path]) -> Snapshot:
    """Return a digest of each file at or below the places, by path; what cannot be read has an empty one."""
    found: dict[str, bytes] = {}
    for place in places:
        if place.is_file():
            found[str(place)] = _digest(place)
        for folder, folders, names in os.walk(place):
            folders.sort()
            found[folder] = b"/"
            found.update((str(path), _digest(path)) for path in (Path(folder, name) for name in names))
    return found


def _digest(path: Path) -> bytes:
    try:
        status = path.stat()
        if status.st_size > _READ:
            return f"{status.st_size} {status.st_mtime_ns}".encode()
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""
