"""What a text must hold before a closer look at it is worth the time."""

from __future__ import annotations

import re

# A phone, identity or card number has eight digits in a row, a blank, a point or a hyphen among them at most. In a file a blank
# between two words may be a line end.
_LONG_NUMBER = re.compile(r"\d\d\d\d(?:[-.]|[ \n]+)?\d\d\d\d")


def is_marked(source: str) -> bool:
    """Whether the text of a file may hold a link, a live list or a personal number, in whatever field.

    Holds for text in which nothing is written with a backslash.
    """
    return "](" in source or "[[" in source or "///" in source or _LONG_NUMBER.search(source) is not None
