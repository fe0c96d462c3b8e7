"""The steps of MkDocs' build, one by one: all that leans on how MkDocs works inside stands here.

`mkdocs.commands.build.build` does all of a build at once and keeps every page; the preview and `hongke build` need the
steps. A test holds the source of what is used or repeated here.
"""

from __future__ import annotations

import gzip
import inspect
import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, cast

import mkdocs
from jinja2 import Environment, TemplateNotFound
from mkdocs.commands import build as commands
from mkdocs.commands.build import _build_extra_template, _build_template, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import (
    CountHandler,
    _get_norm_url,
    get_build_timestamp,
    get_relative_url,
    normalize_url,
)
from mkdocs.utils.templates import script_tag_filter, url_filter
from msgspec import Struct

from hongke.compiled import CompiledTheme
from hongke.mkdocs_files import FilesInNavigation, PageFile, ShownFiles

log = logging.getLogger("mkdocs.commands.build")

VERSIONS = ("1.6.1",)
"""The versions of MkDocs whose steps these are."""
LEANT_ON: tuple[Any, ...] = (
    commands, Page, StructureItem, File, Files, Navigation, get_navigation, get_files, set_exclusions, get_toc, CountHandler,
    get_build_timestamp, get_relative_url, normalize_url, _get_norm_url, script_tag_filter, url_filter,
)  # fmt: skip
_HARMLESS = frozenset({"startup", "shutdown", "serve", "config", "pre_build", "files", "nav", "build_error"})
"""Events that have had their effect before the first page is made, or have none on a page."""

Render = Callable[[Any, dict[str, Any]], str]
"""Renders a template with its context."""


def source_hash() -> str:
    """Return a hash of the source of everything in MkDocs that is leant on."""
    return sha256("\n".join(inspect.getsource(part) for part in LEANT_ON).encode("utf-8")).hexdigest()


def foreign_events(config: MkDocsConfig, own: Any) -> list[str]:
    """Return the events that another plugin, or a hook, takes part in and that MkDocs must run for whole pages."""
    return [name for name in _foreign(config, own) if name not in _HARMLESS]


def others_may_write(config: MkDocsConfig, own: Any) -> bool:
    """Whether another plugin, or a hook, may put files into the site's folder before the first page is made."""
    return not {"files", "nav"}.isdisjoint(_foreign(config, own))


def is_alone(config: MkDocsConfig, own: Any) -> bool:
    """Whether no other plugin and no hook takes part in anything."""
    return not _foreign(config, own)


def _foreign(config: MkDocsConfig, own: Any) -> list[str]:
    return [
        name
        for name, methods in config.plugins.events.items()
        if any(getattr(method, "__self__", None) is not own for method in methods)
    ]


def is_known() -> bool:
    """Whether the steps of the installed MkDocs are known."""
    return mkdocs.__version__ in VERSIONS


@contextmanager
def as_a_build(config: MkDocsConfig) -> Iterator[None]:
    """Fail as MkDocs' build does: strict builds on warnings, and with the words and events it has for errors."""
    logger = logging.getLogger("mkdocs")
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logger.addHandler(counter)
    try:
        yield
        if counts := counter.get_counts():
            raise Abort(f"Aborted with {', '.join(f'{v} {k.lower()}s' for k, v in counts)} in strict mode!")
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        logger.removeHandler(counter)


@contextmanager
def naming(page: Page, doing: str, config: MkDocsConfig) -> Iterator[None]:
    """Name the page in what is said of an error; `doing` is "reading" or "building"."""
    before, config._current_page = config._current_page, page
    try:
        yield
    except Exception as error:
        detail = "" if isinstance(error, BuildError) else f" {error}"
        log.error(f"Error {doing} page '{page.file.src_uri}':{detail}")
        raise
    finally:
        config._current_page = before


class Gathered(Struct, frozen=True):
    """What MkDocs knows before the first page is rendered; `documents` are the pages' files, in the order of the build."""

    config: MkDocsConfig
    files: Files
    navigation: Navigation
    environment: Environment
    documents: Sequence[File]


