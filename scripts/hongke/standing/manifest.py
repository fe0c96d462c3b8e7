"""The list of what a site was made from and of what was written, to tell whether there is anything to do.

Imports next to nothing, as `looks`: neither typing nor data classes nor paths as objects.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Mapping

from hongke.standing.looks import COARSE, Look, Looks, looks_below, looks_of
from hongke.standing.numbers import Numbers

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time nobody needs it, and it takes as long as all the rest
    from typing import Any

CONTENT = ("courses", "docs")
"""The folders below the root that a catalogue is written in."""
MANIFEST = "manifest"
_PACKED = ("content", "written")


class Manifest:
    """`settings` and `content` are the looks of what was read, `doubtful` digests of those of it that had changed so shortly
    before that they may change again and look the same. `out` is the folder of the site, `written` has bytes and time of
    every file in it, `state` the digest of what stands beside it (two builds at once must not leave halves of each), `said`
    what was reported of the catalogue, `remarks` what was of the configuration.
    """

    __slots__ = (
        "content",
        "doubtful",
        "key",
        "out",
        "places",
        "remarks",
        "said",
        "settings",
        "state",
        "written",
    )

    def __init__(
        self,
        *,
        key: bytes,
        out: str,
        places: tuple[str, ...],
        settings: Looks,
        content: Numbers,
        doubtful: Mapping[str, bytes],
        written: Numbers,
        state: bytes,
        said: tuple[str, ...],
        remarks: tuple[str, ...],
    ) -> None:
        self.key = key
        self.out = out
        self.places = places
        self.settings = settings
        self.content = content
        self.doubtful = doubtful
        self.written = written
        self.state = state
        self.said = said
        self.remarks = remarks

    def plain(self) -> tuple[bytes, dict[str, Any]]:
        """Return the manifest as plain data."""
        values = {name: getattr(self, name) for name in self.__slots__}
        for name in _PACKED:
            values[name] = values[name].packed()
        return self.key, values

    @classmethod
    def of(cls, plain: Any, key: bytes) -> Manifest | None:
        """Return the manifest that was plain data; None where it is of another key, and may be of another shape."""
        if plain[0] != key:
            return None
        values = plain[1]
        for name in _PACKED:
            values[name] = Numbers.unpacked(values[name])
        return cls(**values)

    def same_settings(self) -> bool:
        """Whether configuration and theme are what they were."""
        return self.settings == looks_of_settings(self.places) and self._same_where_doubtful(self.settings)

    def changed(self, content: Looks) -> set[str]:
        """Return the files and folders of the catalogue that are not what they were; `content` is what they look like now."""
        found: set[str] = set()
        if Numbers.of(content, 3) != self.content:
            found.update(path for path, _ in content.items() ^ self.content.rows().items())
        return found | {path for path, digest in self.doubtful.items() if path in content and digest != digest_of(path)}

    def same_site(self) -> bool:
        """Whether every file of the site is as it was written, and none came to it."""
        # From an open folder the way to a file is shorter; Windows cannot.
        folder = os.open(self.out, os.O_RDONLY) if os.stat in os.supports_dir_fd and os.path.isdir(self.out) else None
        try:
            return (
                _looks_at(self.written.names, folder, "" if folder is not None else f"{self.out}/")
                == self.written.numbers
            )
        except OSError:
            return False
        finally:
            if folder is not None:
                os.close(folder)

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
        found.update(looks_below(name if root == "." else os.path.join(root, name)))
    return found


def looks_of_site(out: str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return bytes and time of the files and folders of a site (these end with `/`), those left out that are not there."""
    found: dict[str, tuple[int, int]] = {}
    for path in paths:
        try:
            status = os.stat(f"{out}/{path}")
        except OSError:
            continue
        found[path] = (-1 if path[-1] == "/" else status.st_size, status.st_mtime_ns)
    return found


def _looks_at(paths: Iterable[str], folder: int | None, before: str) -> array[int]:
    """Return bytes and time of each path, as `looks_of_site` does, one after the other; raises OSError where one is not there."""
    stat = os.stat
    found = array("q")
    add = found.append
    for path in paths:
        status = stat(before + path, dir_fd=folder)
        add(-1 if path[-1] == "/" else status.st_size)
        add(status.st_mtime_ns)
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
    from hashlib import blake2b  # loads OpenSSL, and is seldom asked for

    try:
        with open(path, "rb") as stream:
            return blake2b(stream.read(), digest_size=16).digest()
    except OSError:
        return b""


def standing_at(out: str) -> str:
    """Return the sentence that says where a site stands."""
    here = os.getcwd().rstrip(os.sep) + os.sep
    return f"站点写在 {out.removeprefix(here)}。"
