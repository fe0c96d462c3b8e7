"""A fragment to its text, with a mark where a block begins or ends, and the ids of headings between marks.

`by_tags` reads any fragment, tag by tag. Pages share most of their tags, so that of many pages it is quicker to remember what tags
without text between them come to (`Marking`); what cannot be told so (comments, marks in the text, what is not closed) is
left to `by_tags`.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The fragment is our own templates' and nh3's HTML: tags are closed, `<` and `>` in attributes are escaped, and none of the
# skipped elements stands in one of its own name.
_INLINE = ("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "strong", "sub", "sup",
           "time", "u", "wbr")  # fmt: skip
SKIPPED = ("nav", "form", "script", "style", "button", "select", "template", "h1")
SAMPLE = '<span class="hk-sample"'
ID = re.compile(r" id=\"([^\"]*)\"")
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
UNPARTED = frozenset(name for inline in (*_INLINE, "span") for name in (inline, f"/{inline}"))
# What it catches is a tag's name, and the attributes of headings alone. Nothing is tried twice, which takes a fifth off its time.
TAG = re.compile(r"<(h[2-6]\s[^>]*+|/?+[a-zA-Z0-9]++)[^>]*+>")
_NAME = re.compile(r"/?[a-zA-Z0-9]+")
_SKIP = re.compile(rf"<({'|'.join(SKIPPED)})(?=[\s>]).*?</\1[^>]*>", re.DOTALL)
_SAMPLES = re.compile(rf"{SAMPLE}.*?</span>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ANCHOR, BLOCK = "\x01", "\x02"

_RUN = re.compile(r"(<(?:[^>]*+>\s*+<)*+[^>]*+>)")
"""Tags with nothing but white space between them."""
_ICON = re.compile("<svg.*?</svg>", re.DOTALL)
_OPENS = re.compile(rf"({'|'.join(SKIPPED)})[\s>]")
_CLOSES = re.compile(rf"/({'|'.join(SKIPPED)})")

# Marks that only runs have; a letter after the first character tells them apart.
_OWN = "\x03"
_FORBIDDEN = re.compile(f"[{ANCHOR}{BLOCK}{_OWN}]")
_ODD, _NEXT, _SAMPLE, _SPAN_END, _SKIP_BEGIN, _SKIP_END = (_OWN + letter for letter in "onsxbe")
_SKIPPED_RUNS = re.compile(f"{_SKIP_BEGIN}(.).*?{_SKIP_END}\\1", re.DOTALL)
_SAMPLE_RUNS = re.compile(f"{_SAMPLE}.*?{_SPAN_END}", re.DOTALL)


def by_tags(html: str) -> str:
    """Return the text of a fragment with its marks."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    if ANCHOR in html or BLOCK in html:
        html = html.replace(ANCHOR, " ").replace(BLOCK, " ")
    # Icons are the most of what is skipped: passing over them so is quicker than the pattern.
    first, *others = html.split("<svg")
    html = first + "".join([other.partition("</svg>")[2] for other in others])
    html = _SKIP.sub("", html)
    if SAMPLE in html:
        html = _SAMPLES.sub("", html)
    pieces = TAG.split(html)
    pieces[1::2] = map(_mark, pieces[1::2])
    return "".join(pieces)


class Marking:
    """Marks many fragments, and remembers what it has seen."""

    most = 32_768
    """Where there are so many runs of tags, all are forgotten."""

    def __init__(self) -> None:
        self._runs: dict[str, str] = {}
        self._tags = _Tags()

    def marked(self, html: str) -> str:
        """Return what `by_tags` does; white space beside a mark may be left out, and a mark beside another."""
        found = self.by_runs(html)
        return by_tags(html) if found is None else found

    def by_runs(self, html: str) -> str | None:
        """Return what `marked` does, None of a fragment that must be read tag by tag."""
        if len(self._runs) > self.most:
            self._runs.clear()
            self._tags.clear()
        pieces = _RUN.split(html)
        words, runs = "".join(pieces[::2]), pieces[1::2]
        if "<" in words or ANCHOR in words or BLOCK in words or _OWN in words:
            return None
        new = [run for run in runs if run not in self._runs]
        if new and not self._learn(new):
            return None
        pieces[1::2] = map(self._runs.__getitem__, runs)
        text = "".join(pieces)
        if _SKIP_BEGIN in text:
            text = _SKIPPED_RUNS.sub("", text)
        if _SAMPLE in text:
            text = _SAMPLE_RUNS.sub("", text)
        text = text.replace(_SPAN_END, "")
        return None if _OWN in text else text

    def _learn(self, runs: list[str]) -> bool:
        """Remember the marks of runs of tags, worked out together; returns whether they could be."""
        text = _ICON.sub("", f"<{_NEXT}".join(runs))
        marks = "".join(map(self._tags.__getitem__, text.split("<")[1:]))
        for few in (BLOCK * 4, BLOCK * 2, BLOCK * 2):
            marks = marks.replace(few, BLOCK)
        found = marks.split(_NEXT)
        if "<svg" in text or len(found) != len(runs):
            return False
        self._runs.update(zip(runs, found, strict=True))
        return True


class _Tags(dict[str, str]):
    """Maps what follows the `<` of a tag in a run to what it leaves there, worked out when it is first seen."""

    def __missing__(self, rest: str) -> str:
        self[rest] = mark = _mark_of(rest)
        return mark


def _mark_of(rest: str) -> str:
    """Return what a tag leaves in a run, of all that follows its `<`."""
    if rest == _NEXT:
        return _NEXT
    if rest.startswith("a "):  # the most, for each link is another
        _, closed, space = rest.partition(">")
        return space if closed else _ODD
    tag = f"<{rest}"
    found = TAG.match(tag)
    if not found or _FORBIDDEN.search(rest):
        return _ODD
    space = tag[found.end() :]
    if tag.startswith("</span>"):
        return _SPAN_END + space
    if tag.startswith(SAMPLE):
        return _SAMPLE + space
    if opens := _OPENS.match(rest):
        return f"{_SKIP_BEGIN}{_letter(opens[1])}{space}"
    if closes := _CLOSES.match(rest):
        return f"{_SKIP_END}{_letter(closes[1])}{space}"
    return _mark(found[1]) or space


def _letter(name: str) -> str:
    return chr(ord("a") + SKIPPED.index(name))


@lru_cache(maxsize=1_024)
def _mark(tag: str) -> str:
    """Return the mark that what `TAG` caught of a tag leaves in the text."""
    found = _NAME.match(tag)
    name = found[0] if found else ""
    if name in UNPARTED:
        return ""
    heading = ID.search(tag) if name in HEADINGS else None
    return f"{BLOCK}{ANCHOR}{heading[1]}{ANCHOR}" if heading else BLOCK
