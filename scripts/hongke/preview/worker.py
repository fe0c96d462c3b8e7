"""The thread that works after each save: waits until writing is over, refreshes, and in a quiet moment makes the index."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hongke.preview.watcher import Watcher
from hongke.preview.workshop import Workshop

_SETTLED = 0.04
"""Seconds without another change after which a save is taken to be over: editors write in several steps."""
_LONGEST = 20
"""How many times a change is waited out before the files are looked at all the same."""
_QUIET = 0.8
"""Seconds without a change before the index is made."""


class Worker:
    """Runs a workshop whenever something changes."""

    def __init__(self, workshop: Workshop, *, poll: bool, refreshed: Callable[[], None]) -> None:
        self._workshop = workshop
        self._refreshed = refreshed
        self._woken = threading.Event()
        self._stopped = False
        self.watcher = Watcher(self.wake, poll=poll)
        self._thread = threading.Thread(target=self._run, name="hongke-preview", daemon=True)

    def start(self) -> None:
        """Watch, and show what the files say now."""
        self.watcher.watch(self._workshop.folders())
        self.watcher.start()
        self._thread.start()

    def stop(self) -> None:
        """End: what is being made is given up."""
        self._stopped = True
        self._woken.set()
        self._thread.join(5)
        self.watcher.stop()

    def wake(self) -> None:
        """Say that something may have changed."""
        self._woken.set()

    def _run(self) -> None:
        self._refresh()
        while not self._stopped:
            if self._woken.wait(_QUIET if self._workshop.index_is_due else None):
                self._settle()
                if not self._stopped:
                    self._refresh()
            elif self._workshop.index_is_due:
                self._workshop.make_index(self._woken.is_set)

    def _settle(self) -> None:
        for _ in range(_LONGEST):
            self._woken.clear()
            if self._stopped or not self._woken.wait(_SETTLED):
                return

    def _refresh(self) -> None:
        # Watched first, then read: what changes in between is told of.
        self.watcher.watch(self._workshop.folders())
        if self._workshop.refresh():
            self._refreshed()
        if self.watcher.watch(self._workshop.folders()):
            self._woken.set()  # a folder that was read before it was watched
