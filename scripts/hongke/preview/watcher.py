"""Tells when something in a set of folders changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

_CHANGES = ("created", "modified", "moved", "deleted", "closed")


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass a change on. Being opened and read is none, and a folder that is modified is told of by its files."""
        if event.event_type in _CHANGES and not (event.is_directory and event.event_type == "modified"):
            self._changed()


class Watcher:
    """Watches folders with what the system offers, or by looking at them again and again (`poll`)."""

    def __init__(self, changed: Callable[[], None], *, poll: bool) -> None:
        self._handler = _Handler(changed)
        self._observer: BaseObserver = PollingObserver(timeout=0.5) if poll else Observer()
        self._watches: dict[tuple[str, bool], tuple[tuple[int, int], ObservedWatch]] = {}
        self.polling = poll

    def start(self) -> None:
        """Begin to watch."""
        self._observer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._observer.stop()
        self._observer.join(5)

    def watch(self, folders: Iterable[tuple[Path, bool]]) -> bool:
        """Watch these folders (with those below them, where the second value is true) and no others.

        A folder that was deleted and made anew is another folder to the system: it is watched anew. Returns
        whether there is one that was not watched before.
        """
        wanted = {(str(path), below): identity for path, below in folders if (identity := _identity(path))}
        for key, (identity, watch) in list(self._watches.items()):
            if wanted.get(key) != identity:
                del self._watches[key]
                _quietly(self._observer.unschedule, watch)
        fresh = [key for key in wanted if key not in self._watches]
        for key in fresh:
            self._schedule(key, wanted[key])
        return any(key in self._watches for key in fresh)

    def _schedule(self, key: tuple[str, bool], identity: tuple[int, int]) -> None:
        try:
            watch = self._observer.schedule(self._handler, key[0], recursive=key[1])
        except OSError:
            if self.polling:
                return  # the folder went away this moment; its parent tells
            self._fall_back()
            watch = self._observer.schedule(self._handler, key[0], recursive=key[1])
        self._watches[key] = (identity, watch)

    def _fall_back(self) -> None:
        """Poll from now on: the system has no watches left for so many folders, or none on this drive."""
        running = self._observer.is_alive()
        _quietly(self._observer.stop)
        self.polling = True
        self._observer = PollingObserver(timeout=0.5)
        for key, (identity, _) in list(self._watches.items()):
            self._watches[key] = (identity, self._observer.schedule(self._handler, key[0], recursive=key[1]))
        if running:
            self._observer.start()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if path.is_dir() else None


def _quietly(call: Callable[..., Any], *arguments: Any) -> None:
    """Call what may fail where the folder is gone already."""
    try:
        call(*arguments)
    except (OSError, KeyError):
        return
