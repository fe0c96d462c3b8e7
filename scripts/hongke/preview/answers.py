"""What the server answers: bytes with their type."""

from __future__ import annotations

import mimetypes
import posixpath

from msgspec import Struct

_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".bin": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".xml": "application/xml",
    ".gz": "application/gzip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# Not the system's own table: Windows keeps one that programs change, and calls JavaScript text there.
_SYSTEM = mimetypes.MimeTypes()


class Answer(Struct, frozen=True, kw_only=True):
    """A status, a content type, bytes; `location` for a redirect."""

    content: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""


def type_of(path: str) -> str:
    """Return the content type of a file by its ending."""
    ending = posixpath.splitext(path)[1].lower()
    kind = _TYPES.get(ending) or _SYSTEM.guess_type(f"x{ending}")[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/xml", "application/json", "image/svg+xml")
    return f"{kind}; charset=utf-8" if is_text else kind


def injected(html: bytes, script: str) -> bytes:
    """Return a page with the preview's script at the end of its body."""
    head, tag, tail = html.rpartition(b"</body>")
    return head + script.encode("utf-8") + tag + tail if tag else html + script.encode("utf-8")
