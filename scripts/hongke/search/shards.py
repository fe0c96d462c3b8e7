"""Posting lists to shards: sorted terms, cut so that a query fetches a few kilobytes.

A shard is, in turn: the length of its terms (varint), the terms in UTF-8 with a line feed between, the number of their first
characters (varint), for each of these the sum of frequencies of all terms that begin with it (varint, in five significant
bits), for each term the length of its list (varint), and the lists (`postings.py`).

Where a shard ends depends only on the terms in it and the one after, mostly on that one's hash: so an edit moves the cuts next
to it and no others. For the same reason a shard is called after its first term, not numbered, and sums are rounded.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hongke.assets import Asset, packed
from hongke.search.postings import read_varint, varints

SMALL_SITE = 5_000
SMALL_SHARD = 4_096
LARGE_SHARD = 6_144

_LEVEL = 1
"""Lists hardly pack: higher levels take twice the time and save two bytes in a hundred."""

Term = tuple[str, bytes]
"""A term with its list."""


class Cutter:
    """Says where a shard begins, term by term."""

    def __init__(self, pages: int) -> None:
        size = SMALL_SHARD if pages <= SMALL_SITE else LARGE_SHARD
        self._least, self._most = size * 65 // 100, size * 11 // 10
        self._weight = self._most + 1
        # At three tenths of a shard's terms at most, so that hashes decide and not the bound.
        self._steepness = (3 << 32) // 10 // (self._most - self._least)

    def begins(self, term: str, data: bytes) -> bool:
        """Whether a shard begins with a term that follows those taken; a list longer than a shard has one to itself."""
        return self._weight + cost_of(term, data) > self._most or (
            self._weight >= self._least
            and zlib.crc32(term.encode("utf-8")) < (self._weight - self._least) * self._steepness
        )

    def take(self, term: str, data: bytes) -> bool:
        """Take a term, and return whether a shard begins with it."""
        begins = self.begins(term, data)
        self._weight = (0 if begins else self._weight) + cost_of(term, data)
        return begins


def cost_of(term: str, data: bytes) -> int:
    """Return about how many bytes a term takes in a shard."""
    return len(data) + len(term.encode("utf-8")) + 3


def shards(terms: Iterable[Term], *, pages: int) -> Iterator[list[Term]]:
    """Cut sorted terms with their lists into shards."""
    cutter = Cutter(pages)
    held: list[Term] = []
    for term, data in terms:
        if cutter.take(term, data) and held:
            yield held
            held = []
        held.append((term, data))
    if held:
        yield held


def shard_path(first: str, seen: dict[str, int]) -> str:
    """Return the path of a shard: the first four code units of its first term, and a number where these are alike.

    `seen` is kept from shard to shard.
    """
    name = first.encode("utf-16-be")[:8].hex()
    number = seen[name] = seen.get(name, 0) + 1
    return f"s/{name}-{number}.bin" if number > 1 else f"s/{name}.bin"


def rounded(total: int) -> int:
    """Return a sum in five significant bits: its logarithm is what counts, and an edit seldom changes it."""
    shift = max(0, total.bit_length() - 5)
    return (total + (1 << shift >> 1)) >> shift << shift


def encoded_shard(held: Sequence[Term], sums: Mapping[str, int]) -> bytes:
    """Return a shard's bytes; `sums` says of each first character how often all terms that begin with it occur."""
    names = "\n".join([term for term, _ in held]).encode("utf-8")
    firsts = dict.fromkeys([term[0] for term, _ in held])
    head = varints([len(names)]) + names + varints([len(firsts), *(rounded(sums.get(first, 0)) for first in firsts)])
    lists = [data for _, data in held]
    return head + varints(map(len, lists)) + b"".join(lists)


def shard_asset(path: str, held: Sequence[Term], sums: Mapping[str, int]) -> Asset:
    """Return a shard's file."""
    return packed(path, encoded_shard(held, sums), level=_LEVEL)


def decoded_shard(data: bytes) -> list[Term]:
    """Return the terms of a shard with their lists."""
    length, at = read_varint(data, 0)
    names = data[at : at + length].decode("utf-8").split("\n")
    count, at = read_varint(data, at + length)
    for _ in range(count):
        _, at = read_varint(data, at)
    lengths = []
    for _ in names:
        length = data[at]
        at += 1
        if length > 127:
            length, at = read_varint(data, at - 1)
        lengths.append(length)
    found = []
    for name, length in zip(names, lengths, strict=True):
        found.append((name, data[at : at + length]))
        at += length
    return found
