"""What a query is, and which pages answer it rightly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from bench.corpus import HAN_RUN, Page, bare


@dataclass(frozen=True)
class Query:
    """A query of one set, drawn from one page.

    Right is any page that holds all of `needs` and none of `never`; where `prefix` is given, any that has a Latin word with
    it. What was typed by sound also finds titles that cannot be told apart by it: those that hold `sounds` or `initials`.
    """

    set: str
    text: str
    page: str
    needs: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    prefix: str = ""
    sounds: str = ""
    initials: str = ""


def syllables(run: str) -> list[str]:
    """Return the syllable of each character of a run of Han characters, without tones, as it is read there."""
    found: list[str] = lazy_pinyin(run)
    return found if len(found) == len(run) else [lazy_pinyin(character)[0] for character in run]


def joined(sounds: Iterable[str]) -> str:
    """Return syllables as one text in which only whole ones are found."""
    return "".join(f"'{sound}" for sound in sounds) + "'"


class Judge:
    """Knows the pages that answer a query."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        runs = {page.address: [syllables(run) for run in HAN_RUN.findall(page.title)] for page in pages}
        self._sounds = {address: "\n".join(map(joined, found)) for address, found in runs.items()}
        self._initials = {
            address: "\n".join("".join(sound[0] for sound in run) for run in found) for address, found in runs.items()
        }

    def holds(self, page: Page, query: Query) -> bool:
        """Whether a page answers a query."""
        if any(bare(text) in page.held for text in query.never):
            return False
        if query.prefix:
            return any(word.startswith(query.prefix) for word in page.latin)
        if query.needs and all(bare(text) in page.held for text in query.needs):
            return True
        if query.sounds and query.sounds in self._sounds[page.address]:
            return True
        return bool(query.initials) and query.initials in self._initials[page.address]

    def right(self, query: Query) -> frozenset[str]:
        """Return the addresses of all pages that answer a query."""
        return frozenset(page.address for page in self.pages if self.holds(page, query))


def first_right(answers: Sequence[str], right: frozenset[str], most: int = 10) -> int:
    """Return the place, from 1, of the first right page among the first answers; 0 if none is right."""
    return next((place for place, address in enumerate(answers[:most], 1) if address in right), 0)
