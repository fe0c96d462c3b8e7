"""The YAML at the head of a Markdown file."""

from __future__ import annotations

import re

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def front_matter(text: str) -> tuple[str, int]:
    """Return the YAML at the head of a Markdown text and the line it begins in; nothing where there is none."""
    found = FRONT_MATTER.match(text)
    return (found["head"], 2) if found else ("", 1)
