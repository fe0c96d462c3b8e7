"""What each file came to the last time, so that a preview reads again only what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from hongke.model.vocabulary import Vocabulary

Part = TypeVar("Part")


@dataclass(slots=True)
class Memory(Generic[Part]):
    """The parts of the last catalogue by file name, each with the digest of its file."""

    _known: dict[str, tuple[bytes, Part]] = field(default_factory=dict)
    _used: dict[str, tuple[bytes, Part]] = field(default_factory=dict)
    _vocabularies: Mapping[str, Vocabulary] | None = None

    def begin(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Begin a new catalogue. Other words may make any file right or wrong: then everything is read again."""
        if vocabularies != self._vocabularies:
            self._known = {}
        self._vocabularies = dict(vocabularies)
        self._used = {}

    def end(self) -> None:
        """Forget every file that the catalogue just read does not have."""
        self._known = self._used

    def recall(self, name: str, digest: bytes) -> Part | None:
        """Return what the file came to, if it is what it was."""
        found = self._known.get(name)
        if found is None or found[0] != digest:
            return None
        self._used[name] = found
        return found[1]

    def keep(self, name: str, digest: bytes, part: Part) -> None:
        """Remember what a file came to."""
        self._used[name] = (digest, part)
