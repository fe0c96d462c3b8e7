"""The allocator is asked to keep memory where there is one that can, and nothing happens elsewhere."""

from __future__ import annotations

import ctypes
import platform
from typing import Any

import pytest

from hongke import allocating


class _Library:
    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def mallopt(self, parameter: int, value: int) -> int:
        self.asked.append((parameter, value))
        return 1


def test_glibc_knows_what_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    library = _Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    allocating.keep_memory()
    monkeypatch.undo()
    assert len(library.asked) == 3
    if platform.libc_ver()[0] == "glibc":
        assert [ctypes.CDLL(None).mallopt(*asked) for asked in library.asked] == [1, 1, 1]


@pytest.mark.parametrize("library", [object(), OSError("no such library"), TypeError("a name is wanted")])
def test_without_glibc_nothing_happens(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_name: Any) -> object:
        if isinstance(library, Exception):
            raise library
        return library

    monkeypatch.setattr(ctypes, "CDLL", opened)
    allocating.keep_memory()
