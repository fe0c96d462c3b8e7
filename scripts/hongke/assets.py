"""Files of the site that are not pages; those that a reader's browser fetches for search and catalogue are deflated."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

from msgspec import Struct

FOLDER = "search/data"
"""Where the index lies below the site's root; `search/` itself is the search page."""
_LEVEL = 6


class Asset(Struct, frozen=True, kw_only=True):
    """A file that is not a page: `path` relative to the site's root."""

    path: str
    content: bytes


class LateAsset(Struct, frozen=True, kw_only=True):
    """A file that is not a page, made when somebody asks for what it holds."""

    path: str
    make: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """What the file holds."""
        return self.make()


def packed(path: str, data: bytes, *, level: int = _LEVEL) -> Asset:
    """Return a file of the index, deflated (zlib, RFC 1950)."""
    return Asset(path=f"{FOLDER}/{path}", content=zlib.compress(data, level))


def packed_text(path: str, data: bytes) -> Asset:
    """Return a file of the index that holds the text of a page, or heads of some, deflated.

    Texts are most of what an index packs, and short: a third of `packed`'s time goes into making room for a window. Level 3 and
    a window of 8 KiB take two thirds of its time and make three more bytes in a hundred.
    """
    deflate = zlib.compressobj(3, zlib.DEFLATED, 13, 7)
    return Asset(path=f"{FOLDER}/{path}", content=deflate.compress(data) + deflate.flush())


def packed_json(path: str, value: Any) -> Asset:
    """Return a file of the index that holds JSON, deflated."""
    return Asset(path=f"{FOLDER}/{path}", content=deflated_json(value))


def deflated_json(value: Any) -> bytes:
    """Return JSON, deflated."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), _LEVEL)
