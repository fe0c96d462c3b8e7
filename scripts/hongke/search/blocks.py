"""A page's text with the text of some of its blocks changed: quicker than to read the whole page again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from hongke.search.content import content_of
from hongke.search.terms import has_traditional
from hongke.search.texts import Shown


def with_blocks(page: Shown, blocks: Sequence[tuple[str, str]]) -> Shown | None:
    """Return a page in which blocks of HTML, each of which is a number of whole lines, have changed: what each was, and is.

    None where it cannot be told which lines of the page are those of the blocks, where their number has changed or the
    line of a heading, and where the browser cannot fold the text.
    """
    text = _apart(page.text)
    for (old, new), times in Counter((_text_of(before), _text_of(after)) for before, after in blocks).items():
        if old == new:
            continue
        # Each of the blocks has left its lines: where there are no more of them, these are they.
        if not old or not new or _count(text, _apart(old)) != times or old.count("\n") != new.count("\n"):
            return None
        if page.own or has_traditional(new):
            return None
        text = text.replace(_apart(old), _apart(new))
    text = text[1:-1].replace("\n\n", "\n")
    headings = _moved(page, text)
    return None if headings is None else page._replace(text=text, headings=headings)


def _apart(lines: str) -> str:
    """Return lines each between two line feeds of its own."""
    return "\n" + lines.replace("\n", "\n\n") + "\n"


def _count(text: str, part: str) -> int:
    """Return in how many places a text has a part, also where they overlap."""
    times, at = 0, text.find(part)
    while at >= 0:
        times, at = times + 1, text.find(part, at + 1)
    return times


def _moved(page: Shown, text: str) -> list[list[object]] | None:
    """Return the headings of a page whose lines have other lengths now; None where one of the headings has changed."""
    if not page.headings:
        return []
    before, after = page.text.split("\n"), text.split("\n")
    # How many characters stand before each line, line feeds not among them.
    starts = [0, *accumulate(map(len, before))]
    moved = [0, *accumulate(map(len, after))]
    found: list[list[object]] = []
    for at, name in page.headings:
        line = bisect_left(range(len(before)), at, key=lambda number: starts[number] + number)
        if before[line] != after[line]:
            return None
        found.append([moved[line] + line, name])
    return found


@lru_cache(maxsize=4096)
def _text_of(block: str) -> str:
    """Return the lines of a block; remembered, for many pages have the same."""
    return content_of("", block).text
