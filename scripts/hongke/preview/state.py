"""What a browser is told: which version of the site stands, and what is wrong with the newest files."""

from __future__ import annotations

import json
import secrets
import threading
from typing import Any

from msgspec import Struct
from msgspec.structs import replace


class State(Struct, frozen=True, kw_only=True):
    """`version` names the site that is served, `index` the version that the search index is of, `box` is HTML."""

    version: str
    index: str = ""
    box: str = ""

    def message(self) -> str:
        """Return the state as JSON on one line."""
        return json.dumps({"version": self.version, "index": self.index, "box": self.box}, ensure_ascii=False)


class Board:
    """Where the state is posted, for everyone who waits for it."""

    def __init__(self) -> None:
        # Another run of the server is another site: a page left open from the last one reloads.
        self._run = secrets.token_hex(4)
        self._count = 0
        self._state = State(version=self._name())
        self._posted = threading.Condition()
        self._closed = False

    @property
    def state(self) -> State:
        """What stands now."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether the server ends."""
        return self._closed

    def new_version(self, *, box: str) -> None:
        """Say that another site stands."""
        self._count += 1
        self._post(version=self._name(), box=box)

    def say(self, box: str) -> None:
        """Say what is wrong, while the same site stands."""
        self._post(box=box)

    def indexed(self) -> None:
        """Say that search finds what the site that stands now says."""
        self._post(index=self._state.version)

    def close(self) -> None:
        """Let everyone who waits go."""
        with self._posted:
            self._closed = True
            self._posted.notify_all()

    def wait(self, known: State | None, seconds: float) -> State:
        """Return the state as soon as it is another than the known one, or after so many seconds."""
        with self._posted:
            self._posted.wait_for(lambda: self._closed or self._state != known, seconds)
            return self._state

    def _post(self, **changes: Any) -> None:
        with self._posted:
            self._state = replace(self._state, **changes)
            self._posted.notify_all()

    def _name(self) -> str:
        return f"{self._run}-{self._count}"
