"""What makers of pages share: the catalogue, its templates, its links, what is related to what."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from hongke.catalogue import Catalogue, Entry
from hongke.glossary import Glossary
from hongke.links import Links
from hongke.pages.related import Related, keys_of
from hongke.pieces import Kept
from hongke.templating import Templates


class Site:
    """One catalogue about to be shown."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self.templates = Templates(catalogue, links)
        self.related: dict[str, tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]] = {}
        """By the address of an entry that was asked about: the topics of its keys, what was left out, what is related to it."""
        self._near: Kept[tuple[str, str], int] = Kept(lambda key: catalogue.number(f"near {key[0]}/{key[1]}"))

    def explained(self, html: str, own_address: str) -> str:
        """Return a fragment, rendered just now, in which terms of the glossary explain themselves."""
        met = {own_address}
        if self._glossary.occurs_in(self.templates.running):
            html = self._glossary.explain(html, own_address, met)
        self.catalogue.note("names")
        self.catalogue.note_all([self.templates.pieces.entry_topics[address] for address in met])
        return html

    def related_to(self, entry: Entry, *, leave_out: frozenset[str]) -> tuple[Entry, ...]:
        """Return the entries most related to one, best first, those already shown left out."""
        keys = keys_of(entry.record)
        near, shown = tuple([self._near[key] for key in keys]), tuple(sorted(leave_out))
        found = self.templates.earlier.related(entry.address, near, shown)
        if found is None:
            found = self._related.to(entry, keys, leave_out=leave_out)
        self.related[entry.address] = near, shown, found
        self.catalogue.note_all(near)
        return tuple(self.templates.pieces.entries(found))

    def expect(self, entries: Collection[Entry]) -> None:
        """Say of which entries the pages are about to be made."""
        self._related.expect(entries)

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary(self.catalogue.unwatched, self.links)

    @cached_property
    def _related(self) -> Related:
        return Related(self.catalogue.unwatched)
