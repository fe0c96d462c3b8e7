"""Print each word of a catalogue's vocabularies that some entry carries, and how many entries do.

python tests/bench_growth/words.py ROOT
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from hongke.leaves import leaves
from hongke.load.catalogue import load_catalogue


def main() -> None:
    """Print a line a word: vocabulary, slug, number."""
    catalogue, _ = load_catalogue(Path(sys.argv[1]))
    counted: Counter[tuple[str, str]] = Counter()
    for entry in catalogue.entries.values():
        counted.update({(leaf.word.vocabulary, leaf.text) for leaf in leaves(entry.model) if leaf.word})
    for (vocabulary, slug), number in sorted(counted.items()):
        print(vocabulary, slug, number)


if __name__ == "__main__":
    main()
