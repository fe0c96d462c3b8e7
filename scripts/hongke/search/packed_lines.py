"""Lines of text that are kept deflated in blocks: only a block that is asked for is unpacked, only one that changed is packed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from hongke.assets import deflated
from hongke.search.postings import read_varint, varints

BLOCK = 512
"""How many lines are packed together."""


class PackedLines:
    """A list of lines, of a length that does not change. The same lines have the same bytes, whatever they were before."""

    def __init__(self, lines: Iterable[str]) -> None:
        held = list(lines)
        self._size = len(held)
        self._open: dict[int, list[str]] = {at // BLOCK: held[at : at + BLOCK] for at in range(0, len(held), BLOCK)}
        self._packed = [b""] * len(self._open)
        self._changed = set(self._open)

    @classmethod
    def read(cls, data: bytes) -> PackedLines:
        """Return the lines that `packed` made bytes of."""
        found = cls(())
        found._size, at = read_varint(data, 0)
        sizes = []
        for _ in range(0, found._size, BLOCK):
            size, at = read_varint(data, at)
            sizes.append(size)
        for size in sizes:
            found._packed.append(data[at : at + size])
            at += size
        return found

    def __len__(self) -> int:
        """Return how many lines there are."""
        return self._size

    def __getitem__(self, number: int) -> str:
        """Return a line."""
        return self._block(number // BLOCK)[number % BLOCK]

    def __setitem__(self, number: int, line: str) -> None:
        """Put another line in the place of one."""
        self._block(number // BLOCK)[number % BLOCK] = line
        self._changed.add(number // BLOCK)

    def __iter__(self) -> Iterator[str]:
        """Give every line in turn."""
        for block in range(len(self._packed)):
            yield from self._block(block)

    def packed(self) -> bytes:
        """Return the lines as bytes."""
        for block in self._changed:
            self._packed[block] = deflated("\n".join(self._open[block]).encode("utf-8"), 1)
        self._changed.clear()
        return varints([self._size, *map(len, self._packed)]) + b"".join(self._packed)

    def _block(self, block: int) -> list[str]:
        if block not in self._open:
            self._open[block] = zlib.decompress(self._packed[block]).decode("utf-8").split("\n")
        return self._open[block]
