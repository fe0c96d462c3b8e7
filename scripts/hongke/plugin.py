"""The MkDocs plugin: hands our pages to MkDocs, and sets what Material must be told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import Config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from hongke.assets import FOLDER, Asset
from hongke.build import Build, build
from hongke.catalogue import Catalogue
from hongke.links import Links
from hongke.material import SCRIPTS, is_portable, light_tab, set_up_material, trim_footer
from hongke.model.options import Options
from hongke.pages.page import Fragment, Page
from hongke.portable import SCRIPT as PORTABLE_SCRIPT
from hongke.portable import as_script, joined
from hongke.problems import Problem, Severity, has_errors
from hongke.reports import line, refusal
from hongke.search.index import SearchIndex
from hongke.shell.head import Heads, day, meta

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # a web server, which no build needs

log = logging.getLogger("mkdocs.plugins.hongke")


class HongkeConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    drafts = option.Type(bool, default=False)
    minutes_per_hour = option.Optional(option.Type(int))
    hours_per_day = option.Optional(option.Type((int, float)))


class HongkePlugin(BasePlugin[HongkeConfig]):  # type: ignore[no-untyped-call]
    """Turns a catalogue into pages of a MkDocs site."""

    def __init__(self) -> None:
        self.pipeline: Callable[[Path, Options, Links], Build] = build
        """How the catalogue is read; the preview's own pipeline remembers files."""
        self.indexing = True
        """Whether pages are gathered for search as they are rendered."""
        self.file_of_page: Callable[[MkDocsConfig, str], File] = _generated
        """How MkDocs is told of a page; our own build has lighter files."""
        self._built: Build | None = None
        self._pages: dict[str, Page] = {}
        self._links = Links()
        self._index = SearchIndex(Catalogue({}))
        self._lit: list[Any] = []
        self._heads = Heads()
        self._navigation: tuple[str, ...] = ()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set Material's options and check the catalogue; a catalogue with errors stops here, before anything is written."""
        set_up_material(config)
        self._links = links_of(config)
        self._heads = Heads(self._links, config.site_url or "", dict(_titles(config.nav)))
        self._navigation = tuple(_sources(config.nav))
        built = self.pipeline(root_of(config), self.options, self._links)
        _report(built.problems)
        if has_errors(built.problems):
            raise Abort(refusal(built.problems))
        self.show(built)
        return config

    @property
    def options(self) -> Options:
        """What the catalogue sets for itself."""
        return Options(
            minutes_per_hour=self.config.minutes_per_hour,
            hours_per_day=self.config.hours_per_day,
            drafts=self.config.drafts,
        )

    @property
    def links(self) -> Links:
        """How addresses become URLs in this site; known once MkDocs is configured."""
        return self._links

    def show(self, built: Build) -> None:
        """Take the catalogue whose pages are handed to MkDocs from now on."""
        self._built = built

    def take_over(self, pages: Iterable[Page]) -> None:
        """Take other pages in the places of those that MkDocs has collected."""
        self._pages = {page.src: page for page in pages}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page and file of ours, and take out drafts."""
        if self._built is None:
            raise PluginError("on_files came before on_config")
        self._pages = {page.src: page for page in self._built.pages}
        trim_footer(config, self._pages)
        self._index = SearchIndex(self._built.catalogue)
        for file in files.documentation_pages():
            if file.src_uri not in self._pages:
                files.remove(file)
        for src, page in self._pages.items():
            standing = files.get_file_from_path(src)
            if standing is None:
                files.append(self.file_of_page(config, src))
            elif not page.plain and not page.index:
                standing.inclusion = InclusionLevel.NOT_IN_NAV
        for asset in self._built.assets:
            ready = as_script(asset, FOLDER) if is_portable(config) and asset.path.startswith(f"{FOLDER}/") else asset
            files.append(File.generated(config, ready.path, content=ready.content))
        return files

    def on_page_markdown(self, _markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give MkDocs the page's head; the content comes later, so there is no Markdown to render."""
        ours = self._pages[page.file.src_uri]
        page.title = self._heads.title(ours)
        page.meta.clear()
        page.meta.update(meta(ours))
        page.update_date = day(ours)
        return ""

    def on_page_content(self, _html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give MkDocs the page's content and its table of contents."""
        ours = self._pages[page.file.src_uri]
        fragment = ours.fragment(self._links)
        if self.indexing:
            self._index.add(ours, page.url, fragment.html)
        if ours.plain:
            page.toc = get_toc(fragment.toc)
        return fragment.html

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,
    ) -> TemplateContext:
        """Light the tab of the section that a page outside the navigation belongs to."""
        ours = self._pages[page.file.src_uri]
        self._lit = light_tab(nav, page, ours.tab)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Put the tab out again: navigation items are shared by all pages."""
        for item in self._lit:
            item.active = False
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index, now that every page has been rendered."""
        for asset in self.closing_assets(config):
            _write(asset, config)

    @property
    def heads(self) -> Heads:
        """What a theme may show of the pages; known once MkDocs is configured."""
        return self._heads

    def page(self, src: str) -> Page:
        """Return our page by its source."""
        return self._pages[src]

    def fragment(self, page: Page) -> Fragment:
        """Make the content of a page."""
        return page.fragment(self._links)

    def content(self, src: str) -> tuple[str, list[Any]]:
        """Make the content and the table of contents of a page, by its source."""
        page = self._pages[src]
        fragment = self.fragment(page)
        return fragment.html, fragment.toc if page.plain else []

    def add_to_index(self, page: Page, url: str, html: str) -> None:
        """Gather a page for search."""
        self._index.add(page, url, html)

    @property
    def navigation_sources(self) -> Iterable[str]:
        """The sources that the navigation names, also of pages that there are not."""
        return self._navigation

    def index_state(self) -> bytes:
        """Return what the index can be patched by, once all of its files have been given, and let the index go."""
        state = self._index.state()
        self._index = SearchIndex(Catalogue({}))
        return state

    def ready_assets(self, config: MkDocsConfig) -> Iterator[Asset]:
        """Give the files of the index that are finished before the last page is."""
        for asset in self._index.ready():
            yield as_script(asset, FOLDER) if is_portable(config) else asset

    def closing_assets(self, config: MkDocsConfig) -> Iterator[Asset]:
        """Give the files that are known when every page has been gathered for search."""
        for asset in self._index.files():
            yield as_script(asset, FOLDER) if is_portable(config) else asset
        if is_portable(config):
            folder = Path(str(resources.files("hongke") / "theme" / "assets" / "hk"))
            yield Asset(path=PORTABLE_SCRIPT, content=joined(folder, SCRIPTS))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Reload when the catalogue changes."""
        server.watch(str(root_of(config) / "courses"))
        return server


def _generated(config: MkDocsConfig, src: str) -> File:
    return File.generated(config, src, content="", inclusion=InclusionLevel.NOT_IN_NAV)


def links_of(config: MkDocsConfig) -> Links:
    """Return how addresses become URLs in a site of this configuration."""
    public = "" if is_portable(config) else config.site_url or ""
    return Links(directory_urls=config.use_directory_urls, base=public)


def root_of(config: MkDocsConfig) -> Path:
    """Return the catalogue's root: the folder of `mkdocs.yml`."""
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


def _write(asset: Asset, config: MkDocsConfig) -> None:
    path = Path(config.site_dir, asset.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(asset.content)


def _titles(nav: Any) -> Iterator[tuple[str, str]]:
    """Give the pages that the catalogue's own navigation names, with the name it gives them."""
    for item in nav if isinstance(nav, list) else []:
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                yield value, title
            else:
                yield from _titles(value)


def _sources(nav: Any) -> Iterator[str]:
    """Give every source that a navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _sources(item)


def _report(problems: Iterable[Problem]) -> None:
    levels = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTE: logging.INFO}
    for problem in problems:
        log.log(levels[problem.severity], line(problem))
