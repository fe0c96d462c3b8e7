"""What makers of pages share: the catalogue, its templates, its links, what is related to what."""

from __future__ import annotations

from functools import cached_property

from hongke.catalogue import Catalogue, Entry
from hongke.glossary import Glossary
from hongke.links import Links
from hongke.pages.related import Related, keys_of
from hongke.templating import Templates


class Site:
    """One catalogue about to be shown."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self.templates = Templates(catalogue, links)

    def explained(self, html: str, own_address: str) -> str:
        """Return a fragment in which terms of the glossary explain themselves."""
        met: set[str] = set()
        explained = self._glossary.explain(html, own_address, met)
        self.catalogue.note("names")
        for address in met:
            self.catalogue.note(f"entry {address}")
        return explained

    def related_to(self, entry: Entry, *, leave_out: frozenset[str]) -> tuple[Entry, ...]:
        """Return the entries most related to one, best first, those already shown left out."""
        found = self._related.to(entry, leave_out=leave_out)
        for name, value in keys_of(entry.record):
            self.catalogue.note(f"near {name}/{value}")
        for other in found:
            self.catalogue.note(f"entry {other.address}")
        return found

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary(self.catalogue.unwatched, self.links)

    @cached_property
    def _related(self) -> Related:
        return Related(self.catalogue.unwatched)
