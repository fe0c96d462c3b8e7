"""One sheet of a workbook as XML: a heading row, rows of cells, columns that may still be filled in, checks of what is."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

GENERAL = "General"
WHOLE = "0"
TEXT = "@"
DATE = "yyyy-mm-dd"
NUMBER_FORMATS = {GENERAL: 0, WHOLE: 1, TEXT: 49, DATE: 164}
"""Formats of numbers by the numbers that a workbook knows them by; those from 164 up it must name itself."""
LAST_ROW = 2000
"""How far down checks reach in a sheet that is empty as yet."""
_START = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetPr><outlinePr summaryBelow="1" summaryRight="1"/><pageSetUpPr fitToPage="1"/></sheetPr>'
)
_PANES = {
    "A2": '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A1" sqref="A1"/>',
    "C2": '<pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/>'
    '<selection pane="topRight"/><selection pane="bottomLeft"/>'
    '<selection pane="bottomRight" activeCell="A1" sqref="A1"/>',
}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Cell = str | int | None
"""A text, a number, or None where something is to be written by hand."""


class Check(Struct, frozen=True):
    """What the cells of an area take: `words` to choose from or, where there are none, a `date`, a `whole` number, a `decimal`."""

    area: str
    what: str
    type: str = "list"
    words: tuple[str, ...] = ()


class Sheet(Struct, frozen=True, kw_only=True):
    """A sheet. `formats` are those of its columns, text where none is given, so that `=` stays text; `number_format` is
    that of numbers in its rows; `frozen` the first cell that scrolls. Each row has a cell for each heading.
    """

    name: str
    heading: Sequence[str]
    widths: Sequence[int]
    formats: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    number_format: str = GENERAL
    frozen: str = "C2"
    landscape: bool = True
    checks: Sequence[Check] = ()


class Style(Struct, frozen=True):
    """How a cell looks: format of numbers, whether it is a heading, whether it has borders."""

    format: str
    heading: bool = False
    border: bool = True


class Styles:
    """Numbers the styles of a workbook as they come."""

    def __init__(self) -> None:
        self.found: dict[Style, int] = {}

    def number(self, style: Style) -> int:
        """Return the number of a style; 0 is that of a cell that nobody touched."""
        return self.found.setdefault(style, len(self.found) + 1)


@functools.cache
def letter(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    name = ""
    while column:
        column, last = divmod(column - 1, len(_LETTERS))
        name = _LETTERS[last] + name
    return name


def escaped(text: str) -> str:
    """Escape the text of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def kept(text: str) -> str:
    """Return the attribute that an element needs for the space around its text to stay."""
    return "" if text == text.strip() else ' xml:space="preserve"'


def sheet_xml(sheet: Sheet, styles: Styles) -> bytes:
    """Return the XML of a sheet."""
    count = len(sheet.heading)
    parts = [
        f'{_START}<dimension ref="A1:{letter(count)}{len(sheet.rows) + 1}"/>'
        f'<sheetViews><sheetView workbookViewId="0">{_PANES[sheet.frozen]}</sheetView></sheetViews>'
        '<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><cols>',
        *_columns(sheet, styles),
        '</cols><sheetData><row r="1">',
    ]
    style = styles.number(Style(TEXT, heading=True))
    parts += (_text(f"{letter(column)}1", text, style) for column, text in enumerate(sheet.heading, 1))
    parts.append("</row>")
    parts += _rows(sheet, styles)
    parts.append("</sheetData>")
    if sheet.checks:
        parts.append(f'<dataValidations count="{len(sheet.checks)}">')
        parts += map(_check, sheet.checks)
        parts.append("</dataValidations>")
    parts.append(
        '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
        f'<pageSetup orientation="{"landscape" if sheet.landscape else "portrait"}" paperSize="9" fitToHeight="0" fitToWidth="1"/>'
        "</worksheet>"
    )
    return "".join(parts).encode("ascii", "xmlcharrefreplace")


def _columns(sheet: Sheet, styles: Styles) -> Iterator[str]:
    for number, width in enumerate(sheet.widths, 1):
        form = sheet.formats[number - 1] if number <= len(sheet.formats) else TEXT
        style = styles.number(Style(form, border=False))
        yield f'<col width="{width}" customWidth="1" style="{style}" min="{number}" max="{number}"/>'


def _rows(sheet: Sheet, styles: Styles) -> Iterator[str]:
    """Give the rows. What is left blank at their ends looks the same in all but its number."""
    blanks: dict[int, str] = {}
    for number, row in enumerate(sheet.rows, 2):
        filled = len(row)
        while filled and row[filled - 1] is None:
            filled -= 1
        cells = [_cell(f"{letter(column)}{number}", row[column - 1], sheet, styles) for column in range(1, filled + 1)]
        if filled not in blanks:
            blank = range(filled + 1, len(row) + 1)
            blanks[filled] = "".join(_cell(f"{letter(column)}*", None, sheet, styles) for column in blank)
        yield f'<row r="{number}">{"".join(cells)}{blanks[filled].replace("*", str(number))}</row>'


def _cell(place: str, value: Cell, sheet: Sheet, styles: Styles) -> str:
    if isinstance(value, int):
        return f'<c r="{place}" s="{styles.number(Style(sheet.number_format))}" t="n"><v>{value}</v></c>'
    style = styles.number(Style(TEXT))
    return f'<c r="{place}" s="{style}" t="n"></c>' if value is None else _text(place, value, style)


def _text(place: str, text: str, style: int) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept(text)}>{escaped(text)}</t></is></c>'


def _check(check: Check) -> str:
    """Return what lets an area take only what it should; the message says how to write it."""
    if check.words:
        listed = ",".join(check.words)
        message, rule, formula = "请从下拉列表里选", "", f'"{listed}"'
    elif check.type == "date":
        message, rule, formula = "写成 2026-05-01", ' operator="greaterThan"', "1"
    else:
        message, rule, formula = "只写数字", ' operator="greaterThanOrEqual"', "0"
    return (
        f'<dataValidation sqref="{check.area}" showDropDown="0" showInputMessage="0" showErrorMessage="1" allowBlank="1" '
        f'errorTitle="填写有误" error="{check.what}{message}。" type="{check.type}"{rule}>'
        f"<formula1>{escaped(formula)}</formula1></dataValidation>"
    )


def below(labels: Sequence[str], label: str) -> str:
    """Return the cells under a heading."""
    column = letter(labels.index(label) + 1)
    return f"{column}2:{column}{LAST_ROW}"


def checks_of(labels: Sequence[str], checks: Iterable[tuple[str, str, Iterable[str]]]) -> tuple[Check, ...]:
    """Return the checks of columns, each by its heading, its type and the words it takes."""
    return tuple(Check(below(labels, label), label, kind, tuple(words)) for label, kind, words in checks)
