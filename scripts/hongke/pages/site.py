"""What makers of pages share: the catalogue, its templates, its links, what is related to what."""

from __future__ import annotations

from functools import cached_property

from hongke.catalogue import Catalogue
from hongke.glossary import Glossary
from hongke.links import Links
from hongke.pages.related import Related
from hongke.templating import Templates


class Site:
    """One catalogue about to be shown."""

    def __init__(self, catalogue: Catalogue, links: Links) -> None:
        self.catalogue = catalogue
        self.links = links
        self.templates = Templates(catalogue, links)

    def explained(self, html: str, own_address: str) -> str:
        """Return a fragment in which terms of the glossary explain themselves."""
        return self._glossary.explain(html, own_address)

    @cached_property
    def _glossary(self) -> Glossary:
        return Glossary(self.catalogue, self.links)

    @cached_property
    def related(self) -> Related:
        """The index of related entries, made when the first page asks."""
        return Related(self.catalogue)
