"""Short texts as numbers, and tables of what such numbers are, for many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]
    Places = NDArray[np.int64]
    Numbers = NDArray[np.uint64]

_FACTOR = 0x9E3779B97F4A7C15
_MASKS = np.array([(1 << 16 * length) - 1 for length in range(5)], np.uint64)


def four_units(units: Units, starts: Places, sizes: Places) -> Numbers:
    """Return the first four code units from each place as one number; those beyond its size are 0.

    After the last place at least three more units must stand.
    """
    fours: Numbers = np.ndarray((max(len(units) - 3, 0),), "<u8", units.data, 0, (2,))
    return fours[starts] & _MASKS[np.minimum(sizes, 4)]


class Table:
    """Maps numbers to what they were found to be; which is found out when a number is first seen."""

    def __init__(self, kind: type[np.unsignedinteger[Any]], *, bits: int = 14) -> None:
        self._kind = kind
        self._bits = bits
        self._clear()

    def _clear(self) -> None:
        # A number has one slot; where another has it already, it is looked up in `_known` each time.
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._values = np.zeros(1 << self._bits, self._kind)
        self._known: dict[int, int] = {}

    def of(self, keys: Numbers, value_of: Callable[[int], int]) -> NDArray[Any]:
        """Return what each number is; `value_of` tells of a new one, by its place. 0 is never in the table."""
        slots = (keys * np.uint64(_FACTOR) >> np.uint64(64 - self._bits)).astype(np.intp)
        found = self._values[slots]
        others = np.flatnonzero((self._keys[slots] != keys) | (keys == 0))
        if len(others):
            # Not `np.unique`, which loads masked arrays: that takes longer than a hundred pages.
            some = keys[others].tolist()
            values: dict[int, int] = {}
            for key, place in zip(some, others.tolist(), strict=True):
                if key not in values:
                    values[key] = self._value(key, place, value_of)
            found[others] = [values[key] for key in some]
        return found

    def _value(self, key: int, place: int, value_of: Callable[[int], int]) -> int:
        value = self._known.get(key)
        if value is None:
            if len(self._known) >= 1 << self._bits:
                self._clear()
            value = self._known[key] = value_of(place)
            slot = (key * _FACTOR & (1 << 64) - 1) >> 64 - self._bits
            if not self._keys[slot]:
                self._keys[slot], self._values[slot] = key, value
        return value
