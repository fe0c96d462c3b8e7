"""Bytes to text where several encodings are taken: UTF-8 with or without BOM, GB18030 as Excel saves it in China."""

from __future__ import annotations

import codecs

from msgspec import Struct


class Undecoded(Struct, frozen=True):
    """Where decoding stopped: the text before it, whether the file was cut off there, whether it began with a BOM."""

    before: str
    cut: bool
    marked: bool


def decode(data: bytes, *, chinese: bool) -> str | Undecoded:
    """Decode bytes as UTF-8 or, where `chinese` and there is no BOM, as GB18030 (which holds GBK and GB 2312)."""
    marked = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        cut = error.reason == "unexpected end of data" and (marked or not before.isascii())
    if chinese and not marked and not cut:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return Undecoded(before, cut, marked)


def is_utf_16(data: bytes) -> bool:
    """Whether the bytes are UTF-16, or no text at all."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(0) > len(data[:200]) // 4
