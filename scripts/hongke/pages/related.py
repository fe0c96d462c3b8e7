"""Entries that have the most in common with one: words, sites, cases, tags; rare ones count for more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from hongke.catalogue import Catalogue, Entry
from hongke.record import Record

_LOOK_AT = 60
"""How many neighbours under one word are weighed, so that a common word costs no more than a rare one."""
_FEW = 2
"""How many entries are asked about, before the index of all is made."""
_REFERENCE = "ref"
_WORDS = frozenset({"theme", "region", "field", "category", "column"})


Key = tuple[str, str]
"""Something that entries have in common: a vocabulary and a word, or a mark of what it is and what it is."""


class Related:
    """Finds related entries; the index of all is made when more than a few are asked for, as a whole build does."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._by_address = catalogue.entries
        self._holders: dict[Key, _Holders | None] = {}
        self._asked = 0

    def _look_up(self, keys: Sequence[Key]) -> dict[Key, _Holders | None]:
        """Return who has what is asked for."""
        self._asked += 1
        if self._asked <= _FEW:
            wanted = set(keys).difference(self._holders)
            self._holders.update(dict.fromkeys(wanted))
            self._gather(wanted)
        elif self._asked == _FEW + 1:
            self._holders = {}
            self._gather(None)
        return self._holders

    def _gather(self, wanted: set[Key] | None) -> None:
        found: dict[Key, list[str]] = {}
        for kind in ("course", "case", "materials"):
            for entry in self._catalogue.of_kind(kind):
                keys = keys_of(entry.record)
                for key in keys if wanted is None else wanted.intersection(keys):
                    found.setdefault(key, []).append(entry.address)
        self._holders.update((key, _Holders(addresses)) for key, addresses in found.items())

    def to(
        self, entry: Entry, keys: Sequence[tuple[str, str]], *, limit: int = 4, leave_out: frozenset[str] = frozenset()
    ) -> tuple[Entry, ...]:
        """Return the entries most related to one with these keys, best first, those already shown left out."""
        address, known = entry.address, self._look_up(keys)
        scores: dict[str, float] = {}
        score = scores.get
        most = 0.0
        for key in keys:
            holders = known.get(key)
            if holders is None:
                continue
            around, share = holders.around(address), holders.share
            most = max(most, share)
            if scores:
                for other in around:
                    scores[other] = score(other, 0.0) + share
            else:
                scores.update(dict.fromkeys(around, share))
        for other in (address, *leave_out):
            scores.pop(other, None)
        # Those that share more than one thing are mostly enough, and few.
        best = [(-value, other) for other, value in scores.items() if value > most]
        if len(best) < limit:
            least = sorted(scores.values())[-limit:][:1]
            best = [(-value, other) for other, value in scores.items() if value >= least[0]]
        best.sort()
        return tuple([self._by_address[other] for _, other in best[:limit]])


class _Holders:
    """The entries that have one thing in common, by address, in the catalogue's order."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses
        self.share = 1 / max(len(addresses), 1)
        # The highest address so far: it grows, whatever the order of kinds, so that a place in it is found by halving.
        self._highest = list(accumulate(addresses, max)) if len(addresses) > _LOOK_AT else []

    def around(self, address: str) -> list[str]:
        """Return those next to an entry: all of them while they are few."""
        if not self._highest:
            return self.addresses
        at = bisect_left(self._highest, address)
        at = 0 if at == len(self._highest) else at
        start = max(0, min(at - _LOOK_AT // 2, len(self.addresses) - _LOOK_AT))
        return self.addresses[start : start + _LOOK_AT]


def named_by(entry: Entry) -> frozenset[str]:
    """Return the addresses in an entry's fields."""
    return frozenset(address for address, kinds in entry.record.refs if kinds is not None)


def keys_of(record: Record) -> list[tuple[str, str]]:
    """Return what an entry may share with others: words, entries it refers to, tags."""
    return [
        *[word for word in record.words if word[0] in _WORDS],
        *[(_REFERENCE, address) for address in dict.fromkeys([ref for ref, kinds in record.refs if kinds is not None])],
        *[("tag", tag) for tag in dict.fromkeys(record.tags)],
    ]
