"""A build that leaves behind what the next one can use."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from hongke.build import Build, Recollection, check_catalogue
from hongke.catalogue import Catalogue, Entry
from hongke.links import Links
from hongke.material import is_portable
from hongke.model.options import Options
from hongke.pages.brief import brief_of
from hongke.pages.page import Page
from hongke.pages.table import ASSETS, PAGES
from hongke.plugin import HongkePlugin
from hongke.problems import Problem
from hongke.remarks import Remarks
from hongke.reports import lines_of
from hongke.site_build import Written
from hongke.standing.cache import Cache
from hongke.standing.dependants import Dependants
from hongke.standing.kept import Kept, OpenStore, Settings, leave
from hongke.standing.looks import Looks
from hongke.standing.made import put_made
from hongke.standing.manifest import (
    MANIFEST,
    Manifest,
    doubtful,
    looks_of_content,
    looks_of_settings,
    looks_of_site,
)
from hongke.standing.numbers import Numbers
from hongke.standing.recorder import Recorder
from hongke.standing.remembered import Remembered
from hongke.standing.site import Row, StandingSite, packed, row_of
from hongke.standing.sitemap import PATH, sitemap
from hongke.standing.watch import Watch
from hongke.templating import names_of

_READS_MORE = ("INHERIT", "!ENV", "!relative", "!!python")
"""What in a configuration reads other files or the environment: such a site is built anew each time."""


class Keeper:
    """Follows one build of a site, and puts into the cache what it came to.

    `key` is that of `standing.key`; the looks of the catalogue are taken now, before it is read.
    """

    def __init__(self, root: Path, cache: Cache, key: bytes) -> None:
        self._root = root
        self._cache = cache
        self._key = key
        self._moment = time.time_ns()
        self._content = looks_of_content(str(root))
        self._opened = OpenStore(cache, root)
        self._last = Recollection()
        self._last.memory.put_away = self._put_away
        self._last.memory.moment = self._moment
        self._last.memory.looks = self._content
        self._recorder: Recorder | None = None
        self._catalogue = Catalogue({})
        self._problems: tuple[Problem, ...] = ()
        self._rows: list[list[Row]] = []
        self._paths: list[list[str]] = []
        self._remarks = Remarks()
        self._settings: Looks = {}
        self._places: tuple[str, ...] = ()

    def _put_away(self, entry: Entry) -> Entry:
        stored = self._opened.store.put(entry)
        brief_of(stored)  # while it is open
        return stored

    def follow(self, config: MkDocsConfig, plugin: HongkePlugin) -> None:
        """Take the place of the plugin's pipeline."""
        custom = [config.theme.custom_dir] if config.theme.custom_dir else []
        self._places = (str(config.config_file_path), *custom)
        self._settings = looks_of_settings(self._places)
        plugin.pipeline = self._read
        logging.getLogger("mkdocs").addHandler(self._remarks)

    def _read(self, root: Path, options: Options, links: Links) -> Build:
        catalogue, self._problems = check_catalogue(root, options, self._last)
        self._catalogue = catalogue
        published = catalogue.published()
        recorder = self._recorder = Recorder.of(published, links, Watch())
        pages: list[Page] = []
        for maker in range(len(PAGES)):
            listed = recorder.listed(maker)
            self._rows.append([row_of(page) for page in listed])
            pages += map(recorder.watched, listed)
        shelves = [recorder.shelved(maker) for maker in range(len(ASSETS))]
        self._paths = [[asset.path for asset in shelf] for shelf in shelves]
        return Build(published, pages, (asset for shelf in shelves for asset in shelf), self._problems, recorder.site)

    def keep(self, config: MkDocsConfig, plugin: HongkePlugin, written: Written, said: Iterable[str]) -> None:
        """Put into the cache what the finished build came to, where the next one can use it."""
        recorder = self._recorder
        if recorder is None or is_portable(config) or written.shells.dated or self._reads_more(config):
            self._cache.throw_away()
            return
        index = plugin.index_state()
        makers = range(len(PAGES))
        store = self._opened.store
        site = StandingSite(
            made=put_made(recorder.site, store),
            topics=recorder.watch.numbers,
            lists={maker: (packed(self._rows[maker]), recorder.lists[maker]) for maker in makers},
            pages=Dependants.of(recorder.pages),
            shelves={maker: (paths, recorder.shelves[maker]) for maker, paths in enumerate(self._paths)},
            files=Dependants.of(recorder.files),
            cards=Dependants.of(recorder.cards()),
            names=sorted(set(names_of(self._catalogue.published()))),
        )
        settings = Settings(
            plugin.options,
            plugin.links,
            written.heads,
            written.shells,
            frozenset(plugin.navigation_sources),
            strict=config.strict,
            own_sitemap=written.own_sitemap or _is_ours(config, plugin, written),
        )
        documents = tuple(src for src in written.order if src in self._catalogue.files)
        last = Remembered.of(self._last, self._catalogue.files, store)
        self._opened.keep()
        state = leave(self._cache, Kept(settings, last, site, index, documents), store)
        manifest = Manifest(
            key=self._key,
            out=config.site_dir,
            places=self._places,
            settings=self._settings,
            content=Numbers.of(self._content, 3),
            doubtful=doubtful({**self._settings, **self._content}, self._moment),
            written=Numbers.of(looks_of_site(config.site_dir, written.paths), 2),
            state=state,
            said=lines_of(self._problems),
            remarks=(*self._remarks.said, *said),
        )
        self._cache.write(MANIFEST, manifest.plain())

    def close(self) -> None:
        """Let the files of the cache go."""
        logging.getLogger("mkdocs").removeHandler(self._remarks)
        self._opened.close()

    def _reads_more(self, config: MkDocsConfig) -> bool:
        """Whether the site may depend on files that nobody looks at: another plugin's, a hook, pages in another folder."""
        text = Path(self._places[0]).read_text("utf-8", errors="replace")
        return (
            any(mark in text for mark in _READS_MORE)
            or len(config.plugins) > 1
            or bool(config.hooks)
            or Path(config.docs_dir) != (self._root / "docs").resolve()
        )


def _is_ours(config: MkDocsConfig, plugin: HongkePlugin, written: Written) -> bool:
    """Whether the site map is the one that can be made without MkDocs."""
    made, packed = sitemap(map(plugin.page, written.order), written.heads)
    out = Path(config.site_dir)
    try:
        return (out / PATH).read_bytes() == made and (out / f"{PATH}.gz").read_bytes() == packed
    except OSError:
        return False
