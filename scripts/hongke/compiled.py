"""Compiled templates, kept as Python keeps its own: in this process, and in `__pycache__` beside the templates for the next."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import os
import sys
from importlib import resources
from pathlib import Path

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_DIGEST = hashlib.sha256().digest_size
_MAKERS = (
    "template_source.py",
    "template_expressions.py",
    "template_functions.py",
    "templating.py",
    "escaping.py",
    "icons.py",
    "pieces.py",
)
"""What templates are compiled with; what filters give for constants is compiled in."""


class CompiledTemplates(BytecodeCache):
    """Finds a template's bytecode by its file; Jinja checks that it was made of the same source by the same Jinja.

    A file that is damaged, or cannot be read or written, does no harm: the template is compiled anew.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._files: dict[str, Path] = {}

    def get_source_checksum(self, source: str) -> str:
        """Return what bytecode is valid for: the source and the code that its constants come from."""
        return hashlib.sha256(f"{_makers()}{source}".encode()).hexdigest()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place for a template's bytecode, filled where it is known."""
        if filename:
            key = self.get_cache_key(name, filename)
            self._files[key] = Path(importlib.util.cache_from_source(filename))
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja a template that was compiled before."""
        content = self._kept.get(bucket.key) or self._read(bucket.key)
        if content:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that Jinja has compiled."""
        content = self._kept[bucket.key] = bucket.bytecode_to_string()
        path = self._files.get(bucket.key)
        if path is None or sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_bytes(hashlib.sha256(content).digest() + content)
            draft.replace(path)

    def _read(self, key: str) -> bytes | None:
        with contextlib.suppress(KeyError, OSError):
            found = self._files[key].read_bytes()
            if hashlib.sha256(found[_DIGEST:]).digest() == found[:_DIGEST]:
                return found[_DIGEST:]
        return None


@functools.cache
def _makers() -> str:
    package = resources.files("hongke")
    return hashlib.sha256(b"\n".join(package.joinpath(name).read_bytes() for name in _MAKERS)).hexdigest()
