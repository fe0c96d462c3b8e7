"""Make a shell: render the theme's template for one page with marks in place of its texts, and cut it there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from posixpath import normpath
from typing import Any

from mkdocs.structure.pages import Page as MkDocsPage

from hongke.mkdocs_steps import Gathered, render_page, set_content
from hongke.pages.page import Page
from hongke.shell.forms import cut, left_in
from hongke.shell.head import Heads
from hongke.shell.shells import CONTENT, Shell, Shells, Signature
from hongke.shell.watching import Watch, WatchedMeta

_FACTS = frozenset({"title", "url", "canonical_url", "abs_url", "update_date", "edit_url", CONTENT})
_BY_PLACE = frozenset(
    {"active", "ancestors", "children", "is_homepage", "is_index", "is_link", "is_page", "is_section",
     "is_top_level", "markdown", "next_page", "parent", "previous_page", "toc"}
)  # fmt: skip
"""What is the same for all pages in one place: a page of the navigation is alone in its own."""
_TRIES = 6


class Sampler:
    """Makes the shells of a site. `refusals` gives the reason for each template that cannot be cut."""

    def __init__(self, gathered: Gathered, heads: Heads) -> None:
        self._gathered = gathered
        sources = frozenset(page.file.src_uri for page in gathered.navigation.pages)
        self.shells = Shells(heads, in_navigation=sources)
        self._known: set[Signature] = set()
        self._closely: set[str] = set()

    def add(self, ours: Page, page: MkDocsPage, facts: Mapping[str, Any]) -> str:
        """Make the shell that a page needs; returns why there is none, or an empty text."""
        signature, shell, why = self._made(page)
        self.shells.add(ours, facts, signature, shell)
        return why

    def _made(self, page: MkDocsPage) -> tuple[Signature, Shell | None, str]:
        alone = page.file.src_uri in self.shells.in_navigation
        values = {"meta.template"} | (self._closely if alone else set())
        for _ in range(_TRIES):
            watch, output = self._rendered(page, 0, values)
            pieces, holes = cut(output, watch.kinds, 0)
            closely = (watch.closely | left_in(pieces, watch.kinds)) - values
            if watch.refused or CONTENT in closely:
                return _signature(watch, self._gathered), None, watch.refused or "page.content"
            if not closely:
                break
            values |= watch.values | closely
            if alone:
                self._closely |= closely  # a shell of its own can as well read what another page of the navigation did
        else:
            return _signature(watch, self._gathered), None, "page"
        signature = _signature(watch, self._gathered)
        if signature not in self._known:
            other, again = self._rendered(page, 1, values)
            if (pieces, holes) != cut(again, other.kinds, 1):
                return signature, None, "page"
            self._note_the_day(page, values, output)
            self._known.add(signature)
        names = tuple(dict.fromkeys(holes))
        if not "".join(pieces).strip():
            return signature, None, "page"
        joined: list[bytes] = []
        for index, piece in enumerate(pieces):
            joined += [b""] if index else []
            joined.append(piece.encode("utf-8", "xmlcharrefreplace"))
        return signature, Shell(tuple(joined), tuple(map(names.index, holes)), names), ""

    def _note_the_day(self, page: MkDocsPage, values: set[str], output: str) -> None:
        """Find out whether what is rendered changes with the day of the build."""
        if not self.shells.dated:
            watch, later = self._rendered(page, 0, values, days=4000)
            self.shells.dated = later != output or watch.whole_site

    def _rendered(self, page: MkDocsPage, variant: int, values: set[str], days: int = 0) -> tuple[Watch, str]:
        """Render a page with marks; returns what was read, and the output as text."""
        gathered = self._gathered
        watch = Watch(variant, values)
        sources = self.shells.in_navigation

        def render(template: Any, context: dict[str, Any]) -> str:
            context["pages"] = _WatchedPages(context["pages"], watch)
            context["build_date_utc"] += timedelta(days=days, hours=days, seconds=days)
            with _watched(page, watch, sources), watch.filters_of(gathered.environment):
                return str(template.render(context))

        set_content(page, "-", [])
        try:
            output = render_page(
                page, documents=gathered.documents, navigation=gathered.navigation, environment=gathered.environment,
                config=gathered.config, render=render,
            )  # fmt: skip
        finally:
            set_content(page, None, [])
        return watch, output.decode("utf-8")


def _signature(watch: Watch, gathered: Gathered) -> Signature:
    """Return what a rendering depended on, with what MkDocs itself makes relative for every page."""
    config = gathered.config
    paths = [*watch.targets, *map(str, config.extra_css), *map(str, config.extra_javascript)]
    targets = frozenset(
        normpath(f"/{path}")[1:] for path in paths if ":" not in path and not path.startswith(("/", "#"))
    )
    return Signature(tuple(sorted(watch.values)), tuple(sorted(watch.kinds - watch.values)), targets - {""})


@contextmanager
def _watched(page: MkDocsPage, watch: Watch, in_navigation: Collection[str]) -> Iterator[None]:
    """Let a page note what is read of it; `in_navigation` holds the sources of the navigation's pages."""
    made, meta = type(page), page.meta
    alone = page.file.src_uri in in_navigation
    page.meta = WatchedMeta(meta, watch)

    class WatchedPage(made):  # type: ignore[misc, valid-type]
        def __getattribute__(self, name: str) -> Any:
            if name.startswith("_") or not watch.on:
                return super().__getattribute__(name)
            watch.on = False
            try:
                value = super().__getattribute__(name)
            finally:
                watch.on = True
            if name in _FACTS:
                return watch.read(name, value)
            if name not in _BY_PLACE and name != "meta":
                watch.refuse(f"page.{name}")
            return value

        def __eq__(self, other: object) -> bool:
            outside = isinstance(other, MkDocsPage) and (other is self or other.file.src_uri not in in_navigation)
            if watch.on and outside and not alone:
                watch.refuse("page == …")
            return self is other

        __hash__ = None  # type: ignore[assignment]

        def __repr__(self) -> str:
            watch.refuse("page")
            return "page"

    page.__class__ = WatchedPage
    try:
        yield
    finally:
        page.__class__, page.meta = made, meta


class _WatchedPages(Sequence[Any]):
    """The list of all pages, which no shell may show: the page that is marked stands in it."""

    def __init__(self, pages: Sequence[Any], watch: Watch) -> None:
        self._pages, self._watch = pages, watch

    def __getitem__(self, index: Any) -> Any:
        self._watch.refuse("pages")
        return self._pages[index]

    def __len__(self) -> int:
        self._watch.whole_site = True
        return len(self._pages)
