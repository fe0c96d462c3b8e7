"""Many pages' fragments to what is searched: `content.content_of`'s rule, for all their characters at once.

Where each tag begins and ends, what it does (`tags`) and which tags stand in something skipped is worked out tag by tag; what is
left between them is copied together, and white space is taken out of it. Pages that are not read so give their turn to `content`:
those with characters beyond 16 bits or references to characters, and HTML that our templates do not write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from hongke.search import tags
from hongke.search.content import Content, content_of, headline_of, tidy
from hongke.search.marking import ID, SAMPLE
from hongke.search.tags import PADDING, Tags
from hongke.search.terms import HAN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Units = NDArray[np.uint16]
    Places = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_PAGE = "<p>"
"""Begins each page, so that its text begins a line."""
_LESS, _MORE = ord("<"), ord(">")
_SPACE, _HAN, _MARK, _REFERENCE, _OTHER = range(5)


_TELLING = SAMPLE.index("m")
"""A character by which most other tags of this name are told from `SAMPLE`."""
_UNPLAIN = re.compile(r"[\s&\x01\x02]")
"""What `content` does not leave in an id as it is."""

_Read = tuple[str, list[tuple[int, str, int]]]
"""The text of a page and its headings."""


class _OddError(Exception):
    """Pages cannot be read together."""


def contents_of(pages: Sequence[tuple[str, str]]) -> list[Content]:
    """Return what is searched of pages, of each of which the title and the fragment are given."""
    if not pages:
        return []
    try:
        found = _read([html for _, html in pages])
    except _OddError:
        if len(pages) == 1:
            return [content_of(*pages[0])]
        half = len(pages) // 2
        return contents_of(pages[:half]) + contents_of(pages[half:])
    return [_content(title, html, text) for (title, html), text in zip(pages, found, strict=True)]


def _content(title: str, html: str, read: _Read | None) -> Content:
    if read is None:
        return content_of(title, html)
    text, headings = read
    title = tidy(title)
    headline = headline_of(title, html)
    if headline:
        text = f"{headline}\n{text}" if text else headline
        headings = [(at + len(headline) + 1, anchor, length) for at, anchor, length in headings]
    return Content(title, text, tuple(headings), headline)


def _read(htmls: Sequence[str]) -> list[_Read | None]:
    """Return the text and the headings of each page, None of one that must be read alone."""
    text = "".join([*(part for html in htmls for part in (_PAGE, html)), PADDING])
    units = np.frombuffer(text.encode("utf-16-le"), "<u2")
    if len(units) != len(text) or not units.min():
        raise _OddError  # places in the text would not be those of the units; tags would not differ as numbers
    begins, ends = np.flatnonzero(units == _LESS), np.flatnonzero(units == _MORE)
    if len(begins) != len(ends) or (begins > ends).any() or (ends[:-1] > begins[1:]).any():
        raise _OddError
    kinds, names = _tags().of(text, units, begins, ends)
    if (kinds == tags.UNREADABLE).any():
        raise _OddError
    starts = np.cumsum([0, *(len(_PAGE) + len(html) for html in htmls)])
    pages = np.searchsorted(begins, starts)
    skipped = _skipped(text, units, begins, kinds, names)
    if skipped[pages[:-1]].any():
        raise _OddError
    parting = ((kinds == tags.PARTING) | (kinds == tags.HEADING)) & ~skipped
    # What follows each tag, to the next one; the last is followed by what is no page's.
    sizes = np.append(begins[1:], len(text) - len(PADDING))
    sizes -= ends
    sizes -= 1
    kept = np.flatnonzero((sizes > 0) & ~skipped)
    # Whether a tag that parts stands before it, after what was kept before.
    lines = np.logical_or.reduceat(parting[: kept[-1] + 1], np.append(0, kept[:-1] + 1)) if len(kept) else kept > 0
    # A line takes the end of its tag along, as its mark.
    sizes = sizes[kept] + lines
    offsets = np.cumsum(sizes) - sizes
    places = np.repeat(ends[kept] + 1 - lines - offsets, sizes)
    places += np.arange(len(places))
    heads = np.flatnonzero((kinds == tags.HEADING) & parting)
    first = np.searchsorted(kept, heads)
    # What follows a heading belongs to it if no other line begins between them.
    others = np.append(np.flatnonzero(parting), len(parting))
    found = np.append(kept, len(parting))[first] < others[np.searchsorted(others, heads) + 1]
    headings = [text[begins[head] : ends[head]] for head in heads[found].tolist()]
    page_places = np.append(offsets, len(places))[np.searchsorted(kept, pages)]
    return _texts(units[places], page_places, headings, offsets[first[found]])


def _skipped(text: str, units: Units, begins: Places, kinds: NDArray[np.uint8], names: NDArray[np.uint8]) -> Flags:
    """Return for each tag whether what follows it is skipped; an end of what is skipped is none that parts."""
    steps = np.zeros(len(kinds), np.int8)
    edges = np.flatnonzero((kinds == tags.OPENING) | (kinds == tags.CLOSING))
    depths = np.cumsum(np.where(kinds[edges] == tags.OPENING, 1, -1))
    outer = depths == 0
    opens, closes = np.flatnonzero(np.append(True, outer[:-1])), np.flatnonzero(outer)
    called = names[edges]
    if len(edges) and (depths.min() < 0 or depths[-1] or (called[opens] != called[closes]).any()):
        raise _OddError
    # What is skipped ends with the first end of its own name: none may stand in it.
    alike = called == np.repeat(called[opens], closes - opens + 1) if len(edges) else called
    if np.count_nonzero(alike) != 2 * len(closes):
        raise _OddError
    steps[edges[opens[: len(closes)]]] = 1
    steps[edges[closes]] = -1
    skipped = np.cumsum(steps, dtype=np.int8).astype(np.bool_)
    spans = np.flatnonzero(kinds == tags.SPAN)
    for tag in spans[units[begins[spans] + _TELLING] == ord(SAMPLE[_TELLING])].tolist():
        # What says that a fact is a sample is skipped up to the next end of a `span`.
        if skipped[tag] or not text.startswith(SAMPLE, begins[tag]):
            continue
        end = tag + 1
        while end < len(kinds) and (skipped[end] or kinds[end] != tags.SPAN_END):
            end += 1
        if end == len(kinds):
            raise _OddError
        skipped[tag:end] = True
    return skipped


def _texts(units: Units, pages: Places, headings: Sequence[str], places: Places) -> list[_Read | None]:
    """Return the lines of each page of what was kept, and which of them are headings.

    `pages` says where each page begins, and the end; a heading's line begins at its place.
    """
    kinds = np.append(_kinds().take(units), np.uint8(_MARK))
    kept = kinds != _SPACE
    # White space is one space between others, none beside a Han character or at the edge of a line.
    before = np.flatnonzero(kept[:-1] > kept[1:])
    after = np.flatnonzero(kept[:-1] < kept[1:]) + 1
    ends, begins = kinds[before], kinds[after]
    spaces = before[(ends > _MARK) & (begins > _MARK)] + 1
    kept[spaces] = True
    units[spaces] = ord(" ")
    marks = kinds == _MARK
    kept[before[(ends == _MARK) & (begins == _MARK)]] = False
    kept[:-1] &= ~(marks[:-1] & marks[1:])
    kept, kinds = kept[:-1], kinds[:-1]
    lines = np.flatnonzero(marks[:-1] & kept)
    units[lines] = ord("\n")
    left = units[kept]
    text = left.tobytes().decode("utf-16-le")
    # Each line begins with its mark, which is now the line feed that ends the one before.
    breaks = [*np.flatnonzero(left == ord("\n")).tolist(), len(left)]
    firsts = np.searchsorted(lines, pages).tolist()
    found: list[_Read | None] = [(text[breaks[first] + 1 : breaks[last]], []) for first, last in pairwise(firsts)]
    for line, page, tag in zip(
        _places_in(lines, places), (np.searchsorted(pages, places, "right") - 1).tolist(), headings, strict=True
    ):
        named = ID.search(tag)
        one = found[page]
        if line is None or not named or not one:
            continue
        if _UNPLAIN.search(named[1]):
            found[page] = None
        else:
            begin = breaks[line] + 1
            one[1].append((begin - breaks[firsts[page]] - 1, named[1], breaks[line + 1] - begin))
    for page in set((np.searchsorted(pages, np.flatnonzero(kinds == _REFERENCE), "right") - 1).tolist()):
        found[page] = None
    return found


def _places_in(lines: Places, places: Places) -> list[int | None]:
    """Return which of the lines begins at each place, None where none does."""
    found = np.searchsorted(lines, places)
    return [
        line if line < len(lines) and lines[line] == place else None
        for line, place in zip(found.tolist(), places.tolist(), strict=True)
    ]


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return what each code unit is to the lines of a text."""
    found = np.full(0x10000, _OTHER, np.uint8)
    every = "".join(map(chr, range(0xD800))) + " " * 0x800 + "".join(map(chr, range(0xE000, 0x10000)))
    for run in re.finditer(rf"[{HAN}]+", every):
        found[run.start() : run.end()] = _HAN
    for run in re.finditer(r"[\s\x01\x02]+", every):  # \x01 and \x02: see `content`
        found[run.start() : run.end()] = _SPACE
    found[0xD800:0xE000] = _OTHER
    found[_MORE], found[ord("&")] = _MARK, _REFERENCE
    return found


@cache
def _tags() -> Tags:
    return Tags()
