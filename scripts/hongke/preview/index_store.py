"""The search index of what is shown: made in the background, the last one served meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hongke.preview.page_store import PageStore
from hongke.preview.turns import Turns
from hongke.search.index import SearchIndex


class IndexStore:
    """Holds the newest index that is ready."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._ready = threading.Event()

    def make(self, store: PageStore, turns: Turns, stopped: Callable[[], bool]) -> bool:
        """Make the index of a site and serve it; gives up where `stopped` says so, and returns whether it is done."""
        index = SearchIndex(store.built.catalogue)
        for page, url in store.in_order():
            if stopped():
                return False
            with turns.background():
                html = store.fragment(page)
            index.add(page, url, html)
        files: dict[str, bytes] = {}
        for asset in index.files():
            if stopped():
                return False
            files[asset.path] = asset.content
        self._files = files
        self._ready.set()
        return True

    def get(self, path: str, *, wait: float = 0) -> bytes | None:
        """Return a file of the index, or None. The first index may be waited for."""
        if wait:
            self._ready.wait(wait)
        return self._files.get(path)
