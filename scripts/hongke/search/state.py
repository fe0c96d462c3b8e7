"""What an index must be remembered by, beside its files, so that it can be patched."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from hongke.search.postings import read_varint, varints

_FORMAT = 1
"""Goes up with every change of what an index or a state holds."""


class StandingError(Exception):
    """The standing index cannot be patched: it or its state is damaged, foreign, or of other pages. It must be built anew."""


class State(Struct, kw_only=True):
    """What is remembered of an index, page by page and in all."""

    addresses: list[str]
    """The address of each page, by number."""
    names: list[Sequence[str]]
    """The names of each page, the title first."""
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
        value: dict[str, Any] = {
            "format": _FORMAT,
            "addresses": self.addresses,
            "names": [[_one_line(name) for name in names] for names in self.names],
            "sums": dict(sorted(self.sums.items())),
            "files": dict(sorted(self.files.items())),
        }
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        return zlib.compress(varints([len(text)]) + text + _bytes(self.lengths) + _bytes(self.texts), 1)


def read_state(data: bytes) -> State:
    """Return the state that bytes hold; raises StandingError."""
    try:
        data = zlib.decompress(data)
        length, at = read_varint(data, 0)
        value = json.loads(data[at : at + length])
        if value["format"] != _FORMAT:
            raise StandingError("the state is of another format")
        at += length
        addresses = value["addresses"]
        middle = at + 4 * len(addresses)
        state = State(
            addresses=addresses,
            names=value["names"],
            lengths=_numbers(data[at:middle]),
            texts=_numbers(data[middle:]),
            sums=value["sums"],
            files=value["files"],
        )
    except (zlib.error, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise StandingError("the state is damaged") from error
    if not len(addresses) == len(state.names) == len(state.lengths) == len(state.texts):
        raise StandingError("the state is damaged")
    return state


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _bytes(numbers: Sequence[int]) -> bytes:
    found = array("I", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _numbers(data: bytes) -> array[int]:
    found = array("I", data)
    if sys.byteorder == "big":
        found.byteswap()
    return found
