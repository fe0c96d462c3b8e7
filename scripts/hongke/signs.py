"""What a text must hold before a closer look at it is worth the time."""

from __future__ import annotations

import re

LONG_NUMBER = re.compile(r"[0-9０-９]\d\d\d?(?:[-.]|[ \n]+)?\d\d\d\d")
"""What a phone, identity or card number holds; in a file, a blank between two words may be a line end."""


def is_marked(source: str) -> bool:
    """Whether the text of a file may hold a link, a live list or a personal number, in whatever field.

    Holds for text in which nothing is written with a backslash.
    """
    return "](" in source or "[[" in source or "///" in source or LONG_NUMBER.search(source) is not None
