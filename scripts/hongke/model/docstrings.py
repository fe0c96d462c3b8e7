"""The docstrings below the fields of a class, which Python itself does not keep."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path


def docstrings(made: type) -> Mapping[str, str]:
    """Return the docstrings of the fields that a class itself gives, by name; none where there is no source to read."""
    path = getattr(sys.modules.get(made.__module__), "__file__", None)
    return _in_file(path).get(made.__qualname__, {}) if path else {}


@functools.cache
def _in_file(path: str) -> Mapping[str, Mapping[str, str]]:
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError):
        return {}
    return {part.name: dict(_below_fields(part)) for part in tree.body if isinstance(part, ast.ClassDef)}


def _below_fields(made: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in pairwise(made.body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            yield field.target.id, inspect.cleandoc(text.value.value)
