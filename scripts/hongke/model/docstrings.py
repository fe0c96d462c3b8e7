"""The docstrings below the fields of a class, which Python itself does not keep."""

from __future__ import annotations

import ast
import functools
import inspect
import marshal
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import cast

from hongke import derived

_Texts = dict[str, dict[str, str]]


def docstrings(made: type) -> Mapping[str, str]:
    """Return the docstrings of the fields that a class itself gives, by name; none where there is no source to read."""
    path = getattr(sys.modules.get(made.__module__), "__file__", None)
    return _in_file(path).get(made.__qualname__, {}) if path else {}


@functools.cache
def _in_file(path: str) -> Mapping[str, Mapping[str, str]]:
    """Return the docstrings in a module's file, by class and field. They are kept: to read them all takes a tenth of a start."""
    file = Path(path)
    try:
        status = file.stat()
        key = f"docstrings 1 {path} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "surrogateescape")
        kept = derived.place(f"docstrings-{file.stem}")
        content = derived.read(kept, key)
        if content is not None:
            return cast("_Texts", marshal.loads(content))  # noqa: S302 - our own file, held to its digest
        found = _parsed(file.read_bytes())
    except (OSError, SyntaxError):
        return {}
    derived.keep(kept, key, marshal.dumps(found))
    return found


def _parsed(source: bytes) -> _Texts:
    classes = (part for part in ast.parse(source).body if isinstance(part, ast.ClassDef))
    return {made.name: dict(_below_fields(made)) for made in classes}


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
