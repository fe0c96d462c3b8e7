"""What depends on which topics, kept the other way round: of ten thousand pages a change asks for few topics' dependants."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, Final

Topics = tuple[int, ...]
Table = dict[str, Any]
"""Plain data: what stands, and by name the topics of what was made again since; none of what is gone."""
_STANDING = ""
"""Under what is no name stands: the names, where each topic's dependants begin, and these, as places among the names."""
_BETWEEN = "\0"
_NUMBER: Final = "I"


class Dependants:
    """Pages or files by name, with the numbers of the topics that each depends on."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @classmethod
    def of(cls, topics: Mapping[str, Topics]) -> Dependants:
        """Return the dependants of topics."""
        size = max((number for needed in topics.values() for number in needed), default=-1) + 1
        places: list[list[int]] = [[] for _ in range(size)]
        for place, needed in enumerate(topics.values()):
            for number in needed:
                places[number].append(place)
        begins, members = array(_NUMBER), array(_NUMBER)
        for some in places:
            begins.append(len(members))
            members.extend(some)
        begins.append(len(members))
        return cls({_STANDING: (_BETWEEN.join(topics), begins.tobytes(), members.tobytes())})

    def depending(self, on: Iterable[int]) -> set[str]:
        """Return those that depend on any of the topics."""
        return set(self.reasons(on))

    def reasons(self, on: Iterable[int]) -> dict[str, set[int]]:
        """Return those that depend on any of the topics, each with those that it depends on."""
        joined, begins, members = self._standing()
        places: dict[int, set[int]] = {}
        for number in on:
            if number < len(begins) - 1:
                for place in members[begins[number] : begins[number + 1]]:
                    places.setdefault(place, set()).add(number)
        names = joined.split(_BETWEEN) if places else []
        found = {names[place]: numbers for place, numbers in places.items()}
        wanted = frozenset(on)
        for name, needed in self._fresh():
            found.pop(name, None)
            if not wanted.isdisjoint(needed):
                found[name] = set(wanted.intersection(needed))
        return found

    def replaced(self, fresh: Mapping[str, Topics], gone: Iterable[str]) -> Dependants:
        """Return them with the topics of what was made again, and without some."""
        return Dependants({**self.table, **fresh, **dict.fromkeys(gone, ())})

    def topics(self) -> dict[str, Topics]:
        """Return the topics of each by its name."""
        joined, begins, members = self._standing()
        names = joined.split(_BETWEEN) if joined else []
        needed: list[list[int]] = [[] for _ in names]
        for number in range(len(begins) - 1):
            for place in members[begins[number] : begins[number + 1]]:
                needed[place].append(number)
        found = dict(zip(names, map(tuple, needed), strict=True))
        found.update(self._fresh())
        return {name: topics for name, topics in found.items() if topics}

    def _standing(self) -> tuple[str, memoryview, memoryview]:
        joined, begins, members = self.table[_STANDING]
        return joined, memoryview(begins).cast(_NUMBER), memoryview(members).cast(_NUMBER)

    def _fresh(self) -> list[tuple[str, Topics]]:
        return [(name, topics) for name, topics in self.table.items() if name != _STANDING]
