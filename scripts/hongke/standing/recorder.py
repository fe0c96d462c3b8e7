"""Pages and files of a site with the topics that each depends on."""

from __future__ import annotations

from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from hongke.assets import Asset, LateAsset
from hongke.catalogue import Catalogue
from hongke.links import Links
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site
from hongke.pages.table import ASSETS, PAGES
from hongke.standing.dependants import Topics
from hongke.standing.watch import Watch, WatchedCatalogue


class Recorder(Struct):
    """Makes what it is asked for, and notes the topics, as numbers of `watch`.

    `lists` and `shelves` hold the topics that the list of a maker's pages and files depends on, by its place in its table;
    `pages` those of each page that was made, by source, and `files` those of each file that is made by itself, by path.
    """

    site: Site
    watch: Watch
    lists: dict[int, Topics] = field(default_factory=dict)
    shelves: dict[int, Topics] = field(default_factory=dict)
    pages: dict[str, Topics] = field(default_factory=dict)
    files: dict[str, Topics] = field(default_factory=dict)
    _last: str = ""
    _captured: dict[str, Topics] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue, links: Links, watch: Watch) -> Recorder:
        """Return the recorder of a published catalogue."""
        return cls(Site(WatchedCatalogue(catalogue, watch), links), watch)

    def listed(self, maker: int) -> list[Page]:
        """Return the pages of a maker of the table, unmade."""
        self.watch.taken()
        pages = list(PAGES[maker](self.site))
        self.lists[maker] = self.watch.taken()
        if not PAGES[maker].notes:
            self._captured.update(dict.fromkeys((page.src for page in pages), self.lists[maker]))
        return pages

    def shelved(self, maker: int) -> list[Asset | LateAsset]:
        """Return the files of a maker of the table, those that are made by themselves unmade."""
        self.watch.taken()
        assets = list(ASSETS[maker](self.site))
        self.shelves[maker] = self.watch.taken()
        return [
            replace(asset, make=partial(self._make_file, asset)) if isinstance(asset, LateAsset) else asset
            for asset in assets
        ]

    def cards(self) -> dict[str, Topics]:
        """Return the topics of each card that was made, by the address of its entry."""
        templates = self.site.templates
        return {address: tuple(templates.cards[address][1]) for address in templates.new_cards}

    def watched(self, page: Page) -> Page:
        """Return the page, whose topics will be noted when it is made."""
        return replace(page, make=partial(self._make, page))

    def _make(self, page: Page) -> Fragment:
        self.watch.taken()
        fragment = page.make()
        own = self._own(page.address)
        self.watch.note(own)
        self._release_last(own)
        self.watch.topics.update(self._captured.get(page.src, ()))
        self.pages[page.src] = self.watch.taken()
        return fragment

    def _release_last(self, own: str) -> None:
        """Let the entry go whose pages have been made: pages of an entry come one after the other."""
        last, self._last = self._last, own.removeprefix("whole ")
        entry = self.site.catalogue.unwatched.entries.get(last)
        if last != self._last and entry is not None:
            entry.release()

    def _make_file(self, asset: LateAsset) -> bytes:
        self.watch.taken()
        content = asset.make()
        self.watch.note(self._own(asset.path.rpartition("/")[0]))
        self.files[asset.path] = self.watch.taken()
        return content

    def _own(self, address: str) -> str:
        """Return the topic of what a page is of: an entry (its page, the trainer's view, its sheets) or a file."""
        kind, _, rest = address.partition("/")
        own = f"{kind}/{rest.partition('/')[0]}"
        return f"whole {own}" if own in self.site.catalogue.unwatched.entries else f"file {address}"
