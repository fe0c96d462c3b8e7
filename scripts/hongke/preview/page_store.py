"""Every file of one catalogue's site, each made when it is asked for, with the bytes that a build writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jinja2 import Environment
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from msgspec.structs import replace

from hongke import mkdocs_steps as steps
from hongke.assets import Asset, LateAsset
from hongke.build import Build, assets_of
from hongke.catalogue import Entry
from hongke.pages.entries import pages_of_entry
from hongke.pages.page import Page
from hongke.preview.configured import Configured
from hongke.standing.site import row_of


class PageStore:
    """The site of a sound catalogue. Not for two threads at once: templates and navigation are shared."""

    def __init__(self, configured: Configured, built: Build, last: PageStore | None = None) -> None:
        self.pages: tuple[Page, ...] = tuple(built.pages)
        self.built = replace(built, pages=self.pages)
        self._configured = configured
        self._config = configured.config
        # Files of ours that are no pages are made one after the other, as far as somebody asks.
        environment = configured.show(replace(self.built, assets=()))
        self._coming: Iterator[Asset | LateAsset] = iter(built.assets)
        self._assets: dict[str, bytes] = {}
        self._made: dict[str, bytes] = {}
        self._by_path: dict[str, File] = {}
        self._headed: set[str] = set()
        self._documents = _AllPages(self)
        self._files: Files
        self._nav: Navigation
        self._environment: Environment
        if last is not None and self._has_the_files_of(last):
            self._take_over(last)
        else:
            self._gather(environment)

    def _has_the_files_of(self, last: PageStore) -> bool:
        """Whether the last catalogue had the same pages in the same places, though other things may stand on them."""
        return (
            last._configured is self._configured
            and last.built.catalogue.files == self.built.catalogue.files
            and [_place(page) for page in last.pages] == [_place(page) for page in self.pages]
            and not steps.foreign_events(self._config, self._configured.plugin)
        )

    def _take_over(self, last: PageStore) -> None:
        """Use files and navigation of the last catalogue: there is one of each at a time."""
        self._files, self._nav, self._environment = last._files, last._nav, last._environment
        self._by_path, self._headed = last._by_path, last._headed
        self._configured.plugin.take_over(self.pages)
        self._headed.difference_update(
            page.src for before, page in zip(last.pages, self.pages, strict=True) if row_of(before) != row_of(page)
        )
        for path in last._made:
            page = self._by_path[path].page
            if page is not None:
                page.content = None
        for page in self._nav.pages:
            self._head(page.file)

    def _gather(self, environment: Environment) -> None:
        """Collect files and navigation as MkDocs does."""
        config, configured = self._config, self._configured
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        for file in configured.theme_files:
            if files.get_file_from_path(file.src_uri) is None:
                files.append(file)
        self._files = config.plugins.on_files(files, config=config)
        set_exclusions(self._files, config)
        self._nav = config.plugins.on_nav(get_navigation(self._files, config), config=config, files=self._files)
        for page in self._nav.pages:
            self._head(page.file)
        self._environment = config.plugins.on_env(environment, config=config, files=self._files)
        self._by_path = {
            file.dest_uri: file for file in self._files if file.inclusion.value > InclusionLevel.DRAFT.value
        }

    def show_again(self, entries: Iterable[Entry]) -> bool:
        """Show entries in the place of those that differ from them in their long texts alone: only their own pages change.

        Returns False, with nothing done, where one has pages that are made otherwise.
        """
        site, catalogue = self.built.site, self.built.catalogue
        published = [entry for entry in entries if entry.address in catalogue.entries]
        fresh = {page.src: page for entry in published for page in pages_of_entry(entry, site)}
        below = tuple(f"{entry.address}/" for entry in published)
        if any(page.address.startswith(below) and page.src not in fresh for page in self.pages):
            return False
        # What has been made of the rest of the catalogue (lists, relations, cards) holds as it is.
        catalogue.exchange(published)
        self.pages = tuple(fresh.get(page.src, page) for page in self.pages)
        self.built = replace(self.built, pages=self.pages)
        self._configured.plugin.take_over(self.pages)
        for path in [path for path in self._made if self._by_path[path].src_uri in fresh]:
            del self._made[path]
        for src in fresh:
            page = self._files.src_uris[src].page
            if page is not None:
                page.content = None
        self._coming, self._assets = assets_of(site), {}
        return True

    def get(self, path: str) -> bytes | None:
        """Return the file at a path relative to the site's root, or None where the site has none there."""
        if path not in self._made:
            found = self._make(path)
            if found is None or path not in self._by_path:
                return found
            self._made[path] = found
        return self._made[path]

    def has_page(self, path: str) -> bool:
        """Whether there is a page at the path."""
        return path in self._by_path

    def in_order(self) -> list[tuple[Page, str]]:
        """Return our pages with their URLs, in the order in which a build renders them."""
        ours = {page.src: page for page in self.pages}
        files = self._files.documentation_pages()
        return [(ours[file.src_uri], "" if file.url in (".", "./") else file.url) for file in files]

    def fragment(self, page: Page) -> str:
        """Return the content of a page without the theme around it."""
        return page.fragment(self._configured.plugin.links).html

    def document_files(self) -> Sequence[File]:
        """Return the files of all pages, each with its page's head."""
        files: Sequence[File] = self._files.documentation_pages()
        for file in files:
            self._head(file)
        return files

    def _make(self, path: str) -> bytes | None:
        file = self._by_path.get(path)
        if file is not None and file.is_documentation_page():
            return self._page(file)
        template = path.removesuffix(".gz")
        if template in self._config.theme.static_templates and (template == path or template == "sitemap.xml"):
            return self._template(path, template)
        if file is not None:
            try:
                return bytes(file.content_bytes)
            except OSError:
                return None  # it was deleted this moment
        return self._asset(path)

    def _asset(self, path: str) -> bytes | None:
        while path not in self._assets:
            asset = next(self._coming, None)
            if asset is None:
                return None
            self._assets[asset.path] = asset.content
        return self._assets[path]

    def _head(self, file: File) -> MkDocsPage:
        """Return a file's page with what other pages may show of it: title, address, day."""
        page = file.page or MkDocsPage(None, file, self._config)
        if file.src_uri not in self._headed:
            config, files = self._config, self._files
            page = config.plugins.on_pre_page(page, config=config, files=files)
            page.read_source(config)
            page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
            self._headed.add(file.src_uri)
        return page

    def _page(self, file: File) -> bytes:
        """Make a page as MkDocs does."""
        config = self._config
        page = self._head(file)
        if page.content is None:
            page.render(config, self._files)
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=self._files
            )
        return steps.render_page(
            page, documents=self._documents, navigation=self._nav, environment=self._environment, config=config
        )

    def _template(self, path: str, name: str) -> bytes | None:
        """Make one of the theme's own pages: 404, site map."""
        documents = self.document_files()
        output = steps.theme_template(
            name, environment=self._environment, files=self._files, config=self._config, navigation=self._nav
        )
        return output if output is None or path == name else steps.packed_sitemap(output, path, documents)


def _place(page: Page) -> tuple[str, bool, bool]:
    """Return what files and navigation know of a page."""
    return page.src, page.plain, page.noindex


class _AllPages(Sequence[Any]):
    """The site's pages for a template that lists them; most do not, and then none is made."""

    def __init__(self, store: PageStore) -> None:
        self._store = store

    def __getitem__(self, index: Any) -> Any:
        return self._store.document_files()[index]

    def __len__(self) -> int:
        return len(self._store.document_files())
