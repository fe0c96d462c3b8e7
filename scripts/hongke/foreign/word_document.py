"""A Word document to clean HTML and its pictures. Never raises, whatever the bytes."""

from __future__ import annotations

import io
from typing import Any

import mammoth
from bs4 import BeautifulSoup, Tag
from msgspec import Struct, field

from hongke.foreign.question_header import shown
from hongke.foreign.reading import MAX_BYTES, too_large_unpacked
from hongke.problems import Place, Problem, problem

PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/bmp": "bmp"}
"""What browsers show, with its ending."""
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='标题'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(f"p[style-name='标题 {level}'] => h{level}:fresh" for level in range(1, 7)),
        *(f"p[style-name='标题{level}'] => h{level}:fresh" for level in range(1, 7)),
    ]
)
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_SAVE_AGAIN = "在 Word 或 WPS 里打开，“另存为”，类型选“Word 文档（.docx）”。"


class WordDocument(Struct):
    """What was read: the HTML as a tree, pictures by their name, remarks on what did not come along."""

    soup: BeautifulSoup
    pictures: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)


def read_word(data: bytes, file: str, folder: str) -> WordDocument | Problem:
    """Read a document; its pictures are named as files of `folder`."""
    top = Place(file=file)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return problem("HK701", top, "文件是旧版 Word 文档（.doc），或加了密码。", f"去掉密码，{_SAVE_AGAIN}")
    if len(data) > MAX_BYTES or too_large_unpacked(data):
        return problem("HK701", top, "文件太大。", "压缩图片，或拆成几个文件。")
    pictures: dict[str, bytes] = {}
    unseen: list[str] = []

    def keep(image: Any) -> dict[str, str]:
        ending = PICTURES.get(image.content_type)
        if ending is None:
            unseen.append(str(image.content_type))
            return {"src": ""}
        with image.open() as stream:
            content = stream.read()
        name = next(
            (known for known, there in pictures.items() if there == content), f"{folder}/{len(pictures) + 1}.{ending}"
        )
        pictures[name] = content
        return {"src": name}

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(keep), style_map=_STYLES
        )
    except MemoryError:
        raise
    except Exception:  # mammoth lets through whatever zip, XML and its own parts raise on a damaged file
        return problem("HK701", top, "Word 文档坏了，或不是 .docx 文件，读不出来。", _SAVE_AGAIN)
    found = WordDocument(BeautifulSoup(made.value, "html.parser"), pictures)
    for kind in dict.fromkeys(unseen):
        message = f"有 {unseen.count(kind)} 张图片是浏览器不能显示的格式（{kind}），没有导入。"
        found.remarks.append(problem("HK721", top, message, "另存为 PNG 或 JPEG，再插进文档。"))
    _clean_links(found, top)
    return found


def _clean_links(found: WordDocument, top: Place) -> None:
    """Leave links that lead somewhere from a page; of the others, the words."""
    for image in found.soup.find_all("img"):
        if not image.get("src"):
            image.decompose()
    for link in found.soup.find_all("a"):
        target = str(link.get("href") or "").strip()
        if target.lower().startswith(_SCHEMES) and not any(mark in target for mark in " <>()\n"):
            continue
        if target and not target.startswith("#"):
            message = f"“{shown(link.get_text())}” 的链接 “{shown(target)}” 在网站上打不开，只留了文字。"
            found.remarks.append(problem("HK721", top, message, "换成网址，或把文件放进 docs 再链接。"))
        link.unwrap()


def first_table(soup: BeautifulSoup) -> list[list[str]]:
    """Return the text of the cells of the first table, a line a paragraph; empty where there is none."""
    table = soup.find("table")
    if not isinstance(table, Tag):
        return []
    return [[_text(cell) for cell in row.find_all(["td", "th"], recursive=False)] for row in table.find_all("tr")]


def _text(cell: Tag) -> str:
    for line_break in cell.find_all("br"):
        line_break.replace_with("\n")
    parts = cell.find_all(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
    lines = [part.get_text() for part in parts] if parts else [cell.get_text()]
    return "\n".join(line.strip() for text in lines for line in text.split("\n") if line.strip())
