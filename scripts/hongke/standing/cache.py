"""The folder in which a build leaves what the next one can use. Imports next to nothing, as `looks`.

A file there is a mark, the checksum of what follows (CRC-32 and length), and that. What has another mark or checksum is not
ours, or not whole: it is as if it were not there.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

MARK = b"hongke cache 2\n"
FOLDER = ".cache/hongke"
"""Where it lies below a catalogue's root. Nobody is asked to keep it: it is made again."""
_SIZE = 12


class Cache:
    """The cache of one catalogue."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER

    def path(self, name: str) -> Path:
        """Return the path of a file of the cache."""
        return self.folder / name

    def read(self, name: str) -> memoryview | None:
        """Return what a file holds, or None where it is missing, damaged or foreign."""
        found = self.checked(name)
        return found[0] if found else None

    def checked(self, name: str) -> tuple[memoryview, bytes] | None:
        """Return what a file holds with its checksum; None as `read` does."""
        try:
            data = memoryview(self.path(name).read_bytes())
        except OSError:
            return None
        start = len(MARK) + _SIZE
        content, checksum = data[start:], bytes(data[len(MARK) : start])
        if data[: len(MARK)] != MARK or checksum != _checksum(content):
            return None
        return content, checksum

    def write(self, name: str, content: bytes) -> bytes:
        """Write a file, whole or not at all, and return its checksum; empty where the disk does not let us.

        That costs the next build time, and no more.
        """
        path = self.path(name)
        try:
            self.open_folder()
            checksum = _checksum(content)
            fresh = path.with_name(f"{path.name}.new")
            with fresh.open("wb") as stream:
                stream.write(MARK + checksum)
                stream.write(content)
            os.replace(fresh, path)
        except OSError:
            path.unlink(missing_ok=True)
            return b""
        return checksum

    def throw_away(self) -> None:
        """Remove what the cache holds."""
        try:
            for name in os.listdir(self.folder):
                os.unlink(self.folder / name)
        except OSError:
            pass

    def open_folder(self) -> None:
        """Make the folder; raises OSError where the disk does not let us."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ignored = self.folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")


def _checksum(content: bytes | memoryview) -> bytes:
    # State is megabytes, and a digest against forgery would take three times as long: who can write here can write the site.
    return zlib.crc32(content).to_bytes(4, "big") + len(content).to_bytes(8, "big")
