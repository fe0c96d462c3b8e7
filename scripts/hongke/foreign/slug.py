"""Ids from Chinese titles: pinyin, cut to a sensible length, with a number where two are alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from pypinyin import lazy_pinyin

from hongke.load.loading import LONGEST_ID, RESERVED_IDS

_LONGEST = 40
"""A title of a dozen characters; longer addresses are a burden."""


def slug(title: str, fallback: str) -> str:
    """Return an id for a title: `网格党建` becomes `wang-ge-dang-jian`."""
    spoken = " ".join(lazy_pinyin(unicodedata.normalize("NFKC", title)[:100], v_to_u=False))
    bare = unicodedata.normalize("NFKD", spoken).encode("ascii", "ignore").decode("ascii").lower()
    found = ""
    for part in re.findall(r"[a-z0-9]+", bare):
        if found and len(found) + 1 + len(part) > _LONGEST:
            break
        found = f"{found}-{part}" if found else part[:_LONGEST]
    found = found or fallback
    return f"{found}-1" if found in RESERVED_IDS else found


def free(name: str, taken: Container[str]) -> str:
    """Return the id, with the first number behind it that is not taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name[: LONGEST_ID - 6]}-{number}" in taken:
        number += 1
    return f"{name[: LONGEST_ID - 6]}-{number}"