def gather(config: MkDocsConfig, fragment: Callable[[str], tuple[str, list[Any]]]) -> Gathered:
    """Collect files and navigation, and give each page its head; plugins have been configured.

    `fragment` gives the content and the table of contents of a page by its source; it is asked only for pages that a
    template reads while another is rendered.
    """
    files = get_files(config)
    environment = config.theme.get_env()
    environment.bytecode_cache = CompiledTheme(environment, _installed(config), ("url", "script_tag"))
    files.add_files_from_theme(cast(Environment, ShownFiles(config.theme.dirs)), config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    navigation = get_navigation(FilesInNavigation(files), config)
    navigation = config.plugins.on_nav(navigation, config=config, files=files)
    documents = files.documentation_pages()
    lazy = _lazy(fragment)

    def page_of(file: File) -> Page:
        page = file.__dict__.get("page") or Page(None, file, config)
        with naming(page, "reading", config):
            read_head(page, config, files)
        page.__class__ = lazy
        return page

    for file in documents:
        if isinstance(file, PageFile) and "page" not in file.__dict__:
            file.make = page_of
        else:
            page_of(file)
    environment = config.plugins.on_env(environment, config=config, files=files)
    return Gathered(config, files, navigation, environment, documents)


def _installed(config: MkDocsConfig) -> list[str]:
    """Return the folders of the theme's templates but for the catalogue's own."""
    return [folder for folder in config.theme.dirs if folder != config.theme.custom_dir]


def read_head(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page what other pages may show of it: title, address, day."""
    plugins = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    if page.file.generated_by is None:
        page.read_source(config)
    else:
        page.markdown = ""
    page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)


def adds_nothing(page: Page, config: MkDocsConfig, files: Files) -> bool:
    """Whether the Markdown extensions make nothing out of a page without Markdown, as all of ours are."""
    kept = dict(page.__dict__)
    page.markdown = ""
    page.render(config, files)
    nothing = not (page.content or list(page.toc) or page.present_anchor_ids or page.links_to_anchors)
    page.__dict__.clear()
    page.__dict__.update(kept)
    return nothing


def _lazy(fragment: Callable[[str], tuple[str, list[Any]]]) -> type[Page]:
    class LazyPage(Page):
        """A page whose content is made when it is asked for."""

        @property
        def content(self) -> str:
            if self.__dict__.get("content") is None:
                self.__dict__["content"], tokens = fragment(self.file.src_uri)
                self.__dict__["toc"] = get_toc(tokens)
            return str(self.__dict__["content"])

        @content.setter
        def content(self, value: str | None) -> None:
            self.__dict__["content"] = value

        @property
        def toc(self) -> Any:
            if self.__dict__.get("content") is None:
                _made = self.content
            return self.__dict__["toc"]

        @toc.setter
        def toc(self, value: Any) -> None:
            self.__dict__["toc"] = value

    LazyPage.__name__ = Page.__name__  # a page that is written out says what it is
    return LazyPage


def set_content(page: Page, html: str | None, tokens: list[Any]) -> None:
    """Give a page its content and its table of contents; None takes them away."""
    page.content = html
    page.toc = get_toc(tokens)


def render_page(
    page: Page,
    *,
    documents: Sequence[File],
    navigation: Navigation,
    environment: Environment,
    config: MkDocsConfig,
    render: Render | None = None,
) -> bytes:
    """Render a page that has its content, as MkDocs does; empty where the theme writes nothing but space."""
    try:
        page.active = True
        context: Any = get_context(navigation, documents, config, page)
        template = environment.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=navigation)
        output = render(template, context) if render else template.render(context)
        output = config.plugins.on_post_page(output, page=page, config=config)
    finally:
        page.active = False
    return bytes(output.encode("utf-8", errors="xmlcharrefreplace")) if output.strip() else b""


def theme_template(
    name: str, *, environment: Environment, files: Files, config: MkDocsConfig, navigation: Navigation
) -> bytes | None:
    """Render one of the theme's own pages: 404, site map. None, with MkDocs' words, where there is none or it is empty."""
    try:
        template = environment.get_template(name)
    except TemplateNotFound:
        log.warning(f"Template skipped: '{name}' not found in theme directories.")
        return None
    output = _build_template(name, template, files, config, navigation)
    if not output.strip():
        log.info(f"Template skipped: '{name}' generated empty output.")
        return None
    return bytes(output.encode("utf-8"))


def has_template(gathered: Gathered, name: str, path: str) -> bool:
    """Whether a template of the theme is the one in a file, which no other lies over."""
    try:
        return gathered.environment.get_template(name).filename == path
    except TemplateNotFound:
        return False


def extra_templates(gathered: Gathered) -> None:
    """Write the catalogue's own templates (`extra_templates`) in the place of the files they are."""
    for name in gathered.config.extra_templates:
        _build_extra_template(name, gathered.files, gathered.config, gathered.navigation)


def is_included(file: File) -> bool:
    """Whether a file belongs to the site."""
    return int(file.inclusion.value) > InclusionLevel.DRAFT.value


def packed_sitemap(output: bytes, name: str, documents: Sequence[File]) -> bytes:
    """Return the site map as gzip, dated by the latest page; `name` is its file's, and stands in it."""
    day = get_build_timestamp(pages=[file.page for file in documents if file.page is not None])
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, filename=name, mode="wb", mtime=day) as stream:
        stream.write(output)
    return packed.getvalue()
