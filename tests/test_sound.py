"""Sound entries, read the quick way: the same models as with places, put away and opened again, and never where a word is to be said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from conftest import REPOSITORY, SMALL, Project
from hongke.build import Recollection, check_catalogue
from hongke.catalogue import Entry
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.load.loading import Loading
from hongke.load.read_entry import ReadEntry
from hongke.load.stored import EntryStore, StoredEntry
from hongke.load.vocabularies import load_vocabularies
from hongke.record import record_of
from hongke.rules.privacy import _personal
from hongke.signs import LONG_NUMBER, is_marked
from hongke.sound import Lookup, sound_model
from hongke.source import text as source_text
from hongke.source.plain import plain_values
from hongke.source.reader import read_tree
from hongke.source.text import read_text
from hongke.structure import structure

RICH = Path(__file__).parent / "rich"


def vocabularies(root: Path) -> dict[str, Any]:
    loading = Loading(root)
    load_vocabularies(loading)
    return loading.vocabularies


OURS = vocabularies(REPOSITORY)
FILES = [(path.parent.name, path.read_text("utf-8")) for path in sorted((REPOSITORY / "courses").glob("*/*.yml"))]


def compare(kind: str, text: str) -> bool:
    """Hold what is read quickly to what is read with places; returns whether it was read quickly."""
    if read_text(text.encode(), "x.yml")[0] is None:
        return False
    values = plain_values(text)
    found = sound_model(values, KINDS[kind].model, Lookup(OURS)) if values is not None else None
    if found is None:
        return False
    tree, problems = read_tree(text, "x.yml")
    assert tree is not None
    slow = structure(tree, KINDS[kind].model, "x.yml", OURS)
    assert [*problems, *slow.problems] == []
    assert slow.value == found.value
    assert slow.asked == found.asked
    return True


def test_every_entry_of_ours_is_read_quickly() -> None:
    assert [text for kind, text in FILES if not compare(kind, text)] == []


slips = st.sampled_from(
    [
        "", "x", "1", "1.5", "true", "null", "'2'", "2026-13-01", "2026-05-01", "'2026-W01-1'", "20260501", "25:00", "'09:30'", "[a]",
        "[a, 1]", "{a: b}", "党员", "members", "线上", "\u3000", "a/b", "course/x y", "学时", "教学单元.分钟", "units.minutes", "-1", "0",
    ]
)  # fmt: skip


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=300, deadline=None)
def test_no_other_value_and_no_other_key_is_read_otherwise(entry: tuple[str, str], data: st.DataObject) -> None:
    kind, text = entry
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(": ")
        change = data.draw(st.sampled_from(["value", "key", "twice", "gone", "empty"]))
        if change == "value":
            lines[at] = f"{key}{colon}{data.draw(slips)}"
        elif change == "key":
            named = data.draw(
                st.sampled_from(["标题", "摘要", "title", "学时", "hours", "来源", "sources", "分钟", "x"])
            )
            lines[at] = lines[at].replace(key.strip(" -"), named, 1)
        elif change == "twice":
            lines.insert(at, lines[at])
        elif change == "gone":
            lines[at : at + 1] = []
            lines = lines or [""]
        else:
            lines[at] = key + colon.rstrip()
    compare(kind, "\n".join(lines))


@pytest.mark.parametrize(
    "change",
    [
        ("title: 网格党建实务", "标题: 网格党建实务"),
        ("illustrative: [hours, units]", "示例字段: [学时, 教学单元.分钟]"),
        ("hours: 2\n", "hours: 2\nregion:\nupdated: 2026-05-01\n"),
        ("mode: 线下", "mode: offline"),
    ],
)
def test_labels_and_empty_fields_are_read_quickly(change: tuple[str, str], project: Project) -> None:
    before = SMALL["courses/course/grid.yml"]
    text = (before if isinstance(before, str) else before.decode()).replace(*change)
    lookup = Lookup(vocabularies(project.root))
    values = plain_values(text)
    found = sound_model(values, KINDS["course"].model, lookup) if values is not None else None
    tree, _ = read_tree(text, "x.yml")
    assert tree is not None
    assert found is not None
    assert found.value == structure(tree, KINDS["course"].model, "x.yml", lookup.vocabularies).value


@pytest.mark.parametrize(
    "change",
    [
        ("mode: 线下", "mode: 面授"),
        ("mode: 线下", "mode: 空中"),
        ("mode: 线下", "mode: 线下\n授课形式: 线下"),
        ("hours: 2", "hours: '2'"),
        ("hours: 2", "hour: 2"),
        ("hours: 2", "hours: 2\nupdated: 2026-02-30"),
    ],
)
def test_what_something_is_to_be_said_of_is_not_read_quickly(change: tuple[str, str], project: Project) -> None:
    before = SMALL["courses/course/grid.yml"]
    values = plain_values((before if isinstance(before, str) else before.decode()).replace(*change))
    assert values is not None
    assert sound_model(values, KINDS["course"].model, Lookup(vocabularies(project.root))) is None


def stored(root: Path, stream: BinaryIO) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Return the entries of a catalogue as they were read, and as they come out of a store."""
    read = load_catalogue(root)[0].entries
    last = Recollection()
    last.memory.put_away = EntryStore(root, stream).put
    check_catalogue(root, last=last)
    away = {address: entry for part in last.memory.known.values() for address, entry in part.part.entries.items()}
    for entry in away.values():
        entry.release()
    return dict(read), away


