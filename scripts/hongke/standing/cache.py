"""The folder in which a build leaves what the next one can use. Imports next to nothing, as `looks`.

A file there is a mark, the checksum of what follows (CRC-32 and length), and that. What has another mark or checksum is not
ours, or not whole: it is as if it were not there.
"""

from __future__ import annotations

import marshal
import mmap
import os
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time nobody needs it, and it takes as long as all the rest
    from typing import Any

MARK = b"hongke cache 4\n"
FOLDER = ".cache/hongke"
"""Where it lies below a catalogue's root. Nobody is asked to keep it: it is made again."""
_SIZE = 12


class Cache:
    """The cache of one catalogue."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.folder = os.path.join(root, FOLDER)

    def path(self, name: str) -> str:
        """Return the path of a file of the cache."""
        return f"{self.folder}/{name}"

    def read(self, name: str) -> tuple[Any, bytes] | None:
        """Return the plain data that a file holds, with its checksum; None where it is missing, damaged or foreign."""
        try:
            with open(self.path(name), "rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as held:
                return _checked(memoryview(held))
        except (OSError, ValueError):  # an empty file cannot be mapped
            return None

    def write(self, name: str, value: Any) -> bytes:
        """Write plain data, whole or not at all, and return its checksum; empty where the disk does not let us.

        That costs the next build time, and no more.
        """
        path, content = self.path(name), marshal.dumps(value)
        try:
            self.open_folder()
            checksum = _checksum(content)
            fresh = f"{path}.new"
            with open(fresh, "wb") as stream:
                stream.write(MARK + checksum)
                stream.write(content)
            os.replace(fresh, path)
        except OSError:
            self.remove(name)
            return b""
        return checksum

    def remove(self, name: str) -> None:
        """Remove a file, where it is there; raises OSError where the disk does not let us."""
        if os.path.lexists(self.path(name)):
            os.unlink(self.path(name))

    def throw_away(self) -> None:
        """Remove what the cache holds."""
        try:
            for name in os.listdir(self.folder):
                os.unlink(self.path(name))
        except OSError:
            pass

    def open_folder(self) -> None:
        """Make the folder; raises OSError where the disk does not let us."""
        os.makedirs(self.folder, exist_ok=True)
        ignored = self.path(".gitignore")
        if not os.path.exists(ignored):
            with open(ignored, "w", encoding="utf-8") as stream:
                stream.write("*\n")


def _checked(data: memoryview) -> tuple[Any, bytes] | None:
    start = len(MARK) + _SIZE
    with data, data[start:] as content:
        checksum = bytes(data[len(MARK) : start])
        if data[: len(MARK)] != MARK or checksum != _checksum(content):
            return None
        return marshal.loads(content), checksum  # noqa: S302 - our own file, held to its checksum


def _checksum(content: bytes | memoryview) -> bytes:
    # State is megabytes, and a digest against forgery would take three times as long: who can write here can write the site.
    return zlib.crc32(content).to_bytes(4, "big") + len(content).to_bytes(8, "big")
