"""Rows of whole numbers by name, kept as three blocks of memory: ten thousand are taken up as fast as they are copied."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

_BETWEEN = "\0"
"""Stands in no path."""
Packed = tuple[str, int, bytes]
"""Names, how many numbers each has, and these one after the other."""


class Numbers:
    """A table of names, each with as many numbers; in order."""

    __slots__ = ("names", "numbers", "width")

    def __init__(self, names: list[str], width: int, numbers: array[int]) -> None:
        self.names = names
        self.width = width
        self.numbers = numbers

    @classmethod
    def of(cls, rows: Mapping[str, tuple[int, ...]], width: int) -> Numbers:
        """Return the table of some rows."""
        return cls(list(rows), width, array("q", [number for row in rows.values() for number in row]))

    @classmethod
    def unpacked(cls, packed: Packed) -> Numbers:
        """Return the table that was packed on this machine."""
        names, width, data = packed
        numbers = array("q")
        numbers.frombytes(data)
        return cls(names.split(_BETWEEN) if names else [], width, numbers)

    def packed(self) -> Packed:
        """Return the table as plain data."""
        return _BETWEEN.join(self.names), self.width, self.numbers.tobytes()

    def rows(self) -> dict[str, tuple[int, ...]]:
        """Return the rows by name."""
        columns = [self.numbers[place :: self.width] for place in range(self.width)]
        return dict(zip(self.names, zip(*columns, strict=True), strict=True))

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        """Whether there is a row of a name; a search from the beginning."""
        return name in self.names

    def __eq__(self, other: object) -> bool:
        """Whether the same rows stand in the same order."""
        return isinstance(other, Numbers) and self.names == other.names and self.numbers == other.numbers

    __hash__ = None  # type: ignore[assignment]

    def replaced(self, fresh: Mapping[str, tuple[int, ...]], gone: Iterable[str]) -> Numbers:
        """Return the table with other rows of some names, new ones at the end, and without some."""
        rows = self.rows()
        for name in gone:
            rows.pop(name, None)
        return Numbers.of({**rows, **fresh}, self.width)
