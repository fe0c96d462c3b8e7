"""An index that stands, patched to what a new one of changed pages would be, byte for byte.

A changed page is told from its old text file line by line: no term crosses a line, so only lines that differ are counted, and
only the lists of their terms are written anew, in the shards that hold them.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hongke.assets import FOLDER, Asset
from hongke.catalogue import Catalogue
from hongke.pages.page import Page
from hongke.search.blocks import with_blocks
from hongke.search.comparing import FoldedPage, Pieces, changes, differing
from hongke.search.content import content_of
from hongke.search.directory import Directory, catalogue_assets, syllables_asset, synonyms_of
from hongke.search.marking import Marking, by_tags
from hongke.search.patching import Change, patched, recut
from hongke.search.postings import IN_TITLE, length_byte, title_byte
from hongke.search.shards import Term, rounded, shard_asset, shard_path
from hongke.search.sounds import sound_alike, spoken_terms
from hongke.search.standing_files import StandingFiles
from hongke.search.state import StandingError, line_of, names_in
from hongke.search.terms import fold, has_traditional
from hongke.search.texts import (
    BLOCK,
    Shown,
    heads_asset,
    kind_of,
    names_of,
    shown,
)

_MANY = 100
"""Of more pages than that it is quicker to remember what has been read of others."""


class StandingIndex:
    """An index of the same pages in the same order, some of which have changed.

    Every method raises StandingError where the standing index is damaged or of other pages: it must then be built anew.
    """

    def __init__(self, standing: StandingFiles, catalogue: Catalogue, changed: int = 0) -> None:
        """Take up an index of which so many pages have changed, about."""
        self._standing = standing
        self._catalogue = catalogue
        self._state = standing.state
        self._numbers = standing.numbers
        self._marked = Marking().marked if changed > _MANY else by_tags
        self._pages: dict[int, Shown] = {}
        self._changes: dict[str, dict[int, Change]] = {}
        self._sums = dict(self._state.sums)
        self._lengths = array("I", self._state.lengths)
        self._names_before: dict[int, str] = {}
        self._heads_before: dict[int, list[Any]] = {}
        self._folded: dict[int, FoldedPage] = {}
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
        content = content_of(page.title, html, self._marked)
        pieces = differing(old.text, content.text)
        # What the old text had none of can only be in what came.
        traditional = has_traditional(content.text if old.own else "\n".join(pieces.came))
        new = shown(url, kind_of(page, self._catalogue), content, fold(content.text) if traditional else "")
        names = line_of(names_of(page, content, self._catalogue))
        if names != self._state.names[number]:
            self._rename(number, names)
        if new != old:
            self._exchange(number, old, new, pieces)

    def mend(self, page: Page, blocks: Sequence[tuple[str, str]]) -> bool:
        """Take a page of which no more than some blocks have changed, in turn: what HTML each was, and is.

        Returns whether that could be done; else it is to be taken whole (`replace`).
        """
        number = self._numbers.get(page.address)
        if number is None:
            return False
        old = self._shown(number)
        new = with_blocks(old, blocks)
        if new is None:
            return False
        if new != old:
            self._exchange(number, old, new, differing(old.text, new.text))
        return True

    def _exchange(self, number: int, old: Shown, new: Shown, pieces: Pieces) -> None:
        self._heads_before.setdefault(number, old.head())
        self._pages[number] = new
        length = self._lengths[number]
        for term, more, mark in changes(old, new, pieces):
            self._change(term, number, more, mark)
            self._sums[term[0]] = self._sums.get(term[0], 0) + more
            length += more
        self._lengths[number] = length

    def _shown(self, number: int) -> Shown:
        return self._pages[number] if number in self._pages else self._standing.shown(number)

    def _rename(self, number: int, names: str) -> None:
        before = self._state.names[number]
        self._names_before.setdefault(number, before)
        self._state.names[number] = names
        if sound_alike(names_in(before), names_in(names)):
            return
        old, new = set(spoken_terms(names_in(before))), set(spoken_terms(names_in(names)))
        for term in old ^ new:
            self._change(term, number, 1 if term in new else -1, IN_TITLE)

    def _new_letters(self) -> set[str] | None:
        """Return the characters of all names, of which the table of syllables is made; None where they are what they were."""
        renamed = self._names_before
        before = set("".join(renamed.values()))
        after = set("".join(map(self._state.names.__getitem__, renamed)))
        if before == after:
            return None
        others = "".join([line for number, line in enumerate(self._state.names) if number not in renamed])
        if all(letter in others for letter in before ^ after):
            return None
        return {*others, *after} - {"\t"}

    def _change(self, term: str, number: int, more: int, mark: int) -> None:
        pages = self._changes.setdefault(term, {})
        before = pages.get(number)
        pages[number] = Change(more + before.more if before else more, mark)

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
        letters = self._new_letters()
        if letters is not None:
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
            if page.head() == self._heads_before[number]:
                continue
            block = number // BLOCK
            if block not in blocks:
                blocks[block] = self._standing.heads(block)
            blocks[block][number % BLOCK] = page.head()
        self._state.texts = texts
        yield from self._differing(heads_asset(block, heads) for block, heads in blocks.items())

    def _new_shards(self, directory: Directory) -> Iterator[Asset]:
        """Give the shards that differ, and note all in the directory."""
        paths = _paths(directory.firsts)
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
        cut = list(recut(len(paths), touched, terms_of, directory.pages))
        firsts = [directory.firsts[place] if held_now is None else held_now[0][0] for place, held_now in cut]
        new_paths = paths if firsts == directory.firsts else _paths(firsts)
        sizes: list[int] = []
        # Given when all have been read: they may be written where they are read from.
        assets: list[Asset] = []
        for path, (place, terms_in) in zip(new_paths, cut, strict=True):
            if terms_in is None and place in resummed:
                terms_in = terms_of(place)
            if terms_in is not None:
                asset = shard_asset(path, terms_in, self._sums)
                sizes.append(len(asset.content))
                assets.append(asset)
                continue
            sizes.append(directory.sizes[place])
            if path != paths[place]:
                assets.append(Asset(path=f"{FOLDER}/{path}", content=self._standing.packed(paths[place])))
        directory.firsts, directory.sizes = firsts, sizes
        yield from self._differing(assets)
        kept = set(new_paths)
        gone = [path for path in paths if path not in kept]
        for path in gone:
            self._state.files.pop(path, None)
        self._gone = tuple(f"{FOLDER}/{path}" for path in gone)

    def _resummed(self, keys: list[bytes]) -> set[int]:
        """Return the shards that hold a sum which has changed."""
        found: set[int] = set()
        for first, total in self._sums.items():
            before = self._state.sums.get(first, 0)
            if total != before and rounded(total) != rounded(before):
                unit = first.encode("utf-16-be")
                found.update(range(max(0, bisect_right(keys, unit) - 1), bisect_right(keys, unit + b"\xff\xff")))
        return found

    def _times(self, number: int, term: str) -> int:
        """Return how often a changed page has a term; for those that have it more often than a list tells."""
        if number not in self._folded:
            page = self._pages[number]
            self._folded[number] = FoldedPage(fold(f"{page.text}\n{page.title}"))
        return self._folded[number].times(term)

    def _differing(self, assets: Iterable[Asset]) -> Iterator[Asset]:
        """Give those of the files that are not what stands, and note them."""
        files = self._state.files
        for asset in assets:
            path = asset.path.removeprefix(f"{FOLDER}/")
            checksum = zlib.crc32(asset.content)
            if files.get(path) != checksum:
                files[path] = checksum
                yield asset


def _paths(firsts: Iterable[str]) -> list[str]:
    """Return the paths of shards, by their first terms."""
    seen: dict[str, int] = {}
    return [shard_path(first, seen) for first in firsts]
