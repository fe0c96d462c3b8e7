"""The files of an index that stands, each held to the checksum in the index's state."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from hongke.assets import FOLDER
from hongke.search.directory import Directory, read_directory
from hongke.search.shards import Term, decoded_shard, shard_path
from hongke.search.state import StandingError, read_state
from hongke.search.texts import BLOCK, Shown, heads_path, read_heads, read_shown, text_path


class StandingFiles:
    """Reads a standing index. Every method raises StandingError where a file or the state is damaged, foreign or missing.

    `read` returns a file of the standing site by its path, `Asset.path`, and raises OSError or KeyError where there is none;
    `state` is what `SearchIndex.state` or `StandingIndex.state` returned.
    """

    def __init__(self, read: Callable[[str], bytes], state: bytes) -> None:
        self._read = read
        self.state = read_state(state)
        self.numbers = dict(zip(self.state.addresses, range(len(self.state.addresses)), strict=True))
        """The number of each page by its address."""
        self._block: tuple[int, list[list[Any]]] = (-1, [])

    def packed(self, path: str, checksum: int | None = None) -> bytes:
        """Return a file by its path below the index's folder, as it stands."""
        try:
            data = self._read(f"{FOLDER}/{path}")
        except (OSError, KeyError) as error:
            raise StandingError(f"{path} is missing") from error
        if zlib.crc32(data) != (self.state.files.get(path) if checksum is None else checksum):
            raise StandingError(f"{path} is not what the state knows")
        return data

    def directory(self) -> Directory:
        """Return the directory."""
        try:
            directory = read_directory(zlib.decompress(self.packed("directory.bin")))
        except (zlib.error, ValueError, KeyError, IndexError, TypeError) as error:
            raise StandingError("directory.bin is damaged") from error
        if directory.pages != len(self.numbers):
            raise StandingError("directory.bin is of other pages")
        return directory

    def text(self, number: int) -> bytes:
        """Return the file of a page, as it stands."""
        return self.packed(text_path(number), self.state.texts[number])

    def shown(self, number: int) -> Shown:
        """Return a page as its file has it."""
        try:
            return read_shown(zlib.decompress(self.text(number)))
        except (zlib.error, ValueError) as error:
            raise StandingError(f"{text_path(number)} is damaged") from error

    def heads(self, block: int) -> list[list[Any]]:
        """Return the heads of a block of pages."""
        try:
            heads = read_heads(zlib.decompress(self.packed(heads_path(block))))
        except (zlib.error, ValueError) as error:
            raise StandingError(f"{heads_path(block)} is damaged") from error
        return heads

    def head(self, number: int) -> list[Any]:
        """Return the head of a page; quick for pages in turn."""
        block = number // BLOCK
        if self._block[0] != block:
            self._block = block, self.heads(block)
        return self._block[1][number % BLOCK]

    def shard(self, path: str) -> list[Term]:
        """Return the terms of a shard with their lists."""
        try:
            return decoded_shard(zlib.decompress(self.packed(path)))
        except (zlib.error, ValueError, IndexError) as error:
            raise StandingError(f"{path} is damaged") from error

    def terms(self) -> Iterator[Term]:
        """Give every term with its list."""
        seen: dict[str, int] = {}
        for first in self.directory().firsts:
            yield from self.shard(shard_path(first, seen))
