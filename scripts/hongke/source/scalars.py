"""What a YAML scalar without quotes means."""

from __future__ import annotations

import re
from decimal import Decimal

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
"""What a scalar without quotes means that is neither text nor a number."""


def resolve(text: str) -> str | int | Decimal | bool | None:
    """Resolve a plain scalar by the YAML 1.2 core schema, less octal, hexadecimal and exponents.

    `no`, `on`, `12:30`, `0123` and `1e3` stay text: https://yaml.org/spec/1.2.2/#103-core-schema
    """
    if text in WORDS:
        return WORDS[text]
    if _INTEGER.match(text) and len(text) < 19:
        return int(text)
    if _DECIMAL.match(text) and len(text) < 40:
        return Decimal(text)
    return text
