"""What the loaders of one catalogue share: the root, what was read so far, the problems."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from pydantic import BaseModel

from hongke.catalogue import Document, Entry, HandWritten
from hongke.load.memory import Asked, Known, Look, Memory
from hongke.load.read_entry import ReadEntry
from hongke.model.marks import ID_PATTERN
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Place, Problem, problem
from hongke.sound import Lookup, Sound, sound_model
from hongke.source.plain import plain_values
from hongke.source.tree import Node
from hongke.structure import LooseReference, structure

RESERVED_IDS = frozenset(["con", "prn", "aux", "nul", "index", "404", "assets", "search", "teach", "sitemap"]) | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)
}
"""Names that Windows keeps for devices, and those the site itself needs."""
LONGEST_ID = 64
_REFUSED = ("HK007", "HK008", "HK009", "HK012")

# What the parts of which nothing is to be said have in common: there are thousands, and nobody adds to one that was read.
_NO_TEXTS: set[Any] = set()
_NOTHING: list[Any] = []

M = TypeVar("M", bound=BaseModel)


_AT_ONCE = 1 << 16


def bytes_of(path: str | os.PathLike[str]) -> bytes:
    """Return what a file holds; without a file object, which costs as much as reading a small one."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = []
        while part := os.read(handle, _AT_ONCE):
            parts.append(part)
            if len(part) < _AT_ONCE:
                break
    finally:
        os.close(handle)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _in_pinyin(name: str) -> str:
    """Return a Chinese name in pinyin, or nothing where it holds no character that has a reading."""
    from pypinyin import lazy_pinyin  # its tables take longer to load than a catalogue to check

    syllables = lazy_pinyin(name, errors="ignore", v_to_u=False)
    found = "-".join(syllables).lower()
    return found if re.fullmatch(ID_PATTERN, found) and len(found) <= LONGEST_ID else ""