@pytest.fixture
def stream(tmp_path: Path) -> BinaryIO:
    return (tmp_path / "store").open("w+b", buffering=0)


@pytest.mark.parametrize("root", [REPOSITORY, RICH])
def test_what_was_put_away_comes_back(root: Path, stream: BinaryIO) -> None:
    read, away = stored(root, stream)
    assert away.keys() == read.keys()
    for address, entry in away.items():
        assert isinstance(entry, StoredEntry)
        for name in ("data", "body", "body_line", "record", "source", "tree", "address"):
            assert getattr(entry, name) == getattr(read[address], name), name
    stream.close()


def test_a_head_is_the_same_as_long_as_only_long_text_changes(project: Project, tmp_path: Path) -> None:
    def head(old: str = "", new: str = "") -> bytes:
        text = str(SMALL["courses/case/wangfu-grid.yml"])
        project.write("courses/case/wangfu-grid.yml", text.replace(old, new))
        with (tmp_path / "store").open("w+b") as stream:
            entry = stored(project.root, stream)[1]["case/wangfu-grid"]
            assert isinstance(entry, StoredEntry)
            return entry.head

    assert head() == head("流动人口多。", "流动人口不多。")
    assert head() != head("流动人口多。", "流动人口多。\nresults: 好。"), "whether there is any may be shown elsewhere"
    assert head() != head("按片划分。", "按块划分。"), "which stands in a step, and may be shown elsewhere"
    assert head() != head("王府街道网格", "王府网格")


def test_a_model_that_was_put_away_is_light_and_equal(stream: BinaryIO) -> None:
    entry = load_catalogue(RICH)[0].entries["course/full"]
    last = Recollection()
    last.memory.put_away = EntryStore(RICH, stream).put
    light = check_catalogue(RICH, last=last)[0].entries["course/full"]
    assert light.data == entry.data

    def given_fields(value: object) -> set[str]:
        if isinstance(value, BaseModel):
            return value.model_fields_set.union(*map(given_fields, value.__dict__.values()))
        return set().union(*map(given_fields, value)) if isinstance(value, tuple) else set()

    assert given_fields(entry.data)
    assert not given_fields(light.data)
    stream.close()


def test_entries_that_are_kept_in_memory_forget_what_they_were_made_from() -> None:
    entries = load_catalogue(RICH)[0].entries.values()
    read = [entry for entry in entries if isinstance(entry, ReadEntry)]
    assert len(read) > len(KINDS) // 2
    assert {entry.values is None for entry in read} == {True}


texts = st.lists(
    st.sampled_from(["1", "13", "３８", "138", "0011", "2222", " ", "-", ".", "\n", "\n\n", "甲", "11010519491231002X", "622202", "“"]), max_size=12
).map("".join)  # fmt: skip


def single(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\n", "\n\n  ") + "'"


def folded(text: str) -> str:
    return "'" + text.replace(" ", "\n   ").replace("\n\n", "\n") + "'"


def literal(text: str) -> str:
    return "|\n" + "".join(f"    {line}\n" if line.strip() else "\n" for line in text.split("\n"))


@given(texts, st.sampled_from([single, folded, literal]))
@example("138 0011 2222", folded)
@example("１３８００１１２２２２", single)
@example("138-0011-2222", literal)
@settings(max_examples=300, deadline=None)
def test_no_number_hides_from_the_first_look(text: str, write: Callable[[str], str]) -> None:
    """A text that the rules would say something of is marked, in whatever way it is written."""
    source = f"title: 术语\nsummary: 摘要\ndefinition: {write(text)}\n"
    values = plain_values(source)
    found = sound_model(values, KINDS["term"].model, Lookup(OURS)) if values is not None else None
    if found is None:
        return
    written = found.values["definition"]
    if list(_personal(written)):
        assert is_marked(source)
        assert LONG_NUMBER.search(written)


def test_a_record_of_what_is_not_marked_is_the_whole_record() -> None:
    for entry in load_catalogue(RICH)[0].entries.values():
        marked = record_of(entry.model, entry.body)
        if not is_marked(entry.source):
            assert record_of(entry.model, entry.body, marked=False) == marked
        assert entry.record == marked


def test_nothing_printable_is_unseen() -> None:
    """`read_text` looks no closer at what is printable: then nothing that it refuses may be."""
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert source_text._UNSEEN.search(printable) is None


def test_a_store_is_written_on_after_reading(tmp_path: Path) -> None:
    root, other = REPOSITORY, tmp_path / "store"
    entries = list(load_catalogue(root)[0].entries.values())[:6]
    with other.open("w+b") as stream:
        store = EntryStore(root, stream)
        first = [store.put(entry) for entry in entries[:3]]
        first[0].release()
        assert first[0].data == entries[0].data
        second = [store.put(entry) for entry in entries[3:]]
        for entry, put in zip(entries, [*first, *second], strict=True):
            put.release()
            assert put.data == entry.data
