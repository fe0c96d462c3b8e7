"""Files of others, made for tests: workbooks and CSV files, and the command that imports them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook

from hongke.commands import main

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Return a CSV file in an encoding."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def run(command: str, *arguments: str | Path) -> Result:
    """Run `hongke import` or `hongke export`; a traceback fails the test."""
    done = CliRunner().invoke(main, [*command.split(), *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done
