"""The files of single pages: a page's text, for checking and passages; and the heads of 64, for results shown unchecked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.json import decode

from hongke.assets import TEXT_ENCODING, Asset, packed_text
from hongke.catalogue import Catalogue
from hongke.pages.page import Page
from hongke.search.content import Content
from hongke.search.directory import KIND_NAMES, OTHER

BLOCK = 64
"""How many pages' heads are in one file."""
_SHOWN = 120
_KIND_NUMBERS = {name: number for number, name in enumerate(KIND_NAMES)}


class Shown(NamedTuple):
    """A page as its text file has it: URL from the root, title, number of its kind, text, place and id of each heading.

    `own` is its folded text, where the browser cannot fold it.
    """

    url: str
    title: str
    kind: int
    text: str
    headings: list[list[Any]]
    own: str

    def asset(self, number: int) -> Asset:
        """Return the file of the page of a number."""
        value = (self.url, self.title, self.kind, self.text, self.headings, self.own or 0)
        return packed_text(text_path(number), value)

    def head(self) -> list[Any]:
        """Return what is shown of the page where it was not checked."""
        return [self.url, self.title, self.kind, self.text[:_SHOWN]]

    def heading_lines(self) -> list[str]:
        """Return the headings; each is a whole line."""
        ends = [self.text.find("\n", at) for at, _ in self.headings]
        return [
            self.text[at:end] if end >= 0 else self.text[at:] for (at, _), end in zip(self.headings, ends, strict=True)
        ]


def shown(url: str, kind: int, content: Content, own: str) -> Shown:
    """Return a page as it is shown."""
    return Shown(url, content.title, kind, content.text, [list(heading[:2]) for heading in content.headings], own)


def read_shown(data: bytes) -> Shown:
    """Return the page that an unpacked file holds. Raises ValueError where it holds something else."""
    url, title, kind, text, headings, own = decode(data.decode(TEXT_ENCODING))
    return Shown(url, title, kind, text, headings, own or "")


def text_path(number: int) -> str:
    """Return the path of a page's file below the index's folder."""
    return f"p/{number}.bin"


def heads_asset(block: int, heads: Iterable[list[Any]]) -> Asset:
    """Return the file of the heads of the pages of a block."""
    return packed_text(heads_path(block), list(heads))


def read_heads(data: bytes) -> list[list[Any]]:
    """Return the heads that an unpacked file holds. Raises ValueError where it holds something else."""
    found: list[list[Any]] = decode(data.decode(TEXT_ENCODING))
    return found


def heads_path(block: int) -> str:
    """Return the path of a block's file below the index's folder."""
    return f"t/{block}.bin"


def kind_of(page: Page, catalogue: Catalogue) -> int:
    """Return the number of a page's kind."""
    entry = catalogue.get(page.address)
    return _KIND_NUMBERS[entry.kind.name if entry else OTHER]


def names_of(page: Page, content: Content, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names by whose sounds a page is found: its title first, then others of a term, and its own headline."""
    entry = catalogue.get(page.address)
    other_names = entry.record.synonyms if entry else ()
    return (page.title, *other_names, *([content.headline] if content.headline else ()))
