"""Posting lists to shards: sorted terms, cut so that a query fetches a few kilobytes.

A shard is, in turn: the length of its terms (varint), the terms in UTF-8 with a line feed between, the number of their first
characters (varint), for each of these the sum of frequencies of all terms that begin with it (varint), for each term the
length of its list (varint), and the lists. A list is, for each page: varint(gap << 1 | ext), and where ext is set one byte:
128 in the title, 64 in a heading, the low six bits how often (1 where there is no byte).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hongke.search.postings import varints

SMALL_SITE = 5_000
SMALL_SHARD = 4_096
LARGE_SHARD = 6_144


def shards(terms: Iterable[tuple[str, int, bytes]], *, pages: int) -> Iterator[tuple[str, bytes]]:
    """Give each shard with its first term; a list longer than a shard has one to itself.

    `terms` are sorted: term, how often it occurs in all, its list.
    """
    size = SMALL_SHARD if pages <= SMALL_SITE else LARGE_SHARD
    sums: dict[str, int] = {}
    cut: list[list[tuple[str, bytes]]] = []
    weight = 0
    for term, times, postings in terms:
        sums[term[0]] = sums.get(term[0], 0) + times
        cost = len(postings) + len(term.encode("utf-8")) + 3
        if not cut or weight + cost > size:
            cut.append([])
            weight = 0
        cut[-1].append((term, postings))
        weight += cost
    for held in cut:
        yield held[0][0], _encoded(held, sums)


def _encoded(held: list[tuple[str, bytes]], sums: Mapping[str, int]) -> bytes:
    names = "\n".join(term for term, _ in held).encode("utf-8")
    firsts = list(dict.fromkeys(term[0] for term, _ in held))
    head = varints([len(names)]) + names + varints([len(firsts), *(sums[first] for first in firsts)])
    return head + varints([len(postings) for _, postings in held]) + b"".join(postings for _, postings in held)
