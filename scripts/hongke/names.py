"""Known names in running text, found without trying every name at every place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Names(Generic[T]):
    """Names of two characters or more, each with what it stands for."""

    def __init__(self, named: Mapping[str, T]) -> None:
        self._named = named
        lengths: dict[str, set[int]] = {}
        for name in named:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}
        first, second = ("".join(map(re.escape, {start[at] for start in lengths})) for at in (0, 1))
        self._starts = re.compile(f"[{first}](?=[{second}])" if first else "(?!)")

    def places(self, text: str) -> Iterator[int]:
        """Give the places where a name may begin, which are few."""
        for found in self._starts.finditer(text):
            yield found.start()

    def occur(self, text: str, start: int, end: int) -> bool:
        """Whether a name begins between two places."""
        named, lengths = self._named, self._lengths
        for found in self._starts.finditer(text, start, end):
            place = found.start()
            for length in lengths.get(text[place : place + 2], ()):
                if text[place : place + length] in named:
                    return True
        return False

    def at(self, text: str, place: int) -> Iterator[tuple[str, T]]:
        """Give the names that begin at a place, longest first."""
        for length in self._lengths.get(text[place : place + 2], ()):
            name = text[place : place + length]
            if len(name) == length and name in self._named:
                yield name, self._named[name]
