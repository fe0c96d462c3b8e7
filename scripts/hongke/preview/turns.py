"""Whose turn it is to render: templates and the navigation are shared, so one at a time, and readers go first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that whoever works in the background takes only when no reader waits for it."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._taken = False
        self._readers = 0

    @contextmanager
    def reader(self) -> Iterator[None]:
        """Take a turn for something that somebody is waiting for."""
        with self._free:
            self._readers += 1
            while self._taken:
                self._free.wait()
            self._readers -= 1
            self._taken = True
        yield from self._turn()

    @contextmanager
    def background(self) -> Iterator[None]:
        """Take a turn for something that can wait."""
        with self._free:
            while self._taken or self._readers:
                self._free.wait()
            self._taken = True
        yield from self._turn()

    def _turn(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._free:
                self._taken = False
                self._free.notify_all()
