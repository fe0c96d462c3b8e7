"""Links in Markdown to files below `docs/`."""

from __future__ import annotations

import posixpath
import re


def is_file_link(target: str) -> bool:
    """Whether a link's target is a file below `docs/`, not another host, a mark on the page or the like."""
    return not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#|//|mailto:", target)


def resolve_file(path: str, folder: str) -> str:
    """Return the path, relative to `docs/`, that a link written in a file of `folder` means."""
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else ""
