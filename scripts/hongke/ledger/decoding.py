"""Bytes of a ledger file to text: UTF-8 with or without BOM, for CSV also GB18030 as Excel saves it."""

from __future__ import annotations

from hongke.problems import Place, Problem, problem
from hongke.source.encoding import decode, is_utf_16
from hongke.source.text import place_of

MAX_BYTES = 10_000_000
"""A ledger larger than this is no member's export: a year of study comes to some tens of kilobytes."""
CUT = "文件没有存完整，到这里就断了。"
ASK_AGAIN = "请本人重新导出一份。"

_WORKBOOKS = {b"PK\x03\x04": " Excel 工作簿（或压缩包）", b"\xd0\xcf\x11\xe0": "旧版 Excel 工作簿"}


def ledger_text(data: bytes, file: str, *, csv: bool) -> str | Problem:
    """Decode the bytes of a ledger; what is returned is the text, or the problem that stands in the way."""
    top = Place(file=file)
    if len(data) > MAX_BYTES:
        message = f"文件超过了 {MAX_BYTES // 1_000_000} MB，不像一个人的台账。"
        return problem("HK402", top, message, "看看是不是选错了文件；几个人的台账各存一个文件。")
    if not data.strip():
        return problem("HK404", top, "文件是空的。", ASK_AGAIN)
    if data[:4] in _WORKBOOKS:
        hint = "在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”，或请本人重新导出。"
        return problem("HK403", top, f"文件是{_WORKBOOKS[data[:4]]}，只是换了扩展名。", hint)
    if is_utf_16(data):
        return problem("HK403", top, "文件是 UTF-16 编码，或不是文字。", _advice(csv=csv))
    text = _decoded(data, file, csv=csv)
    # Other control characters come along when a summary is pasted from Word: they do no harm.
    if isinstance(text, str) and "\0" in text:
        place = place_of(text[: text.index("\0")], file)
        return problem("HK403", place, "文件里有空字符，不像文字。", f"看看是不是选错了文件，或{ASK_AGAIN}")
    return text


def _decoded(data: bytes, file: str, *, csv: bool) -> str | Problem:
    found = decode(data, chinese=csv)
    if isinstance(found, str):
        return found
    place = place_of(found.before, file)
    if found.cut:
        return problem("HK409" if csv else "HK405", place, CUT, ASK_AGAIN)
    what = "UTF-8，也不是 GB18030" if csv and not found.marked else "UTF-8"
    return problem("HK403", place, f"文件的编码不是 {what}，从这里起读不出来。", _advice(csv=csv))


def _advice(*, csv: bool) -> str:
    kind = "在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”" if csv else "用记事本“另存为”，编码选 UTF-8"
    return f"{kind}，或{ASK_AGAIN}"
