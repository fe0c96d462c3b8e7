"""An index that stands, patched to what a new one of changed pages would be, byte for byte.

A changed page is told from its old text file line by line: no term crosses a line, so only lines that differ are counted, and
only the lists of their terms are written anew, in the shards that hold them.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hongke.assets import FOLDER, Asset
from hongke.catalogue import Catalogue
from hongke.pages.page import Page
from hongke.search.content import content_of, lines_of
from hongke.search.directory import Directory, catalogue_assets, syllables_asset, synonyms_of
from hongke.search.patching import Change, patched, recut
from hongke.search.postings import IN_TEXT, IN_TITLE, length_byte, title_byte
from hongke.search.shards import Term, rounded, shard_asset, shard_path
from hongke.search.sounds import spoken_terms
from hongke.search.standing_files import StandingFiles
from hongke.search.state import StandingError
from hongke.search.terms import fold, has_traditional, terms
from hongke.search.texts import (
    BLOCK,
    Shown,
    heads_asset,
    kind_of,
    names_of,
    shown,
)


class StandingIndex:
    """An index of the same pages in the same order, some of which have changed.

    Every method raises StandingError where the standing index is damaged or of other pages: it must then be built anew.
    """

    def __init__(self, standing: StandingFiles, catalogue: Catalogue) -> None:
        self._standing = standing
        self._catalogue = catalogue
        self._state = standing.state
        self._numbers = standing.numbers
        self._pages: dict[int, Shown] = {}
        self._changes: dict[str, dict[int, Change]] = {}
        self._sums = dict(self._state.sums)
        self._lengths = array("I", self._state.lengths)
        self._letters_before: set[str] | None = None
        self._gone: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of the index's pages, in order."""
        return tuple(self._state.addresses)

    def replace(self, page: Page, url: str, html: str) -> None:
        """Take a page as it is now: one whose title, fragment, URL or, of a term, synonyms may have changed."""
        number = self._numbers.get(page.address)
        if number is None or page.noindex:
            raise StandingError(f"{page.address} is not in the index")
        old = self._shown(number)
        content = content_of(page.title, html)
        own = fold(content.text) if has_traditional(content.text) else ""
        new = shown(url, kind_of(page, self._catalogue), content, own)
        names = tuple(" ".join(name.split()) for name in names_of(page, content, self._catalogue))
        if names != tuple(self._state.names[number]):
            self._rename(number, names)
        if new != old:
            self._pages[number] = new
            self._count(number, old, new)

    def _shown(self, number: int) -> Shown:
        return self._pages[number] if number in self._pages else self._standing.shown(number)

    def _count(self, number: int, old: Shown, new: Shown) -> None:
        """Note which terms the page has more or less often, or elsewhere."""
        before, after = Counter(lines_of(old.content())), Counter(lines_of(new.content()))
        times: Counter[str] = Counter()
        for lines, sign in ((before - after, -1), (after - before, 1)):
            for (line, _), count in lines.items():
                for term in terms(fold(line)):
                    times[term] += sign * count
        marks: dict[str, int] = {}
        for line, mark in sorted(after, key=lambda pair: pair[1]):
            if mark != IN_TEXT:
                marks.update(dict.fromkeys(terms(fold(line)), mark))
        for term, more in times.items():
            self._change(term, number, more, marks.get(term, IN_TEXT))
            self._sums[term[0]] = self._sums.get(term[0], 0) + more
        self._lengths[number] += times.total()

    def _rename(self, number: int, names: tuple[str, ...]) -> None:
        if self._letters_before is None:
            self._letters_before = self._letters()
        before, after = spoken_terms(tuple(self._state.names[number])), spoken_terms(names)
        for term in set(before) - set(after):
            self._change(term, number, -1, IN_TITLE)
        for term in set(after) - set(before):
            self._change(term, number, 1, IN_TITLE)
        self._state.names[number] = names

    def _letters(self) -> set[str]:
        """Return the characters of all names, of which the table of syllables is made."""
        return {character for names in self._state.names for character in "".join(names)}

    def _change(self, term: str, number: int, more: int, mark: int) -> None:
        pages = self._changes.setdefault(term, {})
        pages[number] = Change(more + (pages[number].more if number in pages else 0), mark)

    def files(self) -> Iterator[Asset]:
        """Give the files that differ from those that stand, new ones among them; `gone` and `state` hold from then on."""
        directory = self._standing.directory()
        yield from self._new_shards(directory)
        yield from self._new_texts(directory)
        directory.total = sum(self._lengths)
        directory.synonyms = synonyms_of(self._catalogue)
        yield from self._differing((directory.asset(),))
        try:
            yield from self._differing(catalogue_assets(self._catalogue, self._numbers))
        except KeyError as error:
            raise StandingError(f"{error.args[0]} is not in the index") from error
        if self._letters_before is not None and self._letters_before != (letters := self._letters()):
            yield from self._differing((syllables_asset(letters),))

    @property
    def gone(self) -> tuple[str, ...]:
        """The paths of files that stand and no longer belong to the index."""
        return self._gone

    def state(self) -> bytes:
        """Return the state of the patched index; once its files have been given."""
        state = self._state
        state.lengths = self._lengths
        state.sums = {first: total for first, total in self._sums.items() if total}
        return state.packed()

    def _new_texts(self, directory: Directory) -> Iterator[Asset]:
        """Give the files of the changed pages, and of the heads of those."""
        texts = array("I", self._state.texts)
        blocks: dict[int, list[list[Any]]] = {}
        for number, page in sorted(self._pages.items()):
            directory.lengths[number] = length_byte(self._lengths[number])
            directory.titles[number] = title_byte(len(page.title))
            directory.kinds[number] = page.kind
            asset = page.asset(number)
            if zlib.crc32(asset.content) != texts[number]:
                texts[number] = zlib.crc32(asset.content)
                yield asset
            block = number // BLOCK
            if block not in blocks:
                blocks[block] = self._standing.heads(block)
            blocks[block][number % BLOCK] = page.head()
        self._state.texts = texts
        yield from self._differing(heads_asset(block, heads) for block, heads in blocks.items())

    def _new_shards(self, directory: Directory) -> Iterator[Asset]:
        """Give the shards that differ, and note all in the directory."""
        seen: dict[str, int] = {}
        paths = [shard_path(first, seen) for first in directory.firsts]
        keys = [first.encode("utf-16-be") for first in directory.firsts]
        held: dict[int, list[Term]] = {}

        def terms_of(number: int) -> list[Term]:
            if number not in held:
                held[number] = self._standing.shard(paths[number])
            return held[number]

        changes: dict[int, dict[str, Mapping[int, Change]]] = {}
        for term, pages in self._changes.items():
            place = max(0, bisect_right(keys, term.encode("utf-16-be")) - 1)
            changes.setdefault(place, {})[term] = pages
        touched: dict[int, list[Term]] = {}
        for place, by_term in changes.items():
            before = terms_of(place) if paths else []
            after = patched(before, by_term, self._times)
            if after != before:
                touched[place] = after
        resummed = self._resummed(keys)
        directory.firsts, sizes = [], []
        # Given when all have been read: they may be written where they are read from.
        assets: list[Asset] = []
        seen = {}
        for place, terms_in in recut(len(paths), touched, terms_of, directory.pages):
            if terms_in is None and place in resummed:
                terms_in = terms_of(place)
            if terms_in is None:
                first = keys[place].decode("utf-16-be")
                path = shard_path(first, seen)
                size = directory.sizes[place]
                if path != paths[place]:
                    assets.append(Asset(path=f"{FOLDER}/{path}", content=self._standing.packed(paths[place])))
            else:
                first = terms_in[0][0]
                path = shard_path(first, seen)
                asset = shard_asset(path, terms_in, self._sums)
                size = len(asset.content)
                assets.append(asset)
            directory.firsts.append(first)
            sizes.append(size)
        directory.sizes = sizes
        yield from self._differing(assets)
        seen = {}
        kept = {shard_path(first, seen) for first in directory.firsts}
        gone = [path for path in paths if path not in kept]
        for path in gone:
            self._state.files.pop(path, None)
        self._gone = tuple(f"{FOLDER}/{path}" for path in gone)

    def _resummed(self, keys: list[bytes]) -> set[int]:
        """Return the shards that hold a sum which has changed."""
        found: set[int] = set()
        for first, total in self._sums.items():
            if rounded(total) != rounded(self._state.sums.get(first, 0)):
                unit = first.encode("utf-16-be")
                found.update(range(max(0, bisect_right(keys, unit) - 1), bisect_right(keys, unit + b"\xff\xff")))
        return found

    def _times(self, number: int, term: str) -> int:
        """Return how often a changed page has a term; for those that have it more often than a list tells."""
        page = self._pages[number]
        lines = fold(f"{page.text}\n{page.title}").split("\n")
        return sum(terms(line).count(term) for line in lines if term in line)

    def _differing(self, assets: Iterable[Asset]) -> Iterator[Asset]:
        """Give those of the files that are not what stands, and note them."""
        files = self._state.files
        for asset in assets:
            path = asset.path.removeprefix(f"{FOLDER}/")
            checksum = zlib.crc32(asset.content)
            if files.get(path) != checksum:
                files[path] = checksum
                yield asset
