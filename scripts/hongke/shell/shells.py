"""The shells of a site: which one a page has, and how it is filled."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from hongke.pages.page import Page
from hongke.shell.forms import AS_IT_IS, FORMS
from hongke.shell.head import Heads

CONTENT = "content"
_MISSING = (None, "missing")
ALL_KEYS = "meta.*"
"""Stands for the names of all keys of the front matter."""


class Shell(Struct, frozen=True, eq=False):
    """A rendered page without what is its own.

    `pieces` has bytes at even places and room at odd ones; `rooms` says for each of these which of `holes` goes there;
    a hole is the name of a fact and the form in which it is written.
    """

    pieces: tuple[bytes, ...]
    rooms: tuple[int, ...]
    holes: tuple[tuple[str, str], ...]

    def fill(self, facts: Mapping[str, Any], content: str) -> bytes:
        """Return the finished page."""
        texts = []
        for name, form in self.holes:
            text = content if name == CONTENT else facts[name]
            text = text if form == AS_IT_IS else FORMS[form](text)
            texts.append(text.encode("utf-8", "xmlcharrefreplace"))
        whole = list(self.pieces)
        whole[1::2] = [texts[room] for room in self.rooms]
        return b"".join(whole)

    def around(self, facts: Mapping[str, Any]) -> tuple[bytes, bytes] | None:
        """Return what stands before and behind the content of a finished page; None where that has not one room of its own."""
        mark = "\0"  # in no page
        before, *behind = self.fill(facts, mark).split(mark.encode())
        return (before, behind[0]) if len(behind) == 1 else None


class Signature(Struct, frozen=True):
    """What the rendering of a shell depended on, beside the page's place in the site.

    `values` are the facts read as they are; `kinds` those that are holes, of which it only matters whether there is
    anything; `targets` the addresses (from the site's root) that were made relative to the page.
    """

    values: tuple[str, ...]
    kinds: tuple[str, ...]
    targets: frozenset[str]


class _Family(Struct):
    """The shells of one signature, by what their pages have in common; None where the theme must render the page itself."""

    signature: Signature
    tree: dict[str, Any]
    shells: dict[Hashable, Shell | None] = field(default_factory=dict)


class Shells(Struct):
    """All shells of a site, good as long as theme, configuration and navigation stay what they are. Plain data: it can be
    pickled, and filled without MkDocs.

    `in_navigation` holds the sources of the pages that the navigation names; `dated` says that a shell shows the day or
    lists the site's pages, so that it is good for one build only.
    """

    heads: Heads
    in_navigation: frozenset[str] = frozenset()
    dated: bool = False
    _families: tuple[list[_Family], list[_Family]] = field(default_factory=lambda: ([], []))
    """First those of pages outside the navigation, then those of pages in it: no shell serves both."""

    def finish(self, page: Page, content: str) -> bytes | None:
        """Return the finished page; None where the theme must render it."""
        facts = self.heads.facts(page)
        shell = self.find(page, facts)
        return shell.fill(facts, content) if isinstance(shell, Shell) else None

    def content(self, page: Page, finished: bytes) -> tuple[bytes, str, bytes] | None:
        """Return what stands before the content of a finished page, that, and what stands behind it.

        None where another shell was filled.
        """
        facts = self.heads.facts(page)
        shell = self.find(page, facts)
        around = shell.around(facts) if isinstance(shell, Shell) else None
        if not around or not finished.startswith(around[0]) or not finished.endswith(around[1]):
            return None
        before, behind = around
        return before, finished[len(before) : len(finished) - len(behind)].decode("utf-8"), behind

    def find(self, page: Page, facts: Mapping[str, Any]) -> Shell | bool:
        """Return the page's shell; False where the theme must render the page, True where nothing is known yet."""
        if page.plain:
            return False  # its table of contents is its own
        for family in self._families[page.src in self.in_navigation]:
            key = self._key(family, page, facts)
            if key in family.shells:
                return family.shells[key] or False
        return True

    def add(self, page: Page, facts: Mapping[str, Any], signature: Signature, shell: Shell | None) -> None:
        """Take the shell that was made for a page: it serves all pages that do not differ in what its making read."""
        families = self._families[page.src in self.in_navigation]
        family = next((known for known in families if known.signature == signature), None)
        if family is None:
            family = _Family(signature, _tree(signature.targets))
            families.append(family)
        family.shells[self._key(family, page, facts)] = shell

    def refuse(self, shells: Collection[Shell]) -> None:
        """Let the theme render the pages of these shells."""
        for family in (*self._families[0], *self._families[1]):
            family.shells = {key: None if found in shells else found for key, found in family.shells.items()}

    def __len__(self) -> int:
        return sum(len(family.shells) for families in self._families for family in families)

    def _key(self, family: _Family, page: Page, facts: Mapping[str, Any]) -> Hashable:
        """Return what a page's shell is chosen by.

        Links in header and footer are relative: they depend on how deep the page lies, and on how much of its path it
        shares with what they lead to.
        """
        src = page.src
        return (
            src if src in self.in_navigation else None,
            page.tab,
            page.index,
            not page.address,
            _shared(facts["url"], family.tree),
            *[_value(name, facts) for name in family.signature.values],
            *[True if facts.get(name) else _kind(facts.get(name, _MISSING)) for name in family.signature.kinds],
        )


def _value(name: str, facts: Mapping[str, Any]) -> Hashable:
    if name == ALL_KEYS:
        return tuple(key for key in facts if key.startswith("meta."))
    return _frozen(facts.get(name, _MISSING))


def _kind(value: Any) -> Hashable:
    """Tell absent, None and empty from anything else."""
    if value == _MISSING:
        return _MISSING
    if value:
        return True
    return _frozen(value)


def _frozen(value: Any) -> Hashable:
    """Return a value of the front matter in a form that can be looked up; 1 and True are not the same."""
    if value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return (type(value), *map(_frozen, value))
    if isinstance(value, dict):
        return (dict, *((key, _frozen(item)) for key, item in value.items()))
    return (type(value), value)


def parts_of(url: str) -> list[str]:
    """Return the folders that relative links of the page at a URL start from."""
    folder, _, name = url.rpartition("/")
    return [part for part in (folder if "." in name else url).split("/") if part]


def _tree(targets: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for target in targets:
        here = root
        for part in target.split("/"):
            here = here.setdefault(part, {})
    return root


def _shared(url: str, tree: dict[str, Any]) -> tuple[int, tuple[str, ...]]:
    """Return how deep a page lies and the part of its path that some target shares."""
    parts = parts_of(url)
    shared = 0
    for part in parts:
        if part not in tree:
            break
        tree = tree[part]
        shared += 1
    return len(parts), tuple(parts[:shared])
