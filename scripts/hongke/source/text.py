"""Bytes of an author's file to text: UTF-8 and nothing else, with advice where it is not."""

from __future__ import annotations

import codecs
import re

from hongke.problems import Place, Problem, problem

MAX_BYTES = 1_000_000
"""A catalogue file larger than this is a mistake (an exported picture, say)."""

# What YAML calls unprintable, and what nobody sees: zero-width space, byte order mark inside, the separators that libyaml
# takes for line ends. The joiners U+200C and U+200D and Mongolian's U+180E stay: Mongolian is written with them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200b\u2028\u2029\ufeff]")
_SAVE_AS_UTF_8 = (
    "记事本：点“文件”“另存为”，编码选 UTF-8。WPS：另存为“文本文件”，编码选 Unicode (UTF-8)，再把扩展名改回来。"
    "VS Code：点右下角的编码，先选“通过编码重新打开”和 GB18030，再选“通过编码保存”和 UTF-8。"
)
_OTHER_PROGRAMS = {
    b"PK\x03\x04": "文件是 Word 或 Excel 文档（或压缩包），只是换了扩展名。",
    b"\xd0\xcf\x11\xe0": "文件是旧版 Word 或 Excel 文档，只是换了扩展名。",
}


def read_text(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Decode the bytes of an author's file: UTF-8 with or without BOM, no control characters.

    Returns the text, or None with the problem that says what to do.
    """
    top = Place(file=file)
    if len(data) > MAX_BYTES:
        message = f"文件有 {len(data):,} 字节，超过了 {MAX_BYTES:,} 字节的上限。"
        return None, [problem("HK003", top, message, "条目只写文字，图片另放；内容多就拆成几个文件。")]
    if data[:4] in _OTHER_PROGRAMS:
        return None, [problem("HK001", top, _OTHER_PROGRAMS[data[:4]], "新建文本文件，把文字粘贴进去，以 UTF-8 保存。")]
    if data[:200].count(0) > len(data[:200]) // 4 or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [
            problem("HK001", top, "文件是 UTF-16 编码，不是 UTF-8。", "记事本：点“文件”“另存为”，编码选 UTF-8。")
        ]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, place_of(data[: error.start].decode("utf-8"), file))]
    # What is printable, blanks and line ends left out, is never unseen: most files need no closer look.
    found = None if text.replace("\n", "").isprintable() else _UNSEEN.search(text)
    if found:
        message = f"文件里有看不见的控制字符（U+{ord(found.group()):04X}）。"
        hint = "删掉这个字符；若全文乱码，请重新以 UTF-8 保存。"
        return None, [problem("HK002", place_of(text[: found.start()], file), message, hint)]
    return text, []


def place_of(before: str, file: str) -> Place:
    """Return the place of the character that follows `before`, the text in front of it."""
    return Place(file=file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))


def _not_utf8(data: bytes, place: Place) -> Problem:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        message, hint = "文件不是 UTF-8 编码的文字。", "用编辑器打开确认内容，再以 UTF-8 编码保存。"
    else:
        message, hint = "文件是 GBK（ANSI）编码，不是 UTF-8。", _SAVE_AS_UTF_8
    return problem("HK001", place, message, hint)
