"""Edits of a generated catalogue, one file each; every run makes another edit, so that each one changes something."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_CASE = "courses/case/case-00001.yml"
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a vocabulary, and how many entries carry it."""

    vocabulary: str
    slug: str
    entries: int


def edit_text(root: Path, run: int) -> None:
    """Add a sentence to the background of a case."""
    entry = _read(root)
    entry["background"] = f"{entry['background']}第{run}次补充：街道又走访了一遍。"
    _write(root, entry)


def edit_title(root: Path, run: int) -> None:
    """Change the title of a case."""
    entry = _read(root)
    entry["title"] = f"{re.sub('（改[0-9]+）$', '', entry['title'])}（改{run}）"
    _write(root, entry)


def edit_word(root: Path, word: Word, run: int) -> None:
    """Change the title of a word in `courses/vocabularies.yml`; the first title stays as a synonym, for those who wrote it."""
    path = root / "courses/vocabularies.yml"
    before, head, rest = path.read_text("utf-8").partition(f"\n{word.vocabulary}:\n")
    changed, number = re.subn(
        rf"(?m)^(  {re.escape(word.slug)}: \{{title: )([^,}}]*)(, synonyms: \[)?",
        lambda found: f"{found[1]}{_renamed(found[2], found[3] or '', run)}",
        rest,
        count=1,
    )
    if not number:
        raise ValueError(f"{word.slug} is not in {path}")
    path.write_text(before + head + changed, "utf-8")


def _renamed(title: str, synonyms: str, run: int) -> str:
    first = re.sub("改[0-9]+$", "", title)
    if first != title:
        return f"{first}改{run}{synonyms}"
    return f"{first}改{run}{synonyms}{first}, " if synonyms else f"{first}改{run}, synonyms: [{first}]"


def middling_word(root: Path) -> Word:
    """Return the word in the middle of all that some entry carries, ordered by how many entries do."""
    # In a process of its own: ours must stay small (`measure`).
    told = subprocess.run(
        [sys.executable, Path(__file__).parent / "words.py", root],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    words = [Word(vocabulary, slug, int(number)) for vocabulary, slug, number in map(str.split, told.splitlines())]
    words.sort(key=lambda word: (word.entries, word.vocabulary, word.slug))
    return words[len(words) // 2]


def _read(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((root / _CASE).read_text("utf-8"), _LOADER)
    return found


def _write(root: Path, entry: dict[str, Any]) -> None:
    text = yaml.dump(entry, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    (root / _CASE).write_text(text, "utf-8")
