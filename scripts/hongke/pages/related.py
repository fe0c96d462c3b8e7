"""Entries that have the most in common with one: words, sites, cases, tags; rare ones count for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hongke.catalogue import Catalogue, Entry
from hongke.leaves import leaves

_LOOK_AT = 60
"""How many neighbours under one word are weighed, so that a common word costs no more than a rare one."""
_WORDS = frozenset({"theme", "region", "field", "category", "column"})


class Related:
    """Finds related entries; the index is made once for the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._holders: dict[tuple[str, str], list[Entry]] = {}
        self._keys: Mapping[str, tuple[tuple[str, str], ...]] = {
            entry.address: tuple(dict.fromkeys(_keys(entry))) for entry in catalogue.entries.values()
        }
        self._by_address = catalogue.entries
        for kind in ("course", "case", "materials"):
            for entry in catalogue.of_kind(kind):
                for key in self._keys[entry.address]:
                    self._holders.setdefault(key, []).append(entry)

    def to(self, entry: Entry, *, limit: int = 4, leave_out: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
        """Return the entries most related to one, best first, those already shown left out."""
        scores: dict[str, float] = {}
        for key in self._keys[entry.address]:
            holders = self._holders.get(key, [])
            for other in _around(holders, entry):
                if other.address != entry.address and other.address not in leave_out:
                    scores[other.address] = scores.get(other.address, 0.0) + 1 / len(holders)
        best = sorted(scores, key=lambda address: (-scores[address], address))
        return tuple(self._by_address[address] for address in best[:limit])


def _keys(entry: Entry) -> Iterator[tuple[str, str]]:
    for leaf in leaves(entry.model):
        if leaf.word and leaf.word.vocabulary in _WORDS:
            yield leaf.word.vocabulary, leaf.text
        elif leaf.ref:
            yield "ref", leaf.text
    for tag in entry.model.tags:
        yield "tag", tag


def _around(holders: list[Entry], entry: Entry) -> list[Entry]:
    """Return the holders next to an entry: all of them while they are few."""
    if len(holders) <= _LOOK_AT:
        return holders
    at = next((number for number, other in enumerate(holders) if other.address >= entry.address), 0)
    start = max(0, min(at - _LOOK_AT // 2, len(holders) - _LOOK_AT))
    return holders[start : start + _LOOK_AT]
