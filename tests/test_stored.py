"""The file of entries that were put away: what was put in comes out, and the file can be put in the place of another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongke.load.stored import EntryStore, StoreError
from hongke.standing.cache import Cache
from hongke.standing.kept import OpenStore


@given(st.lists(st.one_of(st.binary(max_size=40), st.integers(1, 400_000).map(bytes), st.none()), max_size=12))
def test_what_was_put_in_comes_out_whenever_it_is_asked_for(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes | None]
) -> None:
    with (tmp_path_factory.mktemp("s") / "entries").open("w+b") as stream:
        store = EntryStore(Path(), stream)
        put: list[tuple[tuple[int, int, int], bytes]] = []
        for piece in pieces:
            if piece is None:  # all so far is asked for
                assert [store.read(place) for place, _ in put if place[1]] == [held for _, held in put if held]
            else:
                put.append((store.append(piece), piece))
        store.flush()
        store.close()
        again = EntryStore(Path(), stream, store.size)
        assert [again.read(place) for place, _ in put if place[1]] == [held for _, held in put if held]
        again.close()


@pytest.mark.parametrize("content", [b"", b"pie", b"PIECE"], ids=["empty", "cut", "other"])
def test_a_file_that_is_not_what_it_was_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "entries"
    with path.open("w+b") as stream:
        store = EntryStore(tmp_path, stream)
        place = store.append(b"piece")
        store.flush()
    path.write_bytes(content)
    with path.open("r+b") as stream, pytest.raises(StoreError):
        EntryStore(tmp_path, stream, store.size).read(place)


def test_a_new_file_is_closed_before_it_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows moves no file that is open or mapped."""
    opened = OpenStore(Cache(tmp_path), tmp_path)
    place = opened.store.append(b"piece")
    assert opened.store.read(place) == b"piece"
    mapped = opened.store._mapped
    open_when_moved: list[bool] = []
    move = os.replace

    def moved(source: str, target: str) -> None:
        open_when_moved.append(not opened.stream.closed or not getattr(mapped, "closed", False))
        move(source, target)

    monkeypatch.setattr(os, "replace", moved)
    opened.keep()
    opened.close()
    assert open_when_moved == [False]
    assert Path(Cache(tmp_path).path("entries")).read_bytes() == b"piece"
