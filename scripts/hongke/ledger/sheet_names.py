"""Names of branches as names of sheets: what Excel refuses is replaced, and no two are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = ("history",)
"""Excel keeps this name for itself, in any case."""


def sheet_names(branches: Sequence[str], taken: Iterable[str]) -> list[str]:
    """Return a name of a sheet for each branch, in order, none of them one that is taken, whatever the case."""
    used = {name.casefold() for name in taken} | set(_RESERVED)
    names = []
    for branch in branches:
        plain = _FORBIDDEN.sub("_", branch).strip().strip("'").strip() or "支部"
        name, number = _cut(plain, ""), 1
        while name.casefold() in used:
            number += 1
            name = _cut(plain, f"({number})")
        used.add(name.casefold())
        names.append(name)
    return names


def _cut(name: str, suffix: str) -> str:
    """Return the name with its suffix, cut to what Excel allows; it counts in units of UTF-16."""
    room = LONGEST - len(suffix)
    while len(name.encode("utf-16-le")) // 2 > room:
        name = name[:-1]
    return (name.rstrip("'") or "支部") + suffix
