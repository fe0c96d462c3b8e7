"""After a save that changes long texts alone, the preview shows what one that has just begun shows."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue_edits import a_body, a_sentence, a_title, chosen, substitute
from generator import generate
from hongke.build import assets_of
from hongke.preview.workshop import Workshop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    generate(tmp_path / "c", entries=70, characters=200)
    return tmp_path / "c"


def _shown(workshop: Workshop) -> dict[str, bytes | None]:
    store = workshop.store
    assert store is not None
    pages = [f"{url}index.html" if not url or url.endswith("/") else url for _, url in store.in_order()]
    return {path: store.get(path) for path in (*pages, *(asset.path for asset in assets_of(store.built.site)))}


def _a_definition(root: Path, dice: random.Random) -> None:
    substitute(chosen(root, dice, "courses/term/*.yml"), "^definition: ", f"definition: 第{dice.randrange(99)}稿。")


@pytest.mark.parametrize(
    ("edit", "again"), [(a_sentence, True), (a_body, True), (a_title, False), (_a_definition, True)]
)
def test_a_save_shows_what_a_new_preview_shows(
    root: Path, edit: Callable[[Path, random.Random], None], *, again: bool
) -> None:
    workshop = Workshop(root, drafts=False)
    workshop.refresh()
    before, store = _shown(workshop), workshop.store
    edit(root, random.Random(3))
    assert workshop.refresh()
    assert (workshop.store is store) == again
    fresh = Workshop(root, drafts=False)
    fresh.refresh()
    after = _shown(workshop)
    assert after == _shown(fresh)
    assert any(after[path] != content for path, content in before.items())
