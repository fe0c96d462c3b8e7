"""The workbook out and in again: nothing changes by itself, one cell changes one field, problems are told at cells."""

from __future__ import annotations

import shutil
import string
import tempfile
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from conftest import REPOSITORY
from generator import generate
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.rewriting.emitter import emit
from hongke.rewriting.files import file_of
from hongke.rewriting.values import plain
from hongke.sheets.book import export_workbook
from hongke.sheets.cells import CellType, understand
from hongke.sheets.files import file_after
from hongke.sheets.importing import import_book
from hongke.sheets.reading import read_book
from sheets_reader import came_back


@pytest.mark.parametrize("root", [REPOSITORY, REPOSITORY / "tests/rich"], ids=["the repository", "every field"])
def test_what_is_exported_changes_nothing_when_it_comes_back(root: Path) -> None:
    entries, book = came_back(root)
    assert not book.problems
    assert {entry.address.partition("/")[0] for entry in entries} == set(KINDS)
    assert [entry.address for entry in entries if entry.changes or entry.is_new] == []


def test_a_generated_catalogue_changes_nothing_when_it_comes_back(tmp_path: Path) -> None:
    generate(tmp_path, entries=120, seed=5, characters=300)
    entries, book = came_back(tmp_path)
    assert not book.problems
    assert len(entries) > 120
    assert not any(entry.changes for entry in entries)


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    catalogue, _ = load_catalogue(REPOSITORY / "tests/rich")
    assert export_workbook(catalogue) == export_workbook(catalogue)


# Entries of every kind with any values that their models take, drawn from the models themselves.

LINES = st.text(st.one_of(st.sampled_from(" =+-@'#:.,、　0１A一“”"), st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), min_size=1, max_size=12).filter(str.strip)  # fmt: skip
PROSE = st.lists(st.one_of(LINES, st.just(""), st.just("  缩进"), st.just("行末  ")), min_size=1, max_size=4).map("\n".join).filter(str.strip)  # fmt: skip
IDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)


def values_for(column: CellType) -> st.SearchStrategy[Any]:
    found: st.SearchStrategy[Any]
    if column.options:
        found = st.sampled_from([value for value, _ in column.options])
    elif column.word:
        found = st.sampled_from([word.title for word in VOCABULARIES[column.word].words.values()])
    elif column.ref is not None:
        found = st.builds("{}/{}".format, st.sampled_from(column.ref or ("course",)), IDS)
    elif column.address:
        found = IDS
    elif column.base is bool:
        found = st.booleans()
    elif column.base is int:
        found = st.integers(1, 100)
    elif column.base is Decimal:
        found = st.one_of(st.integers(1, 90), st.decimals("0.01", "89.99", places=2))
    elif column.base is date:
        found = st.dates(date(1949, 10, 1), date(2100, 1, 1)).map(date.isoformat)
    elif column.base is time:
        found = st.times().map(lambda clock: clock.strftime("%H:%M"))
    else:
        found = PROSE if column.prose else LINES
    return st.lists(found, min_size=1, max_size=3) if column.many else found


VOCABULARIES = load_catalogue(REPOSITORY)[0].vocabularies


@st.composite
def parts(draw: st.DrawFn, model: type[BaseModel]) -> dict[str, Any]:
    import typing

    from hongke.fields import unwrap

    made: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if not info.is_required() and draw(st.booleans()):
            continue
        inner, _ = unwrap(info.annotation)
        item = unwrap(typing.get_args(inner)[0])[0] if typing.get_origin(inner) is tuple else inner
        if name == "aliases":
            made[name] = [f"course/{word}" for word in draw(st.lists(IDS, min_size=1, max_size=2))]
        elif name in ("url", "website"):
            made[name] = "https://example.org/" + draw(IDS)
        elif isinstance(item, type) and issubclass(item, BaseModel):
            made[name] = draw(parts(item) if item is inner else st.lists(parts(item), min_size=2, max_size=3))
        else:
            made[name] = draw(values_for(CellType.of(info)))
    return made


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    return kind, draw(parts(KINDS[kind].model))


@given(made=entries(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_any_entry_of_any_kind_comes_back_and_a_changed_cell_changes_one_field_of_it(
    made: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    kind, values = made
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        path = root / file_of(f"{kind}/one")
        path.parent.mkdir(parents=True)
        (root / "courses").mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "courses/vocabularies.yml", root / "courses")
        text = emit(values)
        path.write_text(f"---\n{text}---\n正文\n" if kind == "materials" else text, "utf-8", newline="\n")
        catalogue, problems = load_catalogue(root)
        problems = [said for said in problems if said.code != "HK024"]
        assert list(catalogue.entries) == [f"{kind}/one"], problems
        book = read_book(export_workbook(catalogue, [kind]))
        assert not book.problems
        (filled,) = import_book(book, catalogue).entries
        assert (filled.changes, filled.is_new) == ([], False)
        assert filled.values == values

        rows = [(sheet, row, column) for sheet, found in book.rows.items() for row in found for column in row.cells]
        sheet, row, column = data.draw(st.sampled_from(rows))
        new = data.draw(values_for(column.cell), label=column.heading)
        raw = "\n".join(map(str, new)) if isinstance(new, list) else dict(column.cell.options).get(new, new)
        cells = {one: type(there)(raw if one is column else there.raw, there.place) for one, there in row.cells.items()}
        book.rows[sheet][book.rows[sheet].index(row)] = type(row)(row.address, row.numbers, cells, row.place)
        same = understand(column.cell, raw) == understand(column.cell, row.cells[column].raw)
        (filled,) = import_book(book, catalogue).entries
        assert len(filled.changes) == (0 if same else 1)
        written = file_after(filled, path.read_bytes())
        assert (written is None) == same
        if written is not None:
            assert (
                sum(values.get(name) != plain(written.tree).get(name) for name in {*values, *plain(written.tree)}) == 1
            )
            if kind == "materials":
                assert written.data.endswith("---\n正文\n".encode())
