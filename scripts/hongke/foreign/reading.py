"""Bytes of a CSV file or a workbook to sheets. Never raises, whatever the bytes."""

from __future__ import annotations

import csv
import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator

from openpyxl import load_workbook

from hongke.foreign.sheet import Row, Sheet, Sheets, Watch, clean, text_of, unwatched
from hongke.problems import Place, Problem, problem
from hongke.source.encoding import decode, is_utf_16
from hongke.source.text import place_of

MAX_BYTES = 50_000_000
MAX_UNPACKED = 400_000_000
"""A workbook of 100,000 rows unpacks to some tens of megabytes."""
MAX_ROWS = 100_000
"""Rows that hold anything, of all the sheets together."""
MAX_COLUMNS = 500
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_SAVE_AGAIN = "在 Excel 或 WPS 里打开，“另存为”，类型选“Excel 工作簿（.xlsx）”。"
_SAVE_CSV = "在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。"


def read_sheets(data: bytes, file: str, watch: Watch = unwatched) -> Sheets:
    """Read the sheets of a file, a workbook or CSV by what its bytes are."""
    if len(data) > MAX_BYTES:
        return _refused(file, f"文件超过了 {MAX_BYTES // 1_000_000} MB。", "拆成几个文件，一个一个导入。")
    if data[:4] == _OLD_EXCEL:
        return _refused(file, "文件是旧版 Excel 工作簿（.xls），或加了密码。", f"去掉密码，{_SAVE_AGAIN}")
    if not data.strip():
        return _refused(file, "文件是空的。", "看看是不是选错了文件。")
    return _workbook(data, file, watch) if data[:4] == _ZIP else _csv(data, file, watch)


def too_large_unpacked(data: bytes) -> bool:
    """Whether the parts of a zip come to more than any table or document does; bytes that are no zip are not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error):
        return False


def _refused(file: str, message: str, hint: str) -> Sheets:
    return Sheets(problems=(problem("HK701", Place(file=file), message, hint),))


def _workbook(data: bytes, file: str, watch: Watch) -> Sheets:
    try:
        if too_large_unpacked(data):
            return _refused(file, "工作簿展开以后太大。", "删去用不到的工作表和图片，或拆成几个文件。")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and lists of choices it does not know
            return _sheets_of(data, file, watch)
    except MemoryError:
        raise
    except Exception:  # openpyxl lets through whatever zip, XML and its own parts raise on a damaged file
        return _refused(file, "工作簿坏了，或不是 .xlsx 文件，读不出来。", _SAVE_AGAIN)


def _sheets_of(data: bytes, file: str, watch: Watch) -> Sheets:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheets: list[Sheet] = []
    left = MAX_ROWS
    try:
        for sheet in book.worksheets:
            expected = sheet.max_row
            sheet.reset_dimensions()  # other programs write a size that is not the sheet's
            rows: list[Row] = []
            values = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
            for number, cells in enumerate(watch(values, expected), 1):
                texts = tuple(map(text_of, cells))
                if any(texts):
                    rows.append(Row(number, texts))
                    left -= 1
                    if left < 0:
                        return _refused(file, f"表里超过了 {MAX_ROWS} 行。", "拆成几个文件，一个一个导入。")
            sheets.append(Sheet(file, sheet.title, tuple(rows)))
    finally:
        book.close()
    return Sheets(tuple(sheets))


def _csv(data: bytes, file: str, watch: Watch) -> Sheets:
    text = _text(data, file)
    if isinstance(text, Problem):
        return Sheets(problems=(text,))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[Row] = []
    try:
        for number, cells in watch(_rows(text), text.count("\n")):
            texts = tuple(map(clean, cells))
            if any(texts):
                rows.append(Row(number, texts))
                if len(rows) > MAX_ROWS:
                    return _refused(file, f"表里超过了 {MAX_ROWS} 行。", "拆成几个文件，一个一个导入。")
    except csv.Error:
        place = Place(file=file, line=rows[-1].number + 1 if rows else 1)
        hint = "看看这一行起的引号是不是成对，或在 Excel 里打开后存成 .xlsx。"
        return Sheets(problems=(problem("HK701", place, "从这一行起读不下去。", hint),))
    return Sheets((Sheet(file, "", tuple(rows)),))


def _text(data: bytes, file: str) -> str | Problem:
    if is_utf_16(data):
        return problem("HK701", Place(file=file), "文件是 UTF-16 编码，或不是文字。", _SAVE_CSV)
    found = decode(data, chinese=True)
    if isinstance(found, str):
        return found
    message = "文件没有存完整，到这里就断了。" if found.cut else "文件的编码不是 UTF-8，也不是 GBK（GB18030）。"
    return problem("HK701", place_of(found.before, file), message, _SAVE_CSV)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the line that each row begins on, and its cells."""
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text.split("\n", 20)[:20]))
    line = 1
    for cells in reader:
        yield line, cells[:MAX_COLUMNS]
        line = reader.line_num + 1


def _delimiter(lines: Iterable[str]) -> str:
    """Return the mark that most of the first lines are divided by; a comma where none is ahead."""
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ",\t;"}
    return max(counts, key=lambda mark: counts[mark])
