"""A table as it comes from a file: rows of text with the place of every cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct

from hongke.problems import Place, Problem

_UNSEEN = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b\u2028\u2029\ufeff]")
"""What no catalogue file may hold, and nobody sees in a cell."""


class Row(Struct, frozen=True):
    """A row: its number in the file, from 1, and the text of its cells."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return the text of a cell, columns counted from 0; "" where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


class Sheet(Struct, frozen=True):
    """The rows of one sheet that hold anything; a CSV file is a sheet without a name."""

    file: str
    name: str
    rows: tuple[Row, ...]

    def place(self, row: int, column: int = 0) -> Place:
        """Return the place of a cell, columns counted from 0."""
        return Place(file=self.file, sheet=self.name, line=row, column=column + 1)


class Sheets(Struct, frozen=True):
    """What a file came to: its sheets, or the problems that stand in the way."""

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()


Watch = Callable[[Iterable[Any], int | None], Iterable[Any]]
"""Passes rows on while somebody watches the progress; the number is how many there are, where it is known."""


def unwatched(rows: Iterable[Any], _length: int | None) -> Iterable[Any]:
    """Pass rows on, with nobody watching."""
    return rows


def text_of(value: Any) -> str:
    """Return a cell's value as the text that a spreadsheet shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return (
            f"{value:%Y-%m-%d}" if (value.hour, value.minute, value.second) == (0, 0, 0) else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return clean(str(value))


def clean(text: str) -> str:
    """Return a text with plain line ends, without what nobody sees and without blanks around it."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")).strip()


def plain(text: str) -> str:
    """Return how a word is compared: half width, lower case, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
