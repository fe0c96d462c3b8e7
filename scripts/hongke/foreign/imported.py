"""What an import comes to: files to write, problems, a table that sums it up."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from hongke.catalogue import Catalogue, Entry
from hongke.foreign.entry_text import entry_text
from hongke.foreign.places import Places
from hongke.kinds import Kind
from hongke.problems import Place, Problem, problem
from hongke.rules.check import check
from hongke.source.tree import Node
from hongke.structure import structure


class NewFile(Struct, frozen=True):
    """A file to write, by its path below the root, with `/`."""

    path: str
    data: bytes


class Imported(Struct, frozen=True):
    """Files, problems in order, and the rows of the table that sums it up, headings first."""

    files: tuple[NewFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


class Candidate(Struct, frozen=True):
    """An entry that may be imported: its tree, whose nodes carry numbers of places, and what it came to."""

    kind: Kind
    id: str
    tree: Node

    @property
    def file(self) -> str:
        """A name that no file has, by which problems find their way back."""
        return f"\0{self.kind.name}/{self.id}"


def entry_file(kind: Kind, name: str, values: dict[str, Any]) -> NewFile:
    """Return the file of an entry."""
    return NewFile(f"courses/{kind.name}/{name}.yml", entry_text(values).encode("utf-8"))


def complaints_of(
    candidates: Sequence[Candidate], catalogue: Catalogue, places: Places
) -> dict[str, list[tuple[int, Problem]]]:
    """Return the problems of each candidate by its id, each with the number of its place.

    Models first; those that pass are checked by the rules together with the catalogue they would join.
    """
    found: dict[str, list[tuple[int, Problem]]] = {candidate.id: [] for candidate in candidates}
    entries = dict(catalogue.entries)
    own = {candidate.file: candidate.id for candidate in candidates}
    said: list[Problem] = []
    for candidate in candidates:
        made = structure(candidate.tree, candidate.kind.model, candidate.file, catalogue.vocabularies)
        said += made.problems
        if made.value is not None:
            entry = Entry(
                data=made.value, file=candidate.file, tree=candidate.tree, kind=candidate.kind, id=candidate.id
            )
            entries[entry.address] = entry
    joined = Catalogue(
        entries,
        vocabularies=catalogue.vocabularies,
        pages=catalogue.pages,
        home=catalogue.home,
        options=catalogue.options,
        failed=catalogue.failed,
        files=catalogue.files,
    )
    said += check(joined)
    for problem_ in said:
        if problem_.place.file in own:
            found[own[problem_.place.file]].append((problem_.place.line, places.placed(problem_)))
    return found


def already_there(kind: Kind, name: str, place: Place) -> Problem:
    """Return the problem of an entry whose address is taken."""
    message = f"已经有 {kind.name}/{name}，没有导入。"
    return problem("HK714", place, message, "换一个编号，或先移走原来的文件。")


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Return a table as text, its columns lined up where a Han character is two columns wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "".join(f"{line}\n" for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
