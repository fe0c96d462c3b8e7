"""Readings are those that pypinyin gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg.mmseg import seg

from hongke import readings
from hongke.readings import reading, readings_of_word, toned, untoned, words_of

WORDS = sorted(PHRASES_DICT)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("〇々㐀豈\uffff重庆银行")


def test_every_word_and_character_is_read_as_pypinyin_has_it() -> None:
    assert {word: readings_of_word(word) for word in WORDS if len(word) > 1} == {
        word: tuple(one[0] for one in PHRASES_DICT[word]) for word in WORDS if len(word) > 1
    }
    assert {code: reading(chr(code)) for code in PINYIN_DICT} == {
        code: sounds.split(",")[0] for code, sounds in PINYIN_DICT.items()
    }


def test_every_reading_is_written_as_pypinyin_writes_it() -> None:
    one_of_each = {reading(chr(code)): chr(code) for code in PINYIN_DICT}
    for character in one_of_each.values():
        assert list(toned(character)) == lazy_pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)
        assert [untoned(character)] == lazy_pinyin(character)
    by_reading = {sound: word for word in WORDS for sound in readings_of_word(word) or ()}
    for word in by_reading.values():
        assert list(toned(word)) == lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)


PIECES = st.sampled_from(WORDS) | st.sampled_from(WORDS).map(lambda word: word[:-1]) | HAN


@given(st.lists(PIECES, max_size=6).map("".join))
def test_runs_are_cut_as_pypinyin_cuts_them(run: str) -> None:
    assert list(words_of(run)) == list(seg.cut(run))
    for word in words_of(run):
        assert list(toned(word)) == lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=3))
def test_other_characters_are_read_as_pypinyin_reads_them(text: str) -> None:
    for character in text:
        assert untoned(character) == "".join(lazy_pinyin(character))
        assert list(toned(character)) == lazy_pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)


def test_a_file_of_another_form_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Path, "read_text", lambda _, __: '{"重要": [["zhòng"], ["yào"]], "重庆": [["chóng"], ["qìng"]]}'
    )
    assert readings._text("phrases_dict.json").splitlines()[1] == '"重庆": ['
