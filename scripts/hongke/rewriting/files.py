"""The bytes of an entry's file taken apart and put together again: mark, line ends, front matter, Markdown body."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct
from msgspec.structs import replace

from hongke.kinds import KINDS, Kind
from hongke.problems import Place, Problem, problem
from hongke.source.text import read_text

_FRONT_MATTER = re.compile(
    r"(?P<open>---[ \t]*\n)(?P<yaml>.*?)(?P<rest>^---[ \t]*(?:\n.*|\Z))", re.DOTALL | re.MULTILINE
)


class EntryFile(Struct, frozen=True, kw_only=True):
    """The YAML of an entry's file with what stands around it; `first_line` is the line of the file it begins on."""

    yaml: str
    before: str = ""
    after: str = ""
    mark: bool = False
    windows: bool = False

    @property
    def first_line(self) -> int:
        """The line of the file on which the YAML begins."""
        return self.before.count("\n") + 1

    def with_yaml(self, text: str) -> EntryFile:
        """Return the file with another YAML in it."""
        return replace(self, yaml=text)

    def to_bytes(self) -> bytes:
        """Return the file: line ends and mark as they were."""
        text = f"{self.before}{self.yaml}{self.after}"
        if self.windows:
            text = text.replace("\n", "\r\n")
        return (codecs.BOM_UTF8 if self.mark else b"") + text.encode("utf-8")


def take_apart(data: bytes, kind: Kind, file: str) -> tuple[EntryFile | None, list[Problem]]:
    """Return an entry's file taken apart, or None with the problems that stand in the way."""
    text, problems = read_text(data, file)
    if text is None:
        return None, problems
    mark, windows = data.startswith(codecs.BOM_UTF8), "\r\n" in text
    text = text.replace("\r\n", "\n")
    if not kind.markdown:
        return EntryFile(yaml=text, mark=mark, windows=windows), []
    found = _FRONT_MATTER.match(text)
    if not found:
        message, hint = "文件开头没有标题信息（front matter）。", "第一行写 ---，下面写 title、summary，再以 --- 结束。"
        return None, [problem("HK025", Place(file=file), message, hint)]
    return EntryFile(yaml=found["yaml"], before=found["open"], after=found["rest"], mark=mark, windows=windows), []


def new_file(kind: Kind) -> EntryFile:
    """Return an empty file of a kind."""
    return EntryFile(yaml="", before="---\n", after="---\n") if kind.markdown else EntryFile(yaml="")


def file_of(address: str) -> str:
    """Return the file of an address, relative to the root: `courses/case/wangfu-grid.yml`."""
    kind = KINDS[address.partition("/")[0]]
    return f"docs/{address}.md" if kind.markdown else f"courses/{address}.yml"
