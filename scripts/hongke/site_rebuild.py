"""What is written again of a site that stands: pages, other files, the search index, the site map."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from hongke.assets import FOLDER, LateAsset
from hongke.catalogue import Catalogue, Entry
from hongke.load.loading import bytes_of
from hongke.output import Output
from hongke.pages.entries import pages_of_entry
from hongke.pages.page import Fragment, Page
from hongke.pages.table import ENTRIES, PAGES
from hongke.search.index import SearchIndex
from hongke.search.standing import StandingIndex
from hongke.search.standing_files import StandingFiles
from hongke.standing.kept import Kept
from hongke.standing.made import StandingMade
from hongke.standing.mender import Mender
from hongke.standing.mending import Block
from hongke.standing.recorder import Recorder
from hongke.standing.site import Row, StandingSite, packed, page_of, row_of, src_of, unpacked
from hongke.standing.sitemap import PATH, sitemap
from hongke.standing.watch import Watch
from hongke.templating import names_of

_NUMBERED = tuple(f"{FOLDER}/{folder}/" for folder in "spt")
"""Folders of the index whose files come and go with its pages."""
_ENTRIES = PAGES.index(ENTRIES)


class NotThisWay(Exception):
    """The change reaches further than single pages: the site must be built anew."""


class SiteRebuild:
    """One rebuild of a site under way: what the touched topics are, and what was written and removed so far."""

    def __init__(self, kept: Kept, catalogue: Catalogue, topics: Collection[str], out: Path) -> None:
        touched = kept.site.numbers(topics)
        self._changed = {topic.removeprefix("entry ") for topic in topics if topic.startswith("entry ")}
        self._kept = kept
        self._catalogue = catalogue
        self._out = out
        self._recorder = Recorder.of(catalogue, kept.settings.links, Watch(kept.site.topics))
        self._shared = kept.site.made.after(touched)
        self._recorder.site.templates.earlier = StandingMade(kept.last.store, self._shared)
        self._mender = Mender(self._recorder.site, kept, topics)
        self._touched = touched | self._mender.touched
        self._output = Output(str(out))
        self._dirty = kept.site.pages.depending(self._touched - self._mender.pieces)
        self._lists = dict(kept.site.lists)
        self._listed: dict[int, list[Page]] = {}
        self._rows: dict[int, list[Row]] = {}
        self._made: dict[str, tuple[Page, str]] = {}
        self._blocks: dict[str, list[Block]] = {}
        self._gone: set[str] = set()
        self._gone_files: set[str] = set()
        self._shelves = dict(kept.site.shelves)
        self._other_pages = False
        self._other_days = False
        self.written: list[str] = []
        self.removed: list[str] = []

    def compare_lists(self) -> None:
        """Make the lists of pages that may have changed. A page whose head is another one is made again."""
        for maker, (_, topics) in self._kept.site.lists.items():
            if self._touched.isdisjoint(topics):
                continue
            rows = self._rows_of(maker)
            fresh = self._same_entries(rows) if maker == _ENTRIES else None
            if fresh is None:
                fresh = [row_of(page) for page in self._pages_of(maker)]
                topics = self._recorder.lists[maker]
                compared = rows, fresh
            else:
                others = [(row, now) for row, now in zip(rows, fresh, strict=True) if row is not now]
                compared = [row for row, _ in others], [now for _, now in others]
            self._rows[maker] = fresh
            self._lists[maker] = (packed(fresh), topics)
            before, after = ({src_of(row): row for row in some} for some in compared)
            self._dirty.update(src for src, row in after.items() if before.get(src) != row)
            if list(before) != list(after) or any(before[src][6] != row[6] for src, row in after.items()):
                self._other_pages = True
            self._other_days = self._other_days or any(
                src in before and before[src][7] != row[7] for src, row in after.items()
            )
            self._take_away([row for src, row in before.items() if src not in after])
            self._refuse_hard_ones([row for src, row in after.items() if src not in before])

    def _same_entries(self, rows: list[Row]) -> list[Row] | None:
        """Return the rows of the pages of entries, where none came or went: those of other entries stand. None otherwise."""
        places = {row[0]: place for place, row in enumerate(rows)}
        fresh = list(rows)
        for address in self._changed:
            entry = self._catalogue.entries.get(address)
            now = [row_of(page) for page in pages_of_entry(entry, self._recorder.site)] if entry else []
            if [row[0] for row in now] != [old for old in (address, f"{address}/teach") if old in places]:
                return None
            for row in now:
                fresh[places[row[0]]] = row
        return fresh

    def _refuse_hard_ones(self, rows: Iterable[Row]) -> None:
        """Stop where a page comes or goes that others show: one that the navigation names, an index, a file of `docs/`."""
        settings = self._kept.settings
        for row in rows:
            src = src_of(row)
            if row[3] or src in settings.navigation or src in self._catalogue.files or not settings.own_sitemap:
                raise NotThisWay(f"{src} comes or goes")

    def _take_away(self, rows: list[Row]) -> None:
        self._refuse_hard_ones(rows)
        for row in rows:
            if src_of(row) in self._kept.written:
                raise NotThisWay(f"{src_of(row)} was a file")
            self._dirty.discard(src_of(row))
            self._gone.add(src_of(row))
            self._remove([self._path(page_of(row, make=_nothing))])

    def make_pages(self) -> None:
        """Make and write every page that a change touches."""
        self._mend_pages()
        left = self._dirty - self._make_entries()
        for maker in self._lists if left else ():
            if left.isdisjoint(map(src_of, self._rows_of(maker))):
                continue
            for page in self._pages_of(maker):
                if page.src in left:
                    self._make(self._recorder.watched(page))

    def _mend_pages(self) -> None:
        """Mend pages of which no more than some pieces has changed; those that cannot be mended are made with the others."""
        broken = self._mender.broken(self._dirty | self._gone)
        rows = (row for maker in self._lists if broken for row in self._rows_of(maker))
        for row in rows:
            src = src_of(row)
            if src not in broken:
                continue
            page = page_of(row, make=_nothing)
            path = self._path(page)
            before = self._read(path)
            found = self._mender.mended(page, before, broken[src])
            if found is None:
                self._dirty.add(src)
                continue
            if found.finished != before:
                self._made[src] = (page, found.content)
                self._blocks[src] = found.blocks
                self._write(path, found.finished)

    def _make_entries(self) -> set[str]:
        """Make the pages of entries, told by their source, where there is no list of all; returns the sources."""
        found: dict[str, Entry] = {}
        for src in sorted(self._dirty):
            entry = self._catalogue.entries.get(src.removesuffix(".md").removesuffix("/teach"))
            if entry:
                found[entry.address] = entry
        self._recorder.site.expect(found.values())
        made: set[str] = set()
        if _ENTRIES in self._listed:
            return made
        for entry in found.values():
            for page in pages_of_entry(entry, self._recorder.site):
                if page.src in self._dirty:
                    self._make(self._recorder.watched(page))
                    made.add(page.src)
        return made

    def _make(self, page: Page) -> None:
        settings = self._kept.settings
        fragment = page.fragment(settings.links)
        finished = settings.shells.finish(page, fragment.html)
        if finished is None:
            raise NotThisWay(f"the theme renders {page.src} itself")
        self._made[page.src] = (page, fragment.html)
        self._write(self._path(page), finished)

    def _path(self, page: Page) -> str:
        path = self._kept.settings.links.url(page.address, index=page.index)
        return f"{path}index.html" if not path or path.endswith("/") else path

    def make_files(self) -> None:
        """Make and write every file that is no page and that a change touches."""
        late = self._kept.site.files.depending(self._touched)
        for maker, (paths, topics) in self._kept.site.shelves.items():
            touched = not self._touched.isdisjoint(topics)
            if not touched and late.isdisjoint(paths):
                continue
            known = set(paths)
            assets = self._recorder.shelved(maker)
            for asset in assets:
                is_late = isinstance(asset, LateAsset)
                if asset.path in late or (touched and (not is_late or asset.path not in known)):
                    self._write(asset.path, asset.content)
            gone = known - {asset.path for asset in assets}
            self._gone_files |= gone
            self._remove(gone)
            self._shelves[maker] = ([asset.path for asset in assets], self._recorder.shelves[maker])

    def make_index(self, written: Collection[str]) -> None:
        """Write the files of the search index that have changed; `written` are the paths of all that the site has."""
        files = StandingFiles(self._read, self._kept.index)
        heads = self._kept.settings.heads
        if not self._other_pages:
            patch = StandingIndex(files, self._catalogue, len(self._made) - len(self._blocks))
            for src, (page, html) in self._made.items():
                if page.noindex or (src in self._blocks and patch.mend(page, self._blocks[src])):
                    continue
                patch.replace(page, heads.url(page), html)
            for asset in list(patch.files()):
                self._write(asset.path, asset.content)
            self._remove(patch.gone)
            self._kept.index = patch.state()
            return
        index = SearchIndex(self._catalogue, files)
        for page in self._in_order():
            if page.src in self._made:
                index.add(page, heads.url(page), self._made[page.src][1])
            else:
                index.keep(page, heads.url(page))
        # Pages have other numbers now: nothing is written over what is still to be read.
        assets = {asset.path: asset.content for asset in (*index.ready(), *index.files())}
        standing = {path for path in written if path.startswith(f"{FOLDER}/") and path[-1] != "/"}
        for path, content in assets.items():
            if path not in standing or (self._out / path).read_bytes() != content:
                self._write(path, content)
        self._remove([path for path in standing if path.startswith(_NUMBERED) and path not in assets])
        self._kept.index = index.state()

    def make_sitemap(self) -> None:
        """Write the site map, where it changed."""
        if not self._other_pages and not self._other_days:
            return
        settings = self._kept.settings
        if not settings.own_sitemap:
            raise NotThisWay("the site map is another one")
        made, packed = sitemap(self._in_order(), settings.heads)
        self._write(PATH, made)
        self._write(f"{PATH}.gz", packed)

    def _in_order(self) -> list[Page]:
        """Return all pages in the order of a build."""
        pages = {src_of(row): page_of(row, make=_nothing) for maker in self._lists for row in self._rows_of(maker)}
        written = self._kept.written
        return [*(pages[src] for src in written), *(page for src, page in pages.items() if src not in set(written))]

    def copy(self, source: Path, path: str) -> None:
        """Copy a file into the site."""
        self._output.copy(str(source), path)
        self.written.append(path)

    def site(self) -> StandingSite:
        """Return what stands of the site now."""
        site, recorder = self._kept.site, self._recorder
        return StandingSite(
            made=self._shared,
            topics=recorder.watch.numbers,
            lists=self._lists,
            pages=site.pages.replaced(recorder.pages, self._gone),
            shelves=self._shelves,
            files=site.files.replaced(recorder.files, self._gone_files),
            cards=site.cards.replaced(recorder.cards(), {src.removesuffix(".md") for src in self._gone}),
            names=sorted(set(names_of(self._catalogue))),
        )

    def _pages_of(self, maker: int) -> list[Page]:
        if maker not in self._listed:
            self._listed[maker] = self._recorder.listed(maker)
        return self._listed[maker]

    def _rows_of(self, maker: int) -> list[Row]:
        """Return the rows of a maker's pages: as they were, until the list has been made again."""
        if maker not in self._rows:
            self._rows[maker] = unpacked(self._lists[maker][0])
        return self._rows[maker]

    def _read(self, path: str) -> bytes:
        return bytes_of(f"{self._out}/{path}")

    def _write(self, path: str, content: bytes) -> None:
        self._output.write(path, content)
        self.written.append(path)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._output.remove(path)
            self.removed.append(path)


def _nothing() -> Fragment:
    raise AssertionError("a page in a list of heads is not made")
