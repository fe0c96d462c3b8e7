"""A root folder to a catalogue."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hongke.catalogue import Catalogue, Document
from hongke.kinds import KINDS, Kind
from hongke.load.documents import load_documents, load_material
from hongke.load.entries import load_entries, load_entry
from hongke.load.loading import Loading
from hongke.load.memory import Memory
from hongke.load.vocabularies import load_vocabularies
from hongke.model.options import Options
from hongke.model.page import Home
from hongke.problems import Problem


def load_catalogue(
    root: Path, options: Options | None = None, memory: Memory[Loading] | None = None
) -> tuple[Catalogue, list[Problem]]:
    """Read `courses/` and `docs/` below the root.

    Returns the catalogue of all that could be read, and every problem of every file. Never raises for bad content.
    With a memory of the last catalogue, only the files that changed since are parsed and checked again.
    """
    loading = Loading(root, memory)
    courses, docs = root / "courses", root / "docs"
    if not courses.is_dir():
        loading.say("HK024", "courses", "找不到 courses 文件夹。", "在课程目录的根文件夹里运行，或用 --root 指明它。")
        return Catalogue({}, options=options or Options()), loading.problems
    load_vocabularies(loading)
    if memory:
        memory.begin(loading.vocabularies)
    load_entries(courses, loading)
    files = load_documents(docs, loading)
    if memory:
        memory.end()
    order = {name: number for number, name in enumerate(KINDS)}
    entries = sorted(loading.entries.values(), key=lambda entry: (order[entry.kind.name], entry.id))
    catalogue = Catalogue(
        {entry.address: entry for entry in entries},
        vocabularies=loading.vocabularies,
        pages=tuple(loading.pages),
        home=loading.home or Document(data=Home(), file="docs/index.md"),
        options=options or Options(),
        loose=tuple(loading.loose),
        failed=frozenset(loading.failed),
        files=files,
    )
    return catalogue, loading.problems


def load_again(file: str, kind: Kind, loading: Loading) -> None:
    """Read the file of one entry of which only the text has changed, not the place."""
    path = loading.root / file
    if kind.markdown:
        loading.add(file, path, partial(load_material, path, file.removeprefix("docs/")))
    else:
        loading.add(file, path, partial(load_entry, file, path.name.removesuffix(".yml"), kind))
