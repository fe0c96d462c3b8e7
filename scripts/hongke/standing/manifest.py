"""The list of what a site was made from and of what was written, to tell whether there is anything to do.

Imports next to nothing, as `looks`.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from msgspec import Struct, field

from hongke.standing.looks import COARSE, Look, Looks, looks_below, looks_of

CONTENT = ("courses", "docs")
"""The folders below the root that a catalogue is written in."""
MANIFEST = "manifest"
Written = Mapping[str, tuple[int, int]]


class Manifest(Struct):
    """`settings` and `content` are the looks of what was read, `doubtful` digests of those of it that had changed so shortly
    before that they may change again and look the same. `out` is the folder of the site, `written` has bytes and time of
    every file in it, `state` the digest of what stands beside it (two builds at once must not leave halves of each), `said` what was reported of the catalogue, `remarks` what was
    of the configuration.
    """

    key: bytes
    out: str
    places: tuple[str, ...] = ()
    settings: Looks = field(default_factory=dict)
    content: Looks = field(default_factory=dict)
    doubtful: Mapping[str, bytes] = field(default_factory=dict)
    written: Written = field(default_factory=dict)
    state: bytes = b""
    said: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the manifest as bytes."""
        return marshal.dumps(tuple(getattr(self, name) for name in self.__struct_fields__))

    @classmethod
    def from_bytes(cls, data: bytes | memoryview, key: bytes) -> Manifest | None:
        """Return the manifest that was put into bytes; None where it is of another key, and may be of another shape."""
        parts = marshal.loads(data)  # noqa: S302 - our own file, held to its checksum
        return cls(*parts) if parts[0] == key else None

    def same_settings(self) -> bool:
        """Whether configuration and theme are what they were."""
        return self.settings == looks_of_settings(self.places) and self._same_where_doubtful(self.settings)

    def changed(self, content: Looks) -> set[str]:
        """Return the files and folders of the catalogue that are not what they were; `content` is what they look like now."""
        found = {path for path, _ in content.items() ^ self.content.items()}
        return found | {path for path, digest in self.doubtful.items() if path in content and digest != digest_of(path)}

    def same_site(self) -> bool:
        """Whether every file of the site is as it was written, and none came to it."""
        # From an open folder the way to a file is shorter; Windows cannot.
        folder = os.open(self.out, os.O_RDONLY) if os.stat in os.supports_dir_fd and os.path.isdir(self.out) else None
        before = "" if folder is not None else f"{self.out}/"
        stat = os.stat
        try:
            for path, (size, modified) in self.written.items():
                status = stat(before + path if path != "/" else self.out, dir_fd=folder)
                if status.st_mtime_ns != modified or (size >= 0 and status.st_size != size):
                    return False
        except OSError:
            return False
        finally:
            if folder is not None:
                os.close(folder)
        return True

    def _same_where_doubtful(self, looks: Looks) -> bool:
        return all(digest == digest_of(path) for path, digest in self.doubtful.items() if path in looks)


def looks_of_settings(places: Iterable[str]) -> dict[str, Look]:
    """Return the looks of files of configuration, and of all that folders of a theme hold."""
    found: dict[str, Look] = {}
    for place in places:
        found.update(looks_below(place) if os.path.isdir(place) else looks_of((place,)))
    return found


def looks_of_content(root: str) -> dict[str, Look]:
    """Return the looks of all files of a catalogue."""
    found: dict[str, Look] = {}
    for name in CONTENT:
        found.update(looks_below(os.path.join(root, name)))
    return found


def looks_of_site(out: str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return bytes and time of the files and folders of a site (these end with `/`), those left out that are not there."""
    found: dict[str, tuple[int, int]] = {}
    for path in paths:
        try:
            status = os.stat(f"{out}/{path}")
        except OSError:
            continue
        found[path] = (-1 if path.endswith("/") else status.st_size, status.st_mtime_ns)
    return found


def doubtful(looks: Looks, moment: int) -> dict[str, bytes]:
    """Return digests of those files that had changed shortly before the moment in which they were looked at."""
    return {
        path: digest_of(path)
        for path, (size, modified, changed) in looks.items()
        if size >= 0 and max(modified, changed) + COARSE >= moment
    }


def digest_of(path: str) -> bytes:
    """Return a digest of what a file holds; empty where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            return blake2b(stream.read(), digest_size=16).digest()
    except OSError:
        return b""


def standing_at(out: str) -> str:
    """Return the sentence that says where a site stands."""
    here = os.getcwd().rstrip(os.sep) + os.sep
    return f"站点写在 {out.removeprefix(here)}。"
