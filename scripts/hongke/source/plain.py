"""The plain part of YAML in which nearly every entry is written, to values, without positions.

The reader in `reader` asks libyaml for every event with its place, which is wanted only when something is wrong. Here one
expression takes the whole text apart, line by line. It knows block mappings and lists, plain and quoted text, `|`, and
`[…]` and `{…}` on one line; of anything else, and of anything that is not right, it says nothing, and `reader` reads the
text. What it does return is what `reader` does: a test holds it to that.
"""

from __future__ import annotations

import re
from typing import Any

from hongke.source.scalars import WORDS, resolve

Values = dict[str, Any]

_DIGITS = "0123456789"
_LONGEST = 200_000
"""Characters: longer texts are read the other way, so that none is slow to be found odd."""
_DEEPEST = 16
"""Columns of indent: a list and a mapping take two, and `reader` bounds the depth at 24."""

# A key is one word of letters; text begins with a character that means nothing to YAML, and holds no `: ` and no ` #`.
_KEY = r"[^\W\d_][\w（）-]{0,60}+"
_PLAIN = r"[^\s?:,\[\]{}#&*!|>'\"%@`~=<+.-][^\n:#]*+(?:(?::(?![ \n])|(?<! )#)[^\n:#]*+)*+"
_QUOTED = r"'[^']*+(?:''[^']*+)*+'|\"[^\"\\]*+\""
_FLOW = r"\[[^\n]*\]|\{[^\n]*\}"
# Indent, dash, key, value on the line; or what follows `|`, the indent of the text below, the text; or what is none of this.
_LINE = re.compile(
    rf"( *+)(-\ )?(?:({_KEY}):(?:\ ++|(?=\n)))?"
    rf"(?:({_PLAIN}|{_QUOTED}|{_FLOW})?\ *\n|\|(-?)\ *+\n(\ ++)([^\n]++\n(?:\6[^\n]*+\n|\n)*+))"
    rf"|\ *+\#[^\n]*+\n"
    rf"|([^\n]*\n?)"
)
_ENDS = re.compile(r"\n[ \n]*+")
_BLANKS = re.compile(r" +\n")
_FLOW_TEXT = r"[^\s?:,\[\]{}#&*!|>'\"%@`~=<+.-][^?:,\[\]{}#'\"\n]*"
_FLOW_QUOTED = r"'[^'\n]*'|\"[^\"\\\n]*\""
_ITEMS = re.compile(rf"({_FLOW_TEXT}|{_FLOW_QUOTED}) *(?:, *|\Z)|([^\n])")
_PAIRS = re.compile(rf"({_KEY}): +({_FLOW_TEXT}|{_FLOW_QUOTED}) *(?:, *|\Z)|([^\n])")


class _Odd(Exception):
    """The text is not plain."""


def plain_values(text: str) -> Values | None:
    """Return the values of a decoded text whose top is a mapping, or None where it is not plain or not right.

    The text holds no characters that `read_text` refuses.
    """
    if len(text) > _LONGEST or "\t" in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    ended = text.endswith("\n")
    try:
        return _values(text if ended else f"{text}\n", ended=ended)
    except _Odd:
        return None


def _values(text: str, *, ended: bool) -> Values:
    """Put the lines together: each belongs to the open mapping or list that stands as far to the right as it does."""
    root: Values = {}
    here: Any = root  # the mapping or list that is open, its column, and those around it
    column, is_list = 0, False
    around: list[tuple[Any, int, bool]] = []
    waiting = ""  # the key of `here` whose value may follow on the lines below
    for indent, dash, key, value, strip, inner, below, odd in _LINE.findall(text):
        if not key and not dash:
            if value or below or odd:
                raise _Odd
            continue
        at = len(indent)
        if waiting:
            if at > column or (dash and at == column):
                if at > _DEEPEST:
                    raise _Odd
                around.append((here, column, is_list))
                below_it: Any = [] if dash else {}
                here[waiting] = below_it
                here, column, is_list = below_it, at, bool(dash)
            else:
                here[waiting] = None
            waiting = ""
        if dash:
            while not is_list or column != at:
                if column < at or not around:
                    raise _Odd
                here, column, is_list = around.pop()
            if key:
                around.append((here, column, is_list))
                mapping: Values = {}
                here.append(mapping)
                here, column, is_list = mapping, at + 2, False
                at = column
        else:
            while is_list or column != at:
                if column < at or not around:
                    raise _Odd
                here, column, is_list = around.pop()
        if value:
            first = value[0]
            if first in "'\"":
                found: Any = _quoted(value)
            elif first in "[{":
                found = _flow(value)
            else:
                found = value if value[-1] != " " else value.rstrip(" ")
                if first in _DIGITS or (len(found) < 6 and found in WORDS):
                    found = resolve(found)
        elif below:
            if len(inner) <= at or (not ended and text.endswith(below)):
                raise _Odd  # without a line end, `|` gives text that has none
            found = below.replace(f"\n{inner}", "\n").rstrip("\n")
            if not strip:
                found += "\n"
        elif key:
            if key in here or key in WORDS:
                raise _Odd
            here[key] = None
            waiting = key
            continue
        else:
            raise _Odd
        if key:
            if key in here or key in WORDS:
                raise _Odd
            here[key] = found
        else:
            here.append(found)
    if not root:
        raise _Odd
    return root


def _quoted(written: str) -> str:
    """Return the text in quotes. A line end in it is a blank, each further one stays."""
    text = written[1:-1]
    if "\n" in text:
        if " \n" in text:
            text = _BLANKS.sub("\n", text)
        text = _ENDS.sub(_folded, text)
    return text.replace("''", "'") if written[0] == "'" and "''" in text else text


def _folded(ends: re.Match[str]) -> str:
    between = ends.group()
    if between[-1] == "\n":
        raise _Odd  # text at the margin is allowed, but for `---` and `...`
    return "\n" * (between.count("\n") - 1) or " "


def _flow(written: str) -> Any:
    """Return the list or mapping that is written on one line in brackets."""
    inside = written[1:-1].strip(" ")
    if written[0] == "[":
        return [_inside(item, odd) for item, odd in _ITEMS.findall(inside)]
    found: Values = {}
    for key, value, odd in _PAIRS.findall(inside):
        if key in found or key in WORDS:
            raise _Odd
        found[key] = _inside(value, odd)
    return found


def _inside(written: str, odd: str) -> Any:
    """Return a value that stands in brackets."""
    if odd:
        raise _Odd
    if written[0] in "'\"":
        return _quoted(written)
    text = written.rstrip(" ")
    return resolve(text) if written[0] in _DIGITS or (len(text) < 6 and text in WORDS) else text
