"""What is measured on a catalogue of one size, in turn."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench_growth.edits import Word, edit_text, edit_title, edit_word, middling_word
from bench_growth.hugo import hugo_program, prepare_hugo
from bench_growth.process import Cost, differing, measure

COLD, NOTHING, TEXT, TITLE, WORD = "build, cold", "build, nothing", "build, text", "build, title", "build, word"
CHECK, WRITE, MKDOCS, HUGO = "check", "write", "mkdocs", "hugo"
PREVIEW, SAME = "preview", "same as mkdocs build"
STEPS = {
    "cold": COLD, "nothing": NOTHING, "text": TEXT, "title": TITLE, "word": WORD,
    "check": CHECK, "write": WRITE, "mkdocs": MKDOCS, "hugo": HUGO, "preview": PREVIEW, "same": SAME,
}  # fmt: skip
"""What `--only` takes, and how the table calls it."""
_REBUILDS = (NOTHING, TEXT, TITLE, WORD)
_GENERATOR = Path(__file__).parent.parent / "generator.py"
_PREVIEW_SCRIPT = Path(__file__).parent / "preview.py"
_EDITS_SEEN = 9
"""How many saved edits a browser waits for."""


class Bench:
    """A catalogue of one size, and what its commands cost."""

    def __init__(self, folder: Path, entries: int, say: Callable[[str], None]) -> None:
        self.entries = entries
        self.word: Word | None = None
        self.difference: list[str] | None = None
        """Files in which the site after the rebuilds differs from a cold build of the same catalogue; None: not compared."""
        self._folder = folder / str(entries)
        self._root = self._folder / "catalogue"
        self._out = self._folder / "site"
        self._written = self._folder / "written"
        self._say = say

    def generate(self) -> None:
        """Write the catalogue."""
        # In a process of its own: ours must stay small (`measure`).
        subprocess.run([sys.executable, _GENERATOR, self._root, "--entries", str(self.entries)], check=True)
        self.word = middling_word(self._root)

    def run(self, number: int, steps: tuple[str, ...], *, long: bool = True) -> Iterator[tuple[str, Cost]]:
        """Measure every step once, and give each step's cost as it is known. `number` tells runs apart, from 1.

        Without `long`, what takes minutes of ten thousand entries is left out: what an earlier run wrote for Hugo stands.
        """
        if any(step in steps for step in (COLD, *_REBUILDS)):
            yield from self._builds(number, steps)
        if CHECK in steps:
            yield CHECK, self._measured(CHECK, *_hongke("check", "--root", self._root))
        if long and any(step in steps for step in (WRITE, MKDOCS, HUGO)):
            shutil.rmtree(self._written, ignore_errors=True)
            command = _hongke("write", "--root", self._root, "--out", self._written)
            yield WRITE, self._measured(WRITE, *command, out=self._written)
        if long and MKDOCS in steps:
            yield MKDOCS, self._mkdocs()
        if HUGO in steps:
            yield HUGO, self._hugo()

    def compare(self) -> None:
        """Compare the site as it stands with a cold build of a fresh copy of the catalogue, byte for byte."""
        fresh, cold = self._folder / "fresh", self._folder / "cold"
        shutil.copytree(self._root, fresh, ignore=shutil.ignore_patterns(".cache"))
        measure(_hongke("build", "--root", fresh, "--out", cold))
        self.difference = differing(self._out, cold)
        shutil.rmtree(fresh)
        shutil.rmtree(cold)

    def compare_with_mkdocs(self) -> tuple[int, list[str]]:
        """Build a fresh copy of the catalogue by `mkdocs build` and by `hongke build`; how many files, and which differ."""
        fresh, ours, theirs = (self._folder / name for name in ("fresh", "ours", "theirs"))
        shutil.copytree(self._root, fresh, ignore=shutil.ignore_patterns(".cache"))
        measure(_hongke("build", "--root", fresh, "--out", ours))
        command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", fresh / "mkdocs.yml", "-d", theirs)
        cost = measure(command, out=theirs, environment={"NO_MKDOCS_2_WARNING": "1"})
        found = differing(ours, theirs)
        for folder in (fresh, ours, theirs):
            shutil.rmtree(folder)
        return cost.files, found

    def preview(self) -> list[float]:
        """Return the seconds from each of some saved edits until a browser shows it."""
        # In a process of its own: ours must stay small (`measure`).
        told = subprocess.run(
            [sys.executable, _PREVIEW_SCRIPT, self._root, str(_EDITS_SEEN)],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(_PREVIEW_SCRIPT.parent.parent)},
        ).stdout
        return sorted(map(float, told.split()))

    def remove(self) -> None:
        """Take everything off the disk."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _builds(self, number: int, steps: tuple[str, ...]) -> Iterator[tuple[str, Cost]]:
        shutil.rmtree(self._root / ".cache", ignore_errors=True)
        shutil.rmtree(self._out, ignore_errors=True)
        yield COLD, self._build(COLD)
        edits: dict[str, Callable[[], None]] = {
            NOTHING: lambda: None,
            TEXT: lambda: edit_text(self._root, number),
            TITLE: lambda: edit_title(self._root, number),
            WORD: lambda: edit_word(self._root, self.word, number) if self.word else None,
        }
        for step, edit in edits.items():
            if step in steps:
                edit()
                yield step, self._build(step)

    def _build(self, step: str) -> Cost:
        return self._measured(step, *_hongke("build", "--root", self._root, "--out", self._out), out=self._out)

    def _mkdocs(self) -> Cost:
        out = self._folder / "mkdocs"
        shutil.rmtree(out, ignore_errors=True)
        command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", self._written / "mkdocs.yml", "-d", out)
        cost = self._measured(MKDOCS, *command, out=out, environment={"NO_MKDOCS_2_WARNING": "1"})
        shutil.rmtree(out)
        return cost

    def _hugo(self) -> Cost:
        source, out = self._folder / "hugo-source", self._folder / "hugo"
        for folder in (source, out):
            shutil.rmtree(folder, ignore_errors=True)
        prepare_hugo(self._written, source)
        command = (hugo_program(), "--quiet", "--source", source, "--destination", out, "--noBuildLock")
        cost = self._measured(HUGO, *command, out=out, environment={"HUGO_CACHEDIR": str(self._folder / "hugo-cache")})
        shutil.rmtree(source)
        shutil.rmtree(out)
        return cost

    def _measured(
        self, step: str, *command: str | Path, out: Path | None = None, environment: dict[str, str] | None = None
    ) -> Cost:
        cost = measure(command, out=out, environment=environment)
        self._say(f"{self.entries:>6,} entries  {step:<15}{cost.seconds:>9.2f} s{cost.memory:>8.0f} MiB")
        return cost


def has_chromium() -> bool:
    """Whether there is a browser to wait for saved edits (`bench.serving.chromium_path` looks in the same places)."""
    return bool(os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome"))


def _hongke(*arguments: str | Path) -> tuple[str | Path, ...]:
    return (sys.executable, "-m", "hongke", *arguments)
