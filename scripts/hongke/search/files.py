"""Files that the reader's browser fetches: deflated, so that any static server will do, and the same bytes every time."""

from __future__ import annotations

import json
import zlib
from typing import Any

from hongke.pages.page import Asset

FOLDER = "search/data"
"""Where the index lies below the site's root; `search/` itself is the search page."""
_LEVEL = 6


def packed(path: str, data: bytes) -> Asset:
    """Return a file of the index, deflated (zlib, RFC 1950)."""
    return Asset(path=f"{FOLDER}/{path}", content=zlib.compress(data, _LEVEL))


def packed_json(path: str, value: Any) -> Asset:
    """Return a file of the index that holds JSON, deflated."""
    return packed(path, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
