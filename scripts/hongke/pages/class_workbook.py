"""The workbook of a class: the sign-in sheet, and the evaluation sheet where the class has one."""

from __future__ import annotations

from datetime import date

from hongke.model.training_class import TrainingClass
from hongke.pages.class_sheets import LEVELS, evaluated, sign_in_rows, sign_in_slots
from hongke.pages.site import Site
from hongke.spreadsheet.book import book_bytes
from hongke.spreadsheet.sheet import GENERAL, TEXT, WHOLE, Check, Sheet, letter

_UNDATED = date(2000, 1, 1)
_LEADING = ("序号", "姓名", "单位")


def class_workbook(training: TrainingClass, site: Site) -> bytes:
    """Return the class's workbook."""
    sheets = [_sign_in(training)]
    if training.evaluation:
        sheets.append(_evaluation(training, site))
    return book_bytes(training.title, training.updated or _UNDATED, sheets)


def _sign_in(training: TrainingClass) -> Sheet:
    slots = [f"{day.date:%m-%d} {slot}" for day, slot in sign_in_slots(training)]
    blank = (None,) * (len(_LEADING) + len(slots) - 1)
    return Sheet(
        name="签到表",
        heading=(*_LEADING, *slots),
        widths=(6, 12, 24, *(12 for _ in slots)),
        formats=(GENERAL,),
        rows=[(number, *blank) for number in range(1, sign_in_rows(training) + 1)],
        number_format=WHOLE,
        landscape=len(slots) > 6,
    )


def _evaluation(training: TrainingClass, site: Site) -> Sheet:
    sessions = evaluated(training, site)
    blank = (None,) * len(sessions)
    area = f"C2:{letter(len(sessions) + 2)}{len(training.evaluation) + 1}"
    return Sheet(
        name="质量评估表",
        heading=("项目", "分值", *(f"{each.when} {each.title}" for each in sessions)),
        widths=(18, 8, *(20 for _ in sessions)),
        formats=(TEXT, GENERAL),
        rows=[(item.name, item.weight, *blank) for item in training.evaluation],
        checks=[Check(area, "等次", words=LEVELS)],
    )
