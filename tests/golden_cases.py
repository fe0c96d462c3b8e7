"""Golden cases: one YAML file holds the files of a catalogue and the report they must give.

    about: one sentence, what the author did wrong
    base: small          # begin from conftest.SMALL (the default), or `none` for an empty folder
    files:               # path: text; `base64:…` for bytes that are no text; null takes a file away
      courses/case/x.yml: |
        title: …
    command: import x.csv --kind quiz   # what is run in the folder, where it is not `check`
    report: |
      courses/case/x.yml:1:1 HK102 错误 …

`UPDATE_GOLDEN=1 pytest` writes the report that comes out; read the difference before you commit it.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from conftest import SMALL, Project


@dataclass(frozen=True)
class GoldenCase:
    """A catalogue and its expected report."""

    path: Path
    files: dict[str, str | bytes | None]
    report: str
    base: str
    command: str = ""

    def lay_out(self, root: Path) -> Project:
        """Write the catalogue to a folder."""
        project = Project(root)
        for path, content in (SMALL if self.base == "small" else {}).items():
            project.write(path, content)
        for name, text in self.files.items():
            if text is None:
                (root / name).unlink()
            else:
                project.write(name, text)
        return project

    def update(self, report: str) -> None:
        """Write a new expected report into the file, the rest left as it is."""
        head = self.path.read_text("utf-8").split("\nreport:")[0]
        indented = "".join(f"  {line}\n" for line in report.splitlines())
        self.path.write_text(f"{head}\nreport: |\n{indented}" if report else f'{head}\nreport: ""\n', "utf-8")


def golden_cases(folder: Path) -> list[GoldenCase]:
    """Read every golden case of a folder."""
    return [_read(path) for path in sorted(folder.glob("*.yml"))]


def updating() -> bool:
    """Whether this run writes the goldens."""
    return os.environ.get("UPDATE_GOLDEN") == "1"


def _read(path: Path) -> GoldenCase:
    case = yaml.safe_load(path.read_text("utf-8"))
    files: dict[str, str | bytes | None] = {}
    for name, text in case["files"].items():
        is_bytes = isinstance(text, str) and text.startswith("base64:")
        files[name] = base64.b64decode(text.removeprefix("base64:")) if is_bytes else text
    return GoldenCase(path, files, case.get("report") or "", case.get("base", "small"), case.get("command", ""))
