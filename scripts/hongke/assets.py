"""Files of the site that are not pages; those that a reader's browser fetches for search and catalogue are deflated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import deflate
from msgspec import Struct
from msgspec.json import encode

FOLDER = "search/data"
"""Where the index lies below the site's root; `search/` itself is the search page."""
_LEVEL = 6
_TEXT_LEVEL = 1
TEXT_ENCODING = "utf-16-le"
"""What `packed_text` writes."""


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
    return Asset(path=f"{FOLDER}/{path}", content=deflated(data, level))


def packed_text(path: str, value: Any) -> Asset:
    """Return a file of the index that holds the text of a page, or heads of some: JSON in UTF-16 (little endian), deflated.

    Texts are most of what an index packs. A Han character has two bytes here and three in UTF-8, and what is packed is a tenth
    smaller; higher levels take half as long again and save a byte in a hundred.
    """
    return packed(path, encode(value).decode("utf-8").encode(TEXT_ENCODING), level=_TEXT_LEVEL)


def packed_json(path: str, value: Any) -> Asset:
    """Return a file of the index that holds JSON, deflated."""
    return Asset(path=f"{FOLDER}/{path}", content=deflated_json(value))


def deflated_json(value: Any) -> bytes:
    """Return JSON, deflated."""
    return deflated(encode(value))


def deflated(data: bytes, level: int = _LEVEL) -> bytes:
    """Return bytes, deflated (zlib, RFC 1950), by libdeflate: on short texts it takes two thirds of the time of zlib, and makes
    fewer bytes. One version of it gives the same bytes on every processor.
    """
    return bytes(deflate.zlib_compress(data, level))
