"""The folder that a site is written to: files are written over what stands there, and what no longer belongs goes last."""

# A site has tens of thousands of files, and a path as an object costs more than writing a small page.

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import unicodedata

_NEW = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
_IN_PLACE = _NEW | getattr(os, "O_NOFOLLOW", 0)


class Output:
    """Writes the files of one build. Paths are relative to the site's root, with slashes.

    A file that others share (a link, of either sort) is replaced, never written through: emptying the folder first, as
    MkDocs does, has that effect. A folder that this build has made holds nothing but what it wrote there.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self._folders: set[str] = set()
        self._new: set[str] = set()
        self._written: dict[str, None] = {}
        self._plain: dict[str, str] = {}

    def write(self, path: str, content: bytes) -> None:
        """Write a file. Raises OSError where the disk does not let us."""
        target = self.take(path)
        if path.rpartition("/")[0] not in self._new:
            _write_over(target, content)
            return
        try:
            handle = os.open(target, _NEW | os.O_EXCL, 0o666)
        except FileExistsError:
            _write_over(target, content)
            return
        try:
            _write(handle, content)
        finally:
            os.close(handle)

    def copy(self, source: str, path: str) -> None:
        """Copy a file from outside; one that already is the file in the site stays as it is."""
        target = self.take(path)
        if os.path.lexists(target) and not _is_same(source, target):
            _remove(target)
        with contextlib.suppress(shutil.SameFileError):  # a plugin wrote it into the site itself
            shutil.copyfile(source, target)

    def paths(self) -> tuple[str, ...]:
        """Return the files that were written, and their folders, which end with `/`; those of one folder stand together."""
        return (*self._written, *(f"{folder or '.'}/" for folder in sorted(self._folders)))

    def remove(self, path: str) -> None:
        """Remove a file that no longer belongs to the site, and the folders that it leaves empty."""
        _remove(f"{self.root}/{path}")
        while "/" in path:
            path = path.rpartition("/")[0]
            try:
                os.rmdir(f"{self.root}/{path}")
            except OSError:
                return
            self._folders.discard(path)
            self._new.discard(path)

    def take(self, path: str) -> str:
        """Note that a file belongs to the site, see that its folder is there, and return where it goes."""
        self._written[path] = None
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._make(folder)
        return f"{self.root}/{path}"

    def sweep(self) -> None:
        """Remove what no file of this build is or lies in; hidden files at the top stay, as MkDocs leaves them."""
        self._folders.update(path[:at] for path in self._written for at in _slashes(path))
        for name in sorted(os.listdir(self.root)) if os.path.isdir(self.root) else ():
            if not name.startswith("."):
                self._sweep(name)

    def _make(self, folder: str) -> None:
        above, _, _name = folder.rpartition("/")
        if not folder:
            os.makedirs(self.root, exist_ok=True)
        elif above not in self._folders:
            self._make(above)
        if folder and (above in self._new or not _is_folder(f"{self.root}/{folder}")):
            target = f"{self.root}/{folder}"
            try:
                os.mkdir(target)
                self._new.add(folder)
            except FileExistsError:
                # MkDocs goes through a link to a folder at the top, and removes others with the folder they are in.
                if not os.path.isdir(target) or (above and os.path.islink(target)):
                    _remove(target)
                    os.mkdir(target)
                    self._new.add(folder)
        self._folders.add(folder)

    def _sweep(self, path: str) -> None:
        target = f"{self.root}/{path}"
        if path in self._written or path in self._new:
            return
        if path in self._folders:
            for name in os.listdir(target):
                self._sweep(f"{path}/{name}")
        elif not self._is_ours(path, target):
            _remove(target)

    def _is_ours(self, path: str, target: str) -> bool:
        """Whether a name is one of ours after all, on a disk that does not tell capitals apart or keeps others."""
        self._plain = self._plain or {_folded(known): known for known in (*self._folders, *self._written)}
        ours = self._plain.get(_folded(path))
        if ours is None or not _is_same(target, f"{self.root}/{ours}"):
            return False
        os.rename(target, f"{self.root}/{ours}")
        return True


def _is_folder(target: str) -> bool:
    """Whether a folder stands there that is no link to one: mostly so where a site is written again."""
    try:
        return stat.S_ISDIR(os.lstat(target).st_mode)
    except OSError:
        return False


def _write_over(target: str, content: bytes) -> None:
    """Write a file that may stand there already."""
    try:
        handle = os.open(target, _IN_PLACE, 0o666)
    except OSError:
        _remove(target)
        handle = os.open(target, _NEW | os.O_EXCL, 0o666)
    try:
        standing = os.fstat(handle)
        if standing.st_nlink > 1:
            os.close(handle)
            _remove(target)
            handle = os.open(target, _NEW | os.O_EXCL, 0o666)
            standing = os.fstat(handle)
        _write(handle, content)
        if standing.st_size > len(content):
            os.ftruncate(handle, len(content))
    finally:
        os.close(handle)


def _write(handle: int, content: bytes) -> None:
    done = os.write(handle, content)
    while done < len(content):
        done += os.write(handle, memoryview(content)[done:])


def _slashes(path: str) -> list[int]:
    return [at for at, character in enumerate(path) if character == "/"]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _remove(target: str) -> None:
    """Remove a file, a link or a folder with all that is in it."""
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target)
        return
    try:
        os.unlink(target)
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
