"""Compiled templates, kept as Python keeps its own: in this process, and in `__pycache__` for the next.

Our own lie beside the templates; those of a theme, whose folder is not ours, in a folder of their own within our package.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from jinja2 import BytecodeCache, Environment, compiler
from jinja2.bccache import Bucket
from jinja2.filters import FILTERS as DEFAULT_FILTERS

_PACKAGE = Path(__file__).parent
_DIGEST = hashlib.sha256().digest_size
_MAKERS = (
    "template_source.py",
    "template_expressions.py",
    "template_functions.py",
    "templating.py",
    "escaping.py",
    "icons.py",
    "pieces.py",
    "numerals.py",
)
"""What templates are compiled with; what filters give for constants is compiled in, as are the options of the environment."""
_OPTIONS = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "autoescape", "undefined", "sandboxed", "is_async",
)  # fmt: skip


class CompiledTemplates(BytecodeCache):
    """Finds a template's bytecode by its file; Jinja checks that it was made of the same source by the same Jinja.

    A file that is damaged, or cannot be read or written, does no harm: the template is compiled anew.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._files: dict[str, Path] = {}

    def get_source_checksum(self, source: str) -> str:
        """Return what bytecode is valid for: the source and the code that its constants come from."""
        return hashlib.sha256(f"{self.makers()}{source}".encode()).hexdigest()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place for a template's bytecode, filled where it is known."""
        path = self.place(filename) if filename else None
        if filename and path:
            self._files[self.get_cache_key(name, filename)] = path
        return super().get_bucket(environment, name, filename, source)

    def makers(self) -> str:
        """Return a digest of the code that constants in templates come from."""
        return _makers()

    def place(self, filename: str) -> Path | None:
        """Return the file for a template's bytecode."""
        return Path(importlib.util.cache_from_source(filename))

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


class CompiledTheme(CompiledTemplates):
    """Keeps the templates below some folders, those of installed themes; a catalogue's own are compiled each time.

    Valid for an environment with the filters that Jinja has and `filters`, which never meet constants.
    """

    def __init__(self, environment: Environment, folders: Iterable[str], filters: Collection[str]) -> None:
        super().__init__()
        self._folders = tuple(f"{folder}{os.sep}" for folder in folders)
        own = {name: made for name, made in environment.filters.items() if name not in filters}
        self._plain = own == {name: made for name, made in DEFAULT_FILTERS.items() if name not in filters}
        options = [repr(getattr(environment, name)) for name in _OPTIONS]
        self._makers = "\n".join([_jinja(), *options, *sorted(environment.extensions), *sorted(filters)])

    def makers(self) -> str:
        """Return the options of the environment."""
        return self._makers

    def place(self, filename: str) -> Path | None:
        """Return the file for a template's bytecode; none for a template that is not a theme's."""
        if not self._plain or not filename.startswith(self._folders):
            return None
        name = hashlib.sha256(filename.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return Path(importlib.util.cache_from_source(f"{_themes()}/theme-{name}.html"))


@functools.cache
def _themes() -> str:
    return str(_PACKAGE / "shell")


@functools.cache
def _jinja() -> str:
    """Return what tells one Jinja from another. Its own mark of bytecode changes more seldom than its compiler."""
    path = Path(compiler.__file__)
    status = path.stat()
    return f"{path} {status.st_size} {status.st_mtime_ns}"


@functools.cache
def _makers() -> str:
    return hashlib.sha256(b"\n".join(_PACKAGE.joinpath(name).read_bytes() for name in _MAKERS)).hexdigest()
