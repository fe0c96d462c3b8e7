"""What each tag of many pages does to their text: parts it, heads it, begins or ends what is skipped, or nothing.

A tag is known by its first eight characters, four at a time: each kind is looked up in `content` once, then in tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from hongke.search.marking import HEADINGS, SKIPPED, UNPARTED
from hongke.search.tables import Table, four_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]
    Places = NDArray[np.int64]

INLINE, SPAN, SPAN_END, PARTING, HEADING, OPENING, CLOSING, UNREADABLE, _LONG = range(9)
"""Kinds of tags."""
PADDING = "\n" * 32
"""Stands after the last page, so that what would be the characters of a short tag can be read there too."""

_NAME = re.compile(r"/?[a-zA-Z0-9]+")
_SKIPPED = (*SKIPPED, "svg")
_KNOWN = 8
"""How many characters of a tag are looked at."""
_WIDE = np.uint64(0xFF00FF00FF00FF00)


def kind_of_tag(tag: str) -> tuple[int, int]:
    """Return the kind, and which of the skipped names it has, of a tag of which the first eight characters are given."""
    found = _NAME.match(tag)
    if not found:
        return UNREADABLE, 0
    name, after = found[0], tag[found.end() :]
    bare = name.removeprefix("/")
    goes_on = len(name) == _KNOWN
    if any(one != bare and bare.startswith(one) for one in _SKIPPED) or (
        goes_on and any(one.startswith(bare) for one in _SKIPPED)
    ):
        return UNREADABLE, 0  # such as `</navigation>`, which the pattern of what is skipped takes for `</nav>`
    if bare in _SKIPPED:
        number = _SKIPPED.index(bare)
        if name != bare:
            return (UNREADABLE if bare == "svg" and after else CLOSING), number
        return (PARTING if after.startswith("/") and bare != "svg" else OPENING), number
    if name == "/span":
        return (UNREADABLE if after else SPAN_END), 0
    if name in UNPARTED:
        return SPAN if name == "span" else INLINE, 0
    return (HEADING if name in HEADINGS and after and after[0].isspace() else PARTING), 0


class Tags:
    """Tables of the tags that were seen: what each four characters, or eight, come to."""

    def __init__(self) -> None:
        self._short = Table(np.uint8)
        self._long = Table(np.uint8)

    def of(self, text: str, units: Units, begins: Places, ends: Places) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return kinds and names of the tags of a text, which begin and end at places of its code units."""
        sizes = ends - begins
        sizes -= 1
        keys = four_units(units, begins + 1, sizes)
        found = self._short.of(keys, lambda place: _short_tag(text, int(begins[place]), int(ends[place])))
        more = np.flatnonzero(found == _LONG)
        firsts, sizes = keys[more], sizes[more]
        seconds = four_units(units, begins[more] + 5, sizes - 4)
        wide = np.flatnonzero((firsts | seconds) & _WIDE)
        seconds <<= np.uint64(8)
        seconds |= firsts
        seconds[wide] = 0

        def tag(place: int) -> int:
            begin, end = int(begins[more[place]]), int(ends[more[place]])
            return _number(*kind_of_tag(text[begin + 1 : min(end, begin + 1 + _KNOWN)]))

        others = self._long.of(seconds, tag)
        for place in wide.tolist():
            others[place] = tag(place)
        found[more] = others
        return found & np.uint8(15), found >> np.uint8(4)


def _short_tag(text: str, begin: int, end: int) -> int:
    tag = text[begin + 1 : min(end, begin + 5)]
    name = _NAME.match(tag)
    # Whether a name goes on after its fourth character, these do not tell.
    return _LONG if name and len(name[0]) == 4 else _number(*kind_of_tag(tag))


def _number(kind: int, name: int) -> int:
    return kind | name << 4
