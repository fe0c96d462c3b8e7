"""Entries that have the most in common with one: words, sites, cases, tags; rare ones count for more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from hongke.catalogue import Catalogue, Entry
from hongke.record import Record

_LOOK_AT = 60
"""How many neighbours under one word are weighed, so that a common word costs no more than a rare one."""
_FEW = 2
"""How many entries are asked about unexpectedly, before the index of all is made."""
_MANY = 60
"""From how many expected entries on the index of all is made at once."""
_REFERENCE = "ref"
_TAG = "tag"
_WORDS = frozenset({"theme", "region", "field", "category", "column"})


Key = tuple[str, str]
"""Something that entries have in common: a vocabulary and a word, or a mark of what it is and what it is."""


class Related:
    """Finds related entries; the index of all is made when more than a few are asked for, as a whole build does."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._holders: dict[Key, _Holders | None] = {}
        self._expected: Collection[Entry] = ()
        self._asked = 0
        self._has_all = False

    def expect(self, entries: Collection[Entry]) -> None:
        """Say which entries will be asked about: the catalogue is then gone through once for all of them."""
        self._expected = entries

    def _look_up(self, keys: Sequence[Key]) -> dict[Key, _Holders | None]:
        """Return who has what is asked for."""
        if self._has_all:
            return self._holders
        wanted = set(keys).difference(self._holders)
        if wanted:
            self._asked += 1
            expected, self._expected = self._expected, ()
            if self._asked > _FEW or len(expected) >= _MANY:
                self._has_all = True
                self._holders = {key: _Holders(addresses) for key, addresses in self._all().items()}
            else:
                wanted.update(key for entry in expected for key in keys_of(entry.record))
                self._holders.update(dict.fromkeys(wanted))
                self._holders.update((key, _Holders(addresses)) for key, addresses in self._some(wanted).items())
        return self._holders

    def _all(self) -> dict[Key, list[str]]:
        found: dict[Key, list[str]] = {}
        for entry in self._weighed():
            for key in keys_of(entry.record):
                found.setdefault(key, []).append(entry.address)
        return found

    def _some(self, wanted: set[Key]) -> dict[Key, list[str]]:
        """Return what `_all` does, for these keys alone: most entries have none of them, and are left at that."""
        found: dict[Key, list[str]] = {}
        words = {key for key in wanted if key[0] in _WORDS}
        refs, tags = ({value for name, value in wanted if name == mark} for mark in (_REFERENCE, _TAG))
        for entry in self._weighed():
            record, address = entry.record, entry.address
            for key in words.intersection(record.words):
                found.setdefault(key, []).append(address)
            if record.refs and refs:
                for ref in {ref for ref, kinds in record.refs if ref in refs and kinds is not None}:
                    found.setdefault((_REFERENCE, ref), []).append(address)
            if record.tags and tags:
                for tag in tags.intersection(record.tags):
                    found.setdefault((_TAG, tag), []).append(address)
        return found

    def _weighed(self) -> Iterator[Entry]:
        for kind in ("course", "case", "materials"):
            yield from self._catalogue.of_kind(kind)

    def to(
        self, entry: Entry, keys: Sequence[tuple[str, str]], *, limit: int = 4, leave_out: frozenset[str] = frozenset()
    ) -> tuple[str, ...]:
        """Return the addresses most related to an entry with these keys, best first, those already shown left out."""
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
        return tuple([other for _, other in best[:limit]])


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
        *[(_TAG, tag) for tag in dict.fromkeys(record.tags)],
    ]
