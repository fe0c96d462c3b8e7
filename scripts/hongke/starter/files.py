"""The files of a new catalogue: a small site that builds, with one course and one case to write over."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

from hongke.schema.files import editor_extensions, editor_settings
from hongke.skeleton.values import scalar

DEFAULT_NAME = "党建培训知识库"
LONGEST_NAME = 60

_TEXTS: Mapping[str, str] = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    "courses/vocabularies.yml": "vocabularies.yml",
    "courses/course/sample-course.yml": "course.yml",
    "courses/case/sample-case.yml": "case.yml",
    "docs/index.md": "index.md",
    "docs/guide/index.md": "guide.md",
}
"""Each file of a new catalogue, and the file of this package that it is made from."""


def starter_files(name: str = DEFAULT_NAME) -> dict[str, str]:
    """Return the text of every file of a new catalogue by its path."""
    folder = resources.files("hongke") / "starter" / "text"
    texts = {path: (folder / source).read_text("utf-8") for path, source in _TEXTS.items()}
    # In Markdown the name stands among words; in YAML it is a value of its own, and may need quotes.
    made = {
        path: text.replace("{名称}", name if path.endswith(".md") else scalar(name)) for path, text in texts.items()
    }
    return {**made, ".vscode/settings.json": editor_settings(), ".vscode/extensions.json": editor_extensions()}
