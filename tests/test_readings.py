"""Readings of Chinese are those of pypinyin, whatever lies in the folder of bytecode."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg.mmseg import seg

from conftest import REPOSITORY
from hongke import derived
from hongke.pages.initials import initial, sort_key
from hongke.readings import readings

WORDS = sorted(PHRASES_DICT)
PARTS = st.sampled_from(WORDS).flatmap(lambda word: st.integers(1, len(word)).map(lambda size: word[:size]))
TEXTS = st.lists(PARTS | st.sampled_from("重银行的了〇𠀀𲎉、，a1é ") | st.characters(), max_size=6).map("".join)


@pytest.fixture
def afresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(derived, "place", lambda name: tmp_path / "kept" / name)
    readings.cache_clear()
    yield tmp_path / "kept" / "readings"
    readings.cache_clear()


def test_every_character_and_every_word_is_read_as_by_pypinyin() -> None:
    known = readings()
    for code, found in PINYIN_DICT.items():
        assert known.marked(chr(code)) == found.split(",")[0]
    for word, sounds in PHRASES_DICT.items():
        assert known.of_word(word) == [sound[0] for sound in sounds]
    assert known.of_word("红课") is None
    assert known.marked("a") == known.marked("\U000e0000") == ""


@settings(deadline=None, max_examples=500)
@given(TEXTS)
def test_texts_are_cut_and_spelt_as_by_pypinyin(text: str) -> None:
    assert list(readings().cut(text)) == list(seg.cut(text))
    spoken = "".join(character for character in text if character.isalnum())
    assert initial(text) == (
        first if (first := next(iter(lazy_pinyin(spoken[:1])), "#")[:1].upper()).isascii() and first.isalpha() else "#"
    )


@settings(deadline=None, max_examples=500)
@given(st.lists(PARTS, max_size=4).map("".join))
def test_titles_sort_by_the_syllables_that_pypinyin_gives(title: str) -> None:
    title = "".join(character for character in title if character.isalnum())
    spelt = lazy_pinyin(title, style=Style.TONE3, neutral_tone_with_five=True)
    assert sort_key(title) == "\0".join(syllable.lower() for syllable in spelt)


def test_a_second_process_reads_the_table_and_a_damaged_one_is_made_again(afresh: Path) -> None:
    assert readings().marked("红") == "hóng"
    whole = afresh.read_bytes()
    for damaged in (b"", whole[:50], whole[:-1], b"x" + whole[1:], whole[:9000] + b"\xff" + whole[9001:]):
        afresh.write_bytes(damaged)
        readings.cache_clear()
        assert readings().of_word("银行") == ["yín", "háng"]
        assert afresh.read_bytes() == whole


def test_another_pypinyin_is_seen(afresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readings()
    monkeypatch.setattr(derived, "look", lambda *_: b"another")
    readings.cache_clear()
    monkeypatch.setitem(PINYIN_DICT, ord("红"), "gōng")
    assert readings().marked("红") == "gōng"


def test_where_nothing_can_be_kept_readings_work(afresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert readings().marked("红") == "hóng"
    assert not afresh.exists()
    monkeypatch.setattr(derived, "look", lambda *_: b"")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    readings.cache_clear()
    assert readings().marked("红") == "hóng"
    assert not afresh.exists()


def test_a_build_does_not_load_pypinyin() -> None:
    code = (
        "import sys; from pathlib import Path; from hongke.build import build; from hongke.readings import readings\n"
        "readings(); [sys.modules.pop(name) for name in list(sys.modules) if 'pypinyin' in name]\n"
        "print(sum(len(page.make().html) > 0 for page in build(Path(sys.argv[1])).pages) > 9, 'pypinyin' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, REPOSITORY], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "False"]
