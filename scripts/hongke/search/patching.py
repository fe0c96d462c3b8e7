"""Changes of single postings, put into the lists of the shards that hold them; and the cuts that follow from these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hongke.search.postings import MARKS, MOST, revised_list
from hongke.search.shards import Cutter, Term


class Change(NamedTuple):
    """How much `more` often a page has a term than the standing index says, and the mark of where it stands now."""

    more: int
    mark: int


def patched(
    held: Sequence[Term], changes: Mapping[str, Mapping[int, Change]], times: Callable[[int, str], int]
) -> list[Term]:
    """Return a shard's terms after changes of some; `times` counts how often a page has a term, where a list cannot tell."""
    lists = dict(held)
    for term, by_page in changes.items():

        def ext_of(number: int, ext: int, term: str = term, by_page: Mapping[int, Change] = by_page) -> int:
            change = by_page[number]
            before = ext & MOST
            now = times(number, term) if before == MOST else before + change.more
            return MARKS[change.mark] | min(now, MOST) if now > 0 else 0

        data = revised_list(lists.get(term, b""), sorted(by_page), ext_of)
        if data:
            lists[term] = data
        else:
            lists.pop(term, None)
    if len(lists) == len(held) and all(term in lists for term, _ in held):
        return [(term, lists[term]) for term, _ in held]
    return sorted(lists.items(), key=lambda pair: pair[0].encode("utf-16-be"))


def recut(
    shards: int, touched: Mapping[int, list[Term]], terms_of: Callable[[int], list[Term]], pages: int
) -> Iterator[tuple[int, list[Term] | None]]:
    """Cut anew where terms have changed: give each shard's terms, or None and the number of a shard that is as it was.

    `touched` are the terms of changed shards, `terms_of` gives the standing ones.
    """
    again = set(touched)
    for number, held in touched.items():
        # Whether a shard ends is decided by the term after it.
        if number and (not held or held[0] != terms_of(number)[0]):
            again.add(number - 1)
    number = 0
    while number < shards or (not shards and number in touched):
        if number not in again:
            yield number, None
            number += 1
            continue
        start = number
        cutter = Cutter(pages)
        piece: list[Term] = []
        while True:
            for term, data in touched[number] if number in touched else terms_of(number):
                if cutter.take(term, data) and piece:
                    yield start, piece
                    piece = []
                piece.append((term, data))
            number += 1
            if number >= shards or (number not in again and cutter.begins(*terms_of(number)[0])):
                break
        if piece:
            yield start, piece