class Loading(Struct):
    """What has been read so far: of a whole catalogue, or the part of it that one file comes to."""

    root: Path
    memory: Memory[Loading] | None = None
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    loose: list[LooseReference] = field(default_factory=list)
    asked: set[Asked] = field(default_factory=set)
    pages: list[HandWritten] = field(default_factory=list)
    home: Document | None = None
    _lookup: Lookup | None = None

    def say(self, code: str, file: str, message: str, hint: str) -> None:
        """Report a problem of a whole file."""
        self.problems.append(problem(code, Place(file=file), message, hint))

    def read(self, path: os.DirEntry[str] | Path) -> bytes | None:
        """Return the bytes of a file, or None with a problem that says why it cannot be read."""
        try:
            return bytes_of(path)
        except OSError as error:
            reason = "没有读取权限" if isinstance(error, PermissionError) else "文件打不开"
            self.say("HK023", self.name(Path(path)), f"{reason}。", "检查文件是否被别的程序占用、是否是失效的链接。")
            return None

    def add(self, name: str, found: os.DirEntry[str] | Path, load: Callable[[Loading, bytes | None], None]) -> None:
        """Add what the file of this name comes to: `load` is given a part of its own and the file's bytes, or None where it
        cannot be read.

        Where there is a memory and it knows the file, it is not loaded again.
        """
        memory = self.memory
        if memory is None:
            self._take(self._loaded(found, load)[0])
            return
        try:
            seen = memory.looks.get(os.fspath(found))
            look = Look._make(seen) if seen else Look.at(found.stat())
        except OSError:
            self._take(self._loaded(found, load)[0])  # which says why it cannot be read
            return
        part = memory.recall(name, look)
        if part is None:
            part = self._compared(name, found, look, load, memory)
        self._take(part)

    def _compared(
        self,
        name: str,
        found: os.DirEntry[str] | Path,
        look: Look,
        load: Callable[[Loading, bytes | None], None],
        memory: Memory[Loading],
    ) -> Loading:
        """Return what a file comes to that may hold something else than the last time."""
        known = memory.known.get(name)
        if known is not None:
            data = Loading(self.root).read(found)
            part = memory.recall_content(name, look, hashlib.sha256(data).digest()) if data is not None else None
            if part is not None:
                return part
        part, data = self._loaded(found, load)
        if data is not None:
            sound = not (part.problems or part.failed or part.loose)
            digest = hashlib.sha256(data).digest()
            if sound and memory.put_away:
                part.entries = {address: memory.put_away(entry) for address, entry in part.entries.items()}
            memory.keep(name, Known(look, memory.moment, digest, part, tuple(part.asked), sound))
            if sound:
                part.failed, part.problems, part.loose, part.asked = _NO_TEXTS, _NOTHING, _NOTHING, _NO_TEXTS
                part.pages = part.pages or _NOTHING
        return part

    def _loaded(
        self, found: os.DirEntry[str] | Path, load: Callable[[Loading, bytes | None], None]
    ) -> tuple[Loading, bytes | None]:
        part = Loading(self.root, vocabularies=self.vocabularies, _lookup=self.lookup)
        data = part.read(found)
        load(part, data)
        if self.memory is None or self.memory.put_away is None:
            for entry in part.entries.values():
                if isinstance(entry, ReadEntry):
                    entry.forget_values()
        return part, data

    def _take(self, part: Loading) -> None:
        self.entries.update(part.entries)
        self.failed.difference_update(part.entries)
        self.failed |= part.failed
        self.problems += part.problems
        self.loose += part.loose
        self.pages += part.pages
        self.home = part.home or self.home

    def name(self, path: Path) -> str:
        """Return the file's name as messages give it: relative to the root, with `/`."""
        return path.relative_to(self.root).as_posix()

    @property
    def lookup(self) -> Lookup:
        """Finds words of the vocabularies, once these have been read."""
        if self._lookup is None:
            self._lookup = Lookup(self.vocabularies)
        return self._lookup

    def read_quickly(self, text: str, model: type[M]) -> Sound[M] | None:
        """Return what the YAML comes to where it is plain and sound; None where it must be read with places."""
        values = plain_values(text)
        read = sound_model(values, model, self.lookup) if values is not None else None
        if read is not None:
            self.asked |= read.asked
        return read

    def typed(self, tree: Node, model: type[M], file: str, *, what: str = "整个文件") -> M | None:
        """Return the typed value of a tree, or None; its problems and, where it failed, its references are kept."""
        found = structure(tree, model, file, self.vocabularies, what=what)
        self.asked |= found.asked
        # What the reader has refused at a place is not complained about a second time for its type.
        told = {said.place for said in self.problems if said.code in _REFUSED and said.place.file == file}
        self.problems += [problem for problem in found.problems if problem.place not in told]
        if found.value is None:
            self.loose += found.references
        return found.value

    def keep(self, entry: Entry) -> None:
        """Take an entry that could be read."""
        self.entries[entry.address] = entry
        self.failed.discard(entry.address)

    def sound_id(self, name: str, file: str) -> bool:
        """Whether a file's name can be an id; says why where it cannot."""
        if name in RESERVED_IDS:
            self.say(
                "HK020", file, f"“{name}” 是系统保留的名字，不能用作编号。", "换一个名字，如在后面加上地名或年份。"
            )
            return False
        if len(name) > LONGEST_ID:
            message = f"文件名有 {len(name)} 个字符，用作编号最多 {LONGEST_ID} 个。"
            self.say("HK020", file, message, "换一个短一些的名字。")
            return False
        if not re.fullmatch(ID_PATTERN, name):
            better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            better = better or _in_pinyin(name)
            hint = f"改名为 {better}。" if better else "用拼音或英文，如 wangfu-grid。"
            message = f"文件名 “{name}” 不能用作编号：只能用小写字母、数字和连字符，首尾不能是连字符。"
            self.say("HK020", file, message, hint)
            return False
        return True
