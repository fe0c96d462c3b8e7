"""What a build depends on beside the catalogue: our own code, the packages, the settings of this run. Imports next to nothing."""

from __future__ import annotations

import os
import sys

_ENVIRONMENT = ("SOURCE_DATE_EPOCH",)


def key_of(root: str, out: str, *, strict: bool, portable: bool) -> bytes:
    """Return, as bytes to compare, everything beside the catalogue that the bytes of a site can depend on.

    Packages are known by the names of their folders of metadata, which hold their versions; our own files, which a
    developer changes in place, by what they look like.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parts = [sys.version, root, out, str(strict), str(portable), *(os.environ.get(name, "") for name in _ENVIRONMENT)]
    parts += _ours(package)
    for folder in dict.fromkeys(path for path in sys.path if path.endswith(("site-packages", "dist-packages"))):
        try:
            parts += sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
    return "\n".join(parts).encode("utf-8", "surrogateescape")


def _ours(package: str) -> list[str]:
    found = []
    waiting = [package]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name == "__pycache__":
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    status = entry.stat()
                    found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return sorted(found)
