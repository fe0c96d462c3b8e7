"""Build what a change touches, from what the last build left: pages, files and shards that stand are not made again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hongke.assets import Asset, LateAsset
from hongke.build import check_catalogue
from hongke.catalogue import Catalogue, Document
from hongke.model.page import Home
from hongke.output import Output
from hongke.pages.page import Page
from hongke.problems import Problem, Severity, has_errors
from hongke.search.standing import StandingIndex
from hongke.standing.comparing import touched_between
from hongke.standing.kept import Kept
from hongke.standing.recorder import Recorder
from hongke.standing.site import StandingSite, depending, row_of, src_of
from hongke.standing.topics import EVERYTHING
from hongke.standing.watch import Watch
from hongke.templating import names_of


class NotThisWay(Exception):
    """The change reaches further than single pages: the site must be built anew."""


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild came to: problems, paths that were written and removed. `kept` was brought up to date with them."""

    problems: tuple[Problem, ...]
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def rebuild(kept: Kept, root: Path, out: Path, copies: Iterable[str] = ()) -> Rebuilt:
    """Check the catalogue again and write what has changed of its site; errors stop before anything is written.

    `copies` are the files below `docs/` that were copied into the site and have changed.

    Raises NotThisWay, StandingError or StoreError, when nothing has been written yet that a new build would not write over.
    """
    before = _last_catalogue(kept)
    after, problems = check_catalogue(root, kept.settings.options, kept.last)
    if has_errors(problems):
        return Rebuilt(problems)
    if kept.settings.strict and any(problem.severity is Severity.WARNING for problem in problems):
        raise NotThisWay("strict")
    topics = touched_between(before, after, kept.site.topics, set(kept.site.names))
    if EVERYTHING in topics:
        raise NotThisWay(EVERYTHING)
    work = _Work(kept, after.published(), kept.site.numbers(topics), out)
    work.compare_lists()
    work.make_pages()
    work.make_files()
    work.patch_index()
    for path in copies:
        work.copy(root / "docs" / path, path)
    kept.site = work.site()
    kept.docs = after.files
    return Rebuilt(problems, work.written, work.removed)


def _last_catalogue(kept: Kept) -> Catalogue:
    parts = [known.part for known in kept.last.memory.known.values()]
    home = next((part.home for part in parts if part.home), None)
    return Catalogue(
        {address: entry for part in parts for address, entry in part.entries.items()},
        vocabularies=dict(kept.last.memory.vocabularies or {}),
        pages=tuple(page for part in parts for page in part.pages),
        home=home or Document(data=Home(), file="docs/index.md"),
        options=kept.settings.options,
        files=kept.docs,
    )


class _Work:
    """One rebuild under way."""

    def __init__(self, kept: Kept, catalogue: Catalogue, touched: frozenset[int], out: Path) -> None:
        self._kept = kept
        self._catalogue = catalogue
        self._touched = touched
        self._out = out
        self._recorder = Recorder.of(catalogue, kept.settings.links, Watch(kept.site.topics))
        self._index = StandingIndex(lambda path: (out / path).read_bytes(), kept.index, catalogue)
        self._output = Output(str(out))
        self._dirty = depending(touched, kept.site.pages)
        self._lists = list(kept.site.lists)
        self._listed: dict[int, list[Page]] = {}
        self.written: list[str] = []
        self.removed: list[str] = []

    def compare_lists(self) -> None:
        """Make the lists of pages that may have changed; a page whose head is another one is made again."""
        for maker, (rows, topics) in enumerate(self._kept.site.lists):
            if self._touched.isdisjoint(topics):
                continue
            pages = self._pages_of(maker)
            fresh = [row_of(page) for page in pages]
            if [(src_of(row), row[5:]) for row in fresh] != [(src_of(row), row[5:]) for row in rows]:
                raise NotThisWay("other pages, or other days of theirs")
            self._dirty.update(src_of(new) for old, new in zip(rows, fresh, strict=True) if old != new)
            self._lists[maker] = (fresh, self._recorder.lists[maker])

    def make_pages(self) -> None:
        """Make and write every page that a change touches."""
        for maker, (rows, _) in enumerate(self._lists):
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
        url = settings.heads.url(page)
        if not page.noindex:
            self._index.replace(page, url, fragment.html)
        path = settings.links.url(page.address, index=page.index)
        self._write(f"{path}index.html" if not path or path.endswith("/") else path, finished)

    def make_files(self) -> None:
        """Make and write every file that is no page and that a change touches."""
        late = depending(self._touched, self._kept.site.files)
        shelves: list[tuple[list[str], tuple[int, ...]]] = []
        for maker, (paths, topics) in enumerate(self._kept.site.shelves):
            touched = not self._touched.isdisjoint(topics)
            if not touched and late.isdisjoint(paths):
                shelves.append((paths, topics))
                continue
            assets = self._recorder.shelved(maker)
            for asset in assets:
                is_late = isinstance(asset, LateAsset)
                if asset.path in late or (touched and (not is_late or asset.path not in paths)):
                    self._write(asset.path, asset.content)
            self._remove(path for path in set(paths) - {asset.path for asset in assets})
            shelves.append(([asset.path for asset in assets], self._recorder.shelves[maker]))
        self._shelves = shelves

    def patch_index(self) -> None:
        """Write the files of the search index that have changed."""
        assets: list[Asset] = list(self._index.files())
        for asset in assets:
            self._write(asset.path, asset.content)
        self._remove(self._index.gone)
        self._kept.index = self._index.state()

    def copy(self, source: Path, path: str) -> None:
        """Copy a file into the site."""
        self._output.copy(str(source), path)
        self.written.append(path)

    def site(self) -> StandingSite:
        """Return what stands of the site now."""
        site, recorder = self._kept.site, self._recorder
        paths = {path for shelf, _ in self._shelves for path in shelf}
        return StandingSite(
            topics=list(recorder.watch.numbers),
            lists=self._lists,
            pages={**site.pages, **recorder.pages},
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
            (self._out / path).unlink(missing_ok=True)
            self.removed.append(path)
