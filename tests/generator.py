"""One seeded generator of catalogues of any size, with entries of all kinds, for tests of scale and for benchmarks.

    python tests/generator.py FOLDER --entries 1000 [--seed 1] [--characters 1200]

The same arguments give the same files. The prose is made up from banks of words: it reads like Chinese and says nothing.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator_entries import MAKERS
from generator_words import Writer

REPOSITORY = Path(__file__).parent.parent

# How many of a hundred entries are of each kind; what is left over are cases.
SHARES: Mapping[str, int] = {
    "course": 24, "case": 28, "materials": 12, "term": 10, "site": 8, "quiz": 5, "lecturer": 4, "programme": 3, "class": 2,
    "route": 2, "provider": 1, "platform": 1,
}  # fmt: skip


def counts(entries: int) -> dict[str, int]:
    """Return how many entries of each kind make up so many in all; at least one of each, two sites for the routes."""
    found = {kind: max(1, entries * share // 100) for kind, share in SHARES.items()}
    found["site"] = max(2, found["site"])
    found["case"] += max(0, entries - sum(found.values()))
    return found


def generate(root: Path, *, entries: int, seed: int = 1, characters: int = 1200) -> None:
    """Write a catalogue: `characters` is about how long the prose of a case or material is."""
    writer = Writer(seed)
    words = yaml.safe_load((REPOSITORY / "courses/vocabularies.yml").read_text("utf-8"))
    ids = {kind: [f"{kind}/{kind}-{number:05d}" for number in range(total)] for kind, total in counts(entries).items()}
    slugs = {name: list(found) for name, found in words.items()}
    (root / "courses").mkdir(parents=True, exist_ok=True)
    (root / "docs/materials").mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "courses/vocabularies.yml", root / "courses/vocabularies.yml")
    shutil.copytree(REPOSITORY / "courses/rule", root / "courses/rule", dirs_exist_ok=True)
    (root / "docs/index.md").write_text("---\nlead: 生成的目录，用来测规模和速度。\n---\n", "utf-8")
    (root / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    number = 0
    for kind, addresses in ids.items():
        for address in addresses:
            number += 1
            entry, body = MAKERS[kind](writer, number, ids, slugs, characters)
            _write(root, address, entry, body)


_MKDOCS = """\
site_name: 生成的目录
theme: material
plugins: [hongke]
nav:
  - 首页: index.md
  - 课程: course/index.md
  - 典型案例: case/index.md
  - 教学点: site/index.md
  - 学习资料: materials/index.md
  - 分类浏览: browse/index.md
"""

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _write(root: Path, address: str, entry: dict[str, Any], body: str) -> None:
    text = yaml.dump(entry, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    if address.startswith("materials/"):
        path, text = root / "docs" / f"{address}.md", f"---\n{text}---\n{body}\n"
    else:
        path = root / "courses" / f"{address}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=1200)
    arguments = parser.parse_args()
    generate(arguments.folder, entries=arguments.entries, seed=arguments.seed, characters=arguments.characters)


if __name__ == "__main__":
    main()
