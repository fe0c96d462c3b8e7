"""Tables made of other packages' data, kept as Python keeps what it compiles: in `__pycache__`, for the next process."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from hashlib import blake2b
from pathlib import Path

_DIGEST = 16


def place(name: str) -> Path:
    """Return the file for a table of ours."""
    return Path(importlib.util.cache_from_source(str(Path(__file__).with_name(f"{name}-table.py"))))


def look(module: str, *names: str) -> bytes:
    """Return what tells one state of files of a package from another: where they lie, how long they are, when they changed.

    Nothing is imported for it. Empty where they are not files.
    """
    spec = importlib.util.find_spec(module)
    told = [sys.version]
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in names:
            try:
                status = Path(folder, name).stat()
            except OSError:
                return b""
            told.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told).encode("utf-8", "surrogateescape") if len(told) > 1 else b""


def read(path: Path, key: bytes) -> memoryview | None:
    """Return what was kept under a key; None where it is missing, damaged, or of another key."""
    with contextlib.suppress(OSError):
        found = memoryview(path.read_bytes() if key else b"")
        if found and found[:_DIGEST] == _digest(key, found[_DIGEST:]):
            return found[_DIGEST:]
    return None


def keep(path: Path, key: bytes, content: bytes) -> None:
    """Keep a table, whole or not at all. Where nothing can be written the next process makes it again."""
    if sys.dont_write_bytecode or not key:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(_digest(key, content) + content)
        draft.replace(path)


def _digest(key: bytes, content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=_DIGEST, key=blake2b(key).digest()).digest()
