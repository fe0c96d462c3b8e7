"""What a rule on one document may ask of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from hongke.catalogue import Catalogue
from hongke.kinds import KINDS
from hongke.model.meeting import MEETING_TYPES
from hongke.model.options import Options
from hongke.model.vocabulary import Vocabulary

OTHER_PAGES = (
    "browse/index.md",
    "search/index.md",
    "stats/index.md",
    "ledger/index.md",
    "records/index.md",
    *(f"records/{kind.slug}.md" for kind in MEETING_TYPES),
    "quiz/all/contest.md",
    "quiz/all/wrong.md",
    "guide/codes.md",
    "guide/options.md",
    "guide/vocabularies.md",
    "guide/fields/index.md",
    *(f"guide/fields/{kind}.md" for kind in KINDS),
)
"""Generated pages that are neither an entry's nor a word's nor an index; a test holds this to the pages that are made."""


class Surroundings:
    """The options, vocabularies and files of a catalogue: no other entry, so that what is found in a document stays found."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @property
    def options(self) -> Options:
        """The catalogue's options."""
        return self._catalogue.options

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The vocabularies by name."""
        return self._catalogue.vocabularies

    @property
    def pictures(self) -> frozenset[str]:
        """The files below `docs/`."""
        return self._catalogue.files

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file that a link in Markdown may name."""
        return self._catalogue.files | generated_files(self._catalogue)


def generated_files(catalogue: Catalogue) -> frozenset[str]:
    """Return the Markdown files that a link may name although they are generated: entries, indexes, pages of words."""
    words = {
        f"{vocabulary.name}/{slug}.md" for vocabulary in catalogue.vocabularies.values() for slug in vocabulary.words
    }
    indexes = {f"{name}/index.md" for name in (*KINDS, *catalogue.vocabularies)}
    return frozenset({f"{address}.md" for address in catalogue.entries} | words | indexes | set(OTHER_PAGES))
