"""The workbook of a class: the sign-in sheet, and the evaluation sheet where the class has one."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from hongke.model.training_class import TrainingClass
from hongke.pages.class_sheets import LEVELS, evaluated, sign_in_rows, sign_in_slots
from hongke.pages.site import Site
from hongke.workbook import choices, columns, fit_paper, head, leave_blank, new_workbook, put, workbook_bytes

_UNDATED = date(2000, 1, 1)
_LEADING = ("序号", "姓名", "单位")


def class_workbook(training: TrainingClass, site: Site) -> bytes:
    """Return the class's workbook."""
    book = new_workbook(training.title, training.updated or _UNDATED)
    _sign_in(book, training)
    if training.evaluation:
        _evaluation(book, training, site)
    return workbook_bytes(book)


def _sign_in(book: Workbook, training: TrainingClass) -> None:
    sheet = book.create_sheet("签到表")
    slots = [f"{day.date:%m-%d} {slot}" for day, slot in sign_in_slots(training)]
    head(sheet, 1, (*_LEADING, *slots))
    rows = range(2, sign_in_rows(training) + 2)
    leave_blank(sheet, rows, range(1, len(_LEADING) + len(slots) + 1))
    for row in rows:
        sheet.cell(row, 1, row - 1).number_format = "0"
    columns(sheet, (6, 12, 24, *(12 for _ in slots)), ("General",))
    sheet.freeze_panes = "C2"
    fit_paper(sheet, landscape=len(slots) > 6, repeat="1:1")


def _evaluation(book: Workbook, training: TrainingClass, site: Site) -> None:
    sheet = book.create_sheet("质量评估表")
    sessions = evaluated(training, site)
    head(sheet, 1, ("项目", "分值", *(f"{each.when} {each.title}" for each in sessions)))
    for row, item in enumerate(training.evaluation, 2):
        put(sheet, row, 1, item.name)
        put(sheet, row, 2, item.weight)
    leave_blank(sheet, range(2, len(training.evaluation) + 2), range(3, len(sessions) + 3))
    area = f"C2:{get_column_letter(len(sessions) + 2)}{len(training.evaluation) + 1}"
    choices(sheet, area, LEVELS, what="等次")
    columns(sheet, (18, 8, *(20 for _ in sessions)), ("@", "General"))
    sheet.freeze_panes = "C2"
    fit_paper(sheet, landscape=True, repeat="1:1")
