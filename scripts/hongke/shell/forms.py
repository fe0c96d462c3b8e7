"""The ways in which a template writes a text into a page, each told from the others by what it makes of a mark."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping

from jinja2.utils import htmlsafe_json_dumps, url_quote
from markupsafe import Markup, escape


def _as_it_is(text: str) -> str:
    return text


def _escaped(text: str) -> str:
    return str(escape(text))


def _stripped(text: str) -> str:
    return str(Markup(text).striptags())  # noqa: S704 - tags are taken off, nothing is called safe


def _stripped_escaped(text: str) -> str:
    return _escaped(_stripped(text))


def _in_json(text: str) -> str:
    return str(htmlsafe_json_dumps(text))[1:-1]


AS_IT_IS = "as it is"
FORMS: Mapping[str, Callable[[str], str]] = {
    AS_IT_IS: _as_it_is,
    "e": _escaped,
    "striptags": _stripped,
    "striptags | e": _stripped_escaped,
    "tojson": _in_json,
    "urlencode": url_quote,
}
"""Each way by the name of its Jinja filter. All but `striptags` treat every character by itself."""


def mark(name: str, variant: int = 0) -> str:
    """Return a text that comes out of each form differently, and that names what it stands for."""
    inner = ("<i>&amp; \"'  好/</i>", '<i>% &lt;\t"éA-z/</i>。')[variant]
    return f"{token(name, variant)}x{inner}x{token(name, variant)}"


def token(name: str, variant: int = 0) -> str:
    """Return the part of a mark that every form leaves as it is."""
    return f"Q{'XZ'[variant]}{name.encode().hex()}{'ZX'[variant]}Q"


def cut(text: str, names: Iterable[str], variant: int = 0) -> tuple[list[str], list[tuple[str, str]]]:
    """Cut a rendered page at its marks; returns the pieces and, between them, what is named and in which form.

    A mark in an unknown form stays in its piece: `left_in` finds it.
    """
    meanings, marks = _marks(frozenset(names), variant)
    if not meanings:
        return [text], []
    split = marks.split(text)
    return split[::2], [meanings[found] for found in split[1::2]]


@functools.lru_cache(maxsize=64)
def _marks(names: frozenset[str], variant: int) -> tuple[Mapping[str, tuple[str, str]], re.Pattern[str]]:
    """Return what each form of the marks means, and the pattern that finds them."""
    meanings = {form(mark(name, variant)): (name, way) for name in sorted(names) for way, form in FORMS.items()}
    return meanings, re.compile(f"({'|'.join(map(re.escape, sorted(meanings, key=len, reverse=True)))})")


def left_in(pieces: Iterable[str], names: Iterable[str], variant: int = 0) -> set[str]:
    """Return the names whose mark stands in the pieces in a form that is not known."""
    whole = "\n".join(pieces)
    return {name for name in names if token(name, variant) in whole}
