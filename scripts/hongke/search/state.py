"""What an index must be remembered by, beside its files, so that it can be patched."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from hongke.search.packed_lines import PackedLines
from hongke.search.postings import read_varint, varints

_FORMAT = 2
"""Goes up with every change of what an index or a state holds."""
_CHECKSUM = 4
"""How many bytes the checksum has, which comes first."""


class StandingError(Exception):
    """The standing index cannot be patched: it or its state is damaged, foreign, or of other pages. It must be built anew."""


class State(Struct, kw_only=True):
    """What is remembered of an index, page by page and in all.

    As bytes it is numbers and lines of text: a small edit takes the whole of it up and puts it down again, which JSON makes slow.
    """

    addresses: PackedLines
    """The address of each page, by number."""
    names: PackedLines
    """The names of each page, the title first: a line each page, see `line_of`."""
    lengths: Sequence[int]
    """How many terms each page has."""
    texts: Sequence[int]
    """The checksum of each page's text file, packed."""
    sums: Mapping[str, int]
    """How often the terms occur that begin with a character."""
    files: dict[str, int]
    """The checksum of every other file, by its path below the index's folder."""

    def packed(self) -> bytes:
        """Return the state as bytes."""
        firsts, paths = sorted(self.sums), sorted(self.files)
        parts = (
            self.addresses.packed(),
            self.names.packed(),
            _bytes(array("I", self.lengths)),
            _bytes(array("I", self.texts)),
            "".join(firsts).encode("utf-8"),
            _bytes(array("Q", map(self.sums.__getitem__, firsts))),
            "\n".join(paths).encode("utf-8"),
            _bytes(array("I", map(self.files.__getitem__, paths))),
        )
        data = varints([_FORMAT, *map(len, parts)]) + b"".join(parts)
        return zlib.crc32(data).to_bytes(_CHECKSUM, "big") + data


def read_state(data: bytes) -> State:
    """Return the state that bytes hold; raises StandingError."""
    checksum, data = data[:_CHECKSUM], data[_CHECKSUM:]
    if len(checksum) < _CHECKSUM or zlib.crc32(data) != int.from_bytes(checksum, "big"):
        raise StandingError("the state is damaged")
    version, at = read_varint(data, 0)
    if version != _FORMAT:
        raise StandingError("the state is of another format")
    sizes = []
    for _ in range(8):
        size, at = read_varint(data, at)
        sizes.append(size)
    places = list(accumulate(sizes, initial=at))
    addresses, names, lengths, texts, firsts, totals, paths, checksums = (data[a:b] for a, b in pairwise(places))
    return State(
        addresses=PackedLines.read(addresses),
        names=PackedLines.read(names),
        lengths=_numbers("I", lengths),
        texts=_numbers("I", texts),
        sums=dict(zip(firsts.decode("utf-8"), _numbers("Q", totals), strict=True)),
        files=dict(zip(paths.decode("utf-8").split("\n"), _numbers("I", checksums), strict=False)),
    )


def line_of(names: Sequence[str]) -> str:
    """Return the names of a page as one line. White space in a name is one space, so that a tab can stand between two."""
    return "\t".join([" ".join(name.split()) for name in names])


def names_in(line: str) -> tuple[str, ...]:
    """Return the names that `line_of` made a line of."""
    return tuple(line.split("\t"))


def _bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(code: str, data: bytes) -> array[int]:
    found = array(code, data)
    if sys.byteorder == "big":
        found.byteswap()
    return found
