"""What a cell is chosen from: words of a vocabulary, values of an enum, yes and no, the addresses of entries."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from hongke.catalogue import Catalogue
from hongke.kinds import KINDS
from hongke.model.vocabulary import VOCABULARIES
from hongke.sheets.cells import NO, YES
from hongke.sheets.plan import Column
from hongke.workbook import LAST_ROW

LISTS = "词表"
"""The sheet that holds the longer lists; a list in a cell's own rule may have 255 characters."""


class ListColumns:
    """The columns of the sheet of lists: every vocabulary, and the addresses of the kinds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.columns: dict[str, list[str]] = {}
        for name, label in VOCABULARIES.items():
            words = catalogue.vocabularies.get(name)
            self.columns[_vocabulary(label)] = [word.title for word in words.words.values()] if words else []
        for kind in KINDS.values():
            self.columns[_addresses(kind.label)] = [
                entry.address for entry in catalogue.entries.values() if entry.kind is kind
            ]

    def area(self, name: str) -> str | None:
        """Return the cells of a list, for the rule of a cell; None where the list is empty."""
        count = len(self.columns[name])
        letter = get_column_letter(list(self.columns).index(name) + 1)
        return f"'{LISTS}'!${letter}$2:${letter}${count + 1}" if count else None


def add_choices(sheet: Worksheet, letter: str, column: Column, lists: ListColumns) -> None:
    """Give the cells of a column their drop-down list, where there is one; a cell of several lines can have none."""
    cell = column.cell
    source: str | None = None
    strict = True
    if cell.many:
        return
    if cell.options or cell.base is bool:
        source = '"' + ",".join([label for _, label in cell.options] or [YES, NO]) + '"'
    elif cell.word:
        source, strict = lists.area(_vocabulary(VOCABULARIES[cell.word])), False
    elif cell.ref is not None and len(cell.ref) == 1:
        source, strict = lists.area(_addresses(KINDS[cell.ref[0]].label)), False
    if source is None:
        return
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    # A synonym, or the address of an entry that is new in this workbook, may be written all the same.
    rule.errorStyle = "stop" if strict else "warning"
    rule.errorTitle, rule.error = "填写有误", f"{column.heading}请从下拉列表里选。"
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _vocabulary(label: str) -> str:
    return f"{label}（词表）"


def _addresses(label: str) -> str:
    return f"{label}（地址）"
