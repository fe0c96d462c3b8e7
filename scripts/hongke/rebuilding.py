"""Build what a change touches, from what the last build left: pages, files and shards that stand are not made again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hongke.assets import FOLDER, LateAsset
from hongke.build import check_catalogue
from hongke.catalogue import Catalogue
from hongke.output import Output
from hongke.pages.page import Fragment, Page
from hongke.problems import Problem, Severity, has_errors
from hongke.search.index import SearchIndex
from hongke.search.standing import StandingIndex
from hongke.search.standing_files import StandingFiles
from hongke.standing.again import Found, checked_again
from hongke.standing.comparing import touched_between
from hongke.standing.kept import Kept
from hongke.standing.recorder import Recorder
from hongke.standing.remembered import Remembered
from hongke.standing.site import Row, StandingSite, depending, page_of, row_of, src_of
from hongke.standing.sitemap import PATH, sitemap
from hongke.standing.topics import EVERYTHING
from hongke.standing.watch import Watch
from hongke.templating import names_of

_NUMBERED = tuple(f"{FOLDER}/{folder}/" for folder in "spt")
"""Folders of the index whose files come and go with its pages."""


class NotThisWay(Exception):
    """The change reaches further than single pages: the site must be built anew."""


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild came to: problems, paths that were written and removed. `kept` was brought up to date with them."""

    problems: tuple[Problem, ...]
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Files:
    """Where everything lies: the catalogue's root, the folder of the site, the paths of all that was written there.

    `changed` are the catalogue's files and folders that are not what they were, relative to the root; `moment` is when they
    were looked at, in nanoseconds.
    """

    root: Path
    out: Path
    written: Collection[str]
    changed: Collection[str]
    moment: int

    @property
    def copies(self) -> list[str]:
        """The changed files that were copied into the site as they are."""
        names = [name.removeprefix("docs/") for name in self.changed if name.startswith("docs/")]
        return [name for name in names if name in self.written]


def rebuild(kept: Kept, files: Files) -> Rebuilt:
    """Check the catalogue again and write what has changed of its site; errors stop before anything is written.

    Raises NotThisWay, StandingError or StoreError where the site must be built anew, which writes over whatever was written.
    """
    options = kept.settings.options
    before = kept.last.catalogue(options)
    after, problems, remembered = _checked(kept, before, files)
    if has_errors(problems):
        return Rebuilt(problems)
    if kept.settings.strict and any(problem.severity is Severity.WARNING for problem in problems):
        raise NotThisWay("strict")
    topics = touched_between(before, after, kept.site.topics, set(kept.site.names))
    if EVERYTHING in topics:
        raise NotThisWay(EVERYTHING)
    work = _Work(kept, after.published(), kept.site.numbers(topics), files.out)
    work.compare_lists()
    work.make_pages()
    work.make_files()
    work.make_index({path for path in files.written if path[-1] != "/"})
    work.make_sitemap()
    for path in files.copies:
        work.copy(files.root / "docs" / path, path)
    kept.site = work.site()
    kept.last = remembered
    return Rebuilt(problems, work.written, work.removed)


def _checked(kept: Kept, before: Catalogue, files: Files) -> Found:
    """Return the catalogue as it is now."""
    again = checked_again(kept.last, before, files.changed, files.moment)
    if again:
        return again
    recollection = kept.last.recollection()
    recollection.memory.moment = files.moment
    after, problems = check_catalogue(files.root, kept.settings.options, recollection)
    # With errors, nothing of this is kept.
    remembered = kept.last if has_errors(problems) else Remembered.of(recollection, after.files, kept.last.store)
    return after, problems, remembered


class _Work:
    """One rebuild under way."""

    def __init__(self, kept: Kept, catalogue: Catalogue, touched: frozenset[int], out: Path) -> None:
        self._kept = kept
        self._catalogue = catalogue
        self._touched = touched
        self._out = out
        self._recorder = Recorder.of(catalogue, kept.settings.links, Watch(kept.site.topics))
        self._output = Output(str(out))
        self._dirty = depending(touched, kept.site.pages)
        self._lists = dict(kept.site.lists)
        self._listed: dict[int, list[Page]] = {}
        self._made: dict[str, tuple[Page, str]] = {}
        self._gone: set[str] = set()
        self._shelves = dict(kept.site.shelves)
        self._other_pages = False
        self._other_days = False
        self.written: list[str] = []
        self.removed: list[str] = []

    def compare_lists(self) -> None:
        """Make the lists of pages that may have changed. A page whose head is another one is made again."""
        for maker, (rows, topics) in self._kept.site.lists.items():
            if self._touched.isdisjoint(topics):
                continue
            fresh = [row_of(page) for page in self._pages_of(maker)]
            self._lists[maker] = (fresh, self._recorder.lists[maker])
            before, after = ({src_of(row): row for row in some} for some in (rows, fresh))
            self._dirty.update(src for src, row in after.items() if before.get(src) != row)
            if list(before) != list(after) or any(before[src][6] != row[6] for src, row in after.items()):
                self._other_pages = True
            self._other_days = self._other_days or any(
                src in before and before[src][7] != row[7] for src, row in after.items()
            )
            self._take_away([row for src, row in before.items() if src not in after])
            self._refuse_hard_ones([row for src, row in after.items() if src not in before])

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
        for maker, (rows, _) in self._lists.items():
            if self._dirty.isdisjoint(map(src_of, rows)):
                continue
            for page in self._pages_of(maker):
                if page.src in self._dirty:
                    self._make(self._recorder.watched(page))

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
        late = depending(self._touched, self._kept.site.files)
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
            self._remove(known - {asset.path for asset in assets})
            self._shelves[maker] = ([asset.path for asset in assets], self._recorder.shelves[maker])

    def make_index(self, standing: Collection[str]) -> None:
        """Write the files of the search index that have changed."""
        files = StandingFiles(lambda path: (self._out / path).read_bytes(), self._kept.index)
        heads = self._kept.settings.heads
        if not self._other_pages:
            patch = StandingIndex(files, self._catalogue)
            for page, html in self._made.values():
                if not page.noindex:
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
        pages = {src_of(row): page_of(row, make=_nothing) for rows, _ in self._lists.values() for row in rows}
        written = self._kept.written
        return [*(pages[src] for src in written), *(page for src, page in pages.items() if src not in set(written))]

    def copy(self, source: Path, path: str) -> None:
        """Copy a file into the site."""
        self._output.copy(str(source), path)
        self.written.append(path)

    def site(self) -> StandingSite:
        """Return what stands of the site now."""
        site, recorder = self._kept.site, self._recorder
        paths = {path for shelf, _ in self._shelves.values() for path in shelf}
        pages = {**site.pages, **recorder.pages}
        for src in self._gone:
            pages.pop(src, None)
        return StandingSite(
            topics=dict(recorder.watch.numbers),
            lists=self._lists,
            pages=pages,
            shelves=self._shelves,
            files={path: topics for path, topics in {**site.files, **recorder.files}.items() if path in paths},
            names=sorted(set(names_of(self._catalogue))),
        )

    def _pages_of(self, maker: int) -> list[Page]:
        if maker not in self._listed:
            self._listed[maker] = self._recorder.listed(maker)
        return self._listed[maker]

    def _write(self, path: str, content: bytes) -> None:
        self._output.write(path, content)
        self.written.append(path)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._output.remove(path)
            self.removed.append(path)


def _nothing() -> Fragment:
    raise AssertionError("a page in a list of heads is not made")
