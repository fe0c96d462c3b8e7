"""Write a site: each page is made, indexed, put into its shell, written and forgotten.

The bytes are those of `mkdocs build` with the plugin, which stays the reference. Where the theme, or a plugin, does what a
shell cannot, MkDocs renders the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from msgspec import Struct
from msgspec.structs import replace

from hongke import mkdocs_steps as steps
from hongke.mkdocs_files import PageFile
from hongke.output import Output
from hongke.pages.page import Fragment, Page
from hongke.plugin import HongkePlugin
from hongke.sampling import Sampler
from hongke.shell.head import Heads
from hongke.shell.shells import Shell, Shells
from hongke.standing.sitemap import PATH as SITEMAP
from hongke.standing.sitemap import sitemap, template

_CHECKED_EACH = 2
"""How many pages of each shell are rendered both ways before it is used: the first and the last."""
_CHECKED = 50
"""How many pages of a site at least, where there are as many."""
_MOST_SHELLS = 400
"""A theme that needs more shells, beside those of the navigation, reads what differs from page to page."""

Say = Callable[[str], None]


class Written(Struct, frozen=True):
    """A site that was written: its files and folders (these end with `/`), the sources of its pages in
    the order of the build, and what these were filled with; whether the site map is the one that is made without MkDocs.
    """

    paths: tuple[str, ...]
    order: tuple[str, ...]
    heads: Heads
    shells: Shells
    own_sitemap: bool


def build_pages(config: MkDocsConfig, plugin: HongkePlugin, say: Say) -> Written:
    """Build the site of a configuration that MkDocs has accepted; `say` is told what could not be done the quick way.

    Raises Abort as MkDocs' build does.
    """
    alone = steps.is_alone(config, plugin)
    if alone:
        plugin.file_of_page = PageFile
    with steps.as_a_build(config):
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        output = Output(config.site_dir)
        emptied = steps.others_may_write(config, plugin)
        if emptied:
            output.sweep()
        gathered = steps.gather(config, plugin.content)
        own_sitemap = alone and steps.has_template(gathered, SITEMAP, str(template()))
        _write_static(gathered, output, plugin if own_sitemap else None)
        pages = SitePages(gathered, plugin, say)
        for file in gathered.documents:
            page = plugin.page(file.src_uri)
            fragment = pages.fragment(page)
            facts = pages.heads.facts(page)
            plugin.add_to_index(page, facts["url"], fragment.html)
            finished = pages.finish(page, fragment, file, facts)
            if finished:
                output.write(file.dest_uri, finished)
            for asset in plugin.ready_assets(config):
                output.write(asset.path, asset.content)
        for asset in plugin.closing_assets(config):
            output.write(asset.path, asset.content)
        if not emptied:
            output.sweep()
    order = tuple(file.src_uri for file in gathered.documents)
    return Written(output.paths(), order, pages.heads, pages.shells, own_sitemap)


def _write_static(gathered: steps.Gathered, output: Output, plugin: HongkePlugin | None) -> None:
    """Write all that is no page, in MkDocs' order: what comes later lies over what comes earlier.

    Where there is a plugin, the site map is made of its pages, without MkDocs' objects for them.
    """
    config, files = gathered.config, gathered.files
    for file in files:
        if file.is_documentation_page() or not steps.is_included(file):
            continue
        if file.abs_src_path is not None:
            output.copy(file.abs_src_path, file.dest_uri)
        else:
            output.write(file.dest_uri, file.content_bytes)
    for name in config.theme.static_templates:
        if plugin and name == SITEMAP:
            pages = (plugin.page(file.src_uri) for file in gathered.documents)
            for path, content in zip((name, f"{name}.gz"), sitemap(pages, plugin.heads), strict=True):
                output.write(path, content)
            continue
        made = steps.theme_template(
            name, environment=gathered.environment, files=files, config=config, navigation=gathered.navigation
        )
        if made is not None:
            output.write(name, made)
            if name == SITEMAP:
                packed = steps.packed_sitemap(made, f"{name}.gz", gathered.documents)
                output.write(f"{name}.gz", packed)
    steps.extra_templates(gathered)


class SitePages:
    """Gives the finished bytes of each page of a site, from its shell or from the theme itself."""

    def __init__(self, gathered: steps.Gathered, plugin: HongkePlugin, say: Say) -> None:
        self._gathered = gathered
        self._plugin = plugin
        self._kept: dict[str, Fragment] = {}
        self._shell_of: dict[str, Shell] = {}
        written = [file for file in gathered.documents if file.generated_by is None]
        edits = {file.src_uri: file.page.edit_url for file in written if file.page and file.page.edit_url}
        self._heads = replace(plugin.heads, edits=edits)
        self._sampler = Sampler(gathered, self._heads)
        self._prepare(say)

    @property
    def heads(self) -> Heads:
        """What a theme may show of the pages."""
        return self._heads

    @property
    def shells(self) -> Shells:
        """The shells of this site."""
        return self._sampler.shells

    def fragment(self, page: Page) -> Fragment:
        """Return the page's content; what was made to check its shell is handed out once more and forgotten."""
        return self._kept.pop(page.src, None) or self._plugin.fragment(page)

    def finish(self, page: Page, fragment: Fragment, file: File, facts: Mapping[str, Any]) -> bytes:
        """Return the finished page, of which the theme may show some facts; empty where the theme writes nothing."""
        shell = self._shell_of.pop(page.src, None)
        return shell.fill(facts, fragment.html) if shell else self._rendered(page, fragment, file)

    def _rendered(self, page: Page, fragment: Fragment, file: File) -> bytes:
        """Let the theme render the page."""
        document, gathered = file.page, self._gathered
        if document is None:
            raise ValueError(f"{file.src_uri} has no page")
        with steps.naming(document, "building", gathered.config):
            steps.set_content(document, fragment.html, fragment.toc if page.plain else [])
            try:
                return steps.render_page(
                    document, documents=gathered.documents, navigation=gathered.navigation,
                    environment=gathered.environment, config=gathered.config,
                )  # fmt: skip
            finally:
                steps.set_content(document, None, [])

    def _prepare(self, say: Say) -> None:
        """Make the shells, and check them on pages from all over the site."""
        groups: dict[Shell, list[File]] = {}
        most = _MOST_SHELLS + len(self.shells.in_navigation)
        reasons: dict[str, str] = {}
        for file in self._gathered.documents:
            page = self._plugin.page(file.src_uri)
            facts = self._heads.facts(page)
            found = self.shells.find(page, facts)
            if found is True and len(self.shells) < most and file.page is not None:
                why = self._sampler.add(page, file.page, facts)
                if why:
                    reasons.setdefault(why, page.src)
                found = self.shells.find(page, facts)
            if isinstance(found, Shell):
                groups.setdefault(found, []).append(file)
        if len(self.shells) >= most:
            first = next(iter(groups.values()))[0].src_uri if groups else ""
            reasons.setdefault("", first)
            self.shells.refuse(list(groups))
            groups = {}
        for why, src in reasons.items():
            reads = f"主题模板里用到 {why}，" if why else "主题模板对许多页面各不相同，"
            say(f"{reads}这样的页面逐页排版，会慢一些，内容不受影响（如 {src}）。")
        self._check(groups, say)
        self._shell_of = {file.src_uri: shell for shell, files in groups.items() for file in files}

    def _check(self, groups: dict[Shell, list[File]], say: Say) -> None:
        """Render some pages of each shell both ways; take out a shell that differs, so that the theme renders its pages."""
        checked = {shell: _spread(files, _CHECKED_EACH) for shell, files in groups.items()}
        missing = _CHECKED - sum(map(len, checked.values()))
        largest = max(groups, key=lambda shell: len(groups[shell]), default=None)
        if missing > 0 and largest is not None:
            checked[largest] = _spread(groups[largest], _CHECKED_EACH + missing)
        for shell, some in checked.items():
            for file in some:
                page = self._plugin.page(file.src_uri)
                fragment = self._kept[page.src] = self._kept.get(page.src) or self._plugin.fragment(page)
                if shell.fill(self._heads.facts(page), fragment.html) != self._rendered(page, fragment, file):
                    self.shells.refuse([shell])
                    del groups[shell]
                    say(
                        f"页面外壳与主题逐页排版的结果不同（{page.src}），这一类页面改为逐页排版，会慢一些，内容不受影响。"
                    )
                    break


def _spread(files: list[File], count: int) -> list[File]:
    """Return so many of the files, the first and the last among them, evenly spread."""
    if len(files) <= count:
        return files
    return [files[at * (len(files) - 1) // (count - 1)] for at in range(count)]


def needs_mkdocs(config: MkDocsConfig, plugin: HongkePlugin) -> Iterable[str]:
    """Return why MkDocs itself must build the site; nothing where `build_pages` can."""
    if not steps.is_known():
        return ["MkDocs"]
    return steps.foreign_events(config, plugin)
