"""`[[links]]` in Markdown, and the code in which they mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

WIKI_LINK = re.compile(
    r"\[\[\s*(?P<address>[^\[\]|#\n]+?)\s*(?:#(?P<anchor>[^\[\]|\n]+?))?\s*(?:\|(?P<text>[^\[\]\n]+?))?\s*\]\]"
)
"""`[[case/wangfu-grid]]`, `[[case/wangfu-grid#do]]` or `[[case/wangfu-grid|王府街道]]` in Markdown."""
_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)[`~]*\s*?$|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)", re.MULTILINE | re.DOTALL
)


def wiki_links(text: str) -> Iterable[re.Match[str]]:
    """Give the `[[links]]` of a Markdown text, those in code left out."""
    return WIKI_LINK.finditer(without_code(text))


def without_code(text: str) -> str:
    """Return the Markdown text with fenced and inline code blanked out, every other character where it was."""
    return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code.group()), text) if "`" in text or "~~~" in text else text
