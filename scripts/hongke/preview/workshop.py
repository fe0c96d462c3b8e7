"""The work after a save: read what changed, check everything, put the new site in the place of the last."""

from __future__ import annotations

import gc
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.exceptions import Abort, ConfigurationError
from msgspec.structs import replace

from hongke.build import Recollection, check_again, check_catalogue, shown
from hongke.catalogue import Catalogue, Entry
from hongke.load.head import differs_in_prose_alone
from hongke.mkdocs_site import CONFIG_FILE
from hongke.plugin import links_of
from hongke.preview.box import Trouble, box
from hongke.preview.configured import Configured, configure
from hongke.preview.index_store import IndexStore
from hongke.preview.page_store import PageStore
from hongke.preview.snapshot import Seen, Snapshot
from hongke.preview.state import Board
from hongke.preview.turns import Turns
from hongke.problems import has_errors
from hongke.remarks import Remarks


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """Put the search for garbage off to when nobody waits: it goes over the whole catalogue."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Workshop:
    """Holds the last good site and what is wrong with the newest files."""

    def __init__(self, root: Path, *, drafts: bool) -> None:
        self.root = root
        self.board = Board()
        self.turns = Turns()
        self.index = IndexStore()
        self.store: PageStore | None = None
        self.trouble = Trouble()
        self.mount = "/"
        self._drafts = drafts
        self._last = Recollection()
        self._before: Catalogue | None = None
        """The catalogue as it was read last, drafts and errors included."""
        self._shown = Catalogue({})
        """The catalogue of the site that stands."""
        self._seen = Seen()
        self._configured: Configured | None = None
        self._settings: Snapshot | None = None
        self._content: Snapshot | None = None
        self._remarks = Remarks()
        self._index_wanted = False
        logger = logging.getLogger("mkdocs")
        logger.handlers, logger.propagate = [self._remarks], False
        logger.setLevel(logging.WARNING)

    def folders(self) -> list[tuple[Path, bool]]:
        """Return the folders whose changes matter, each with whether those below it do too."""
        below = [self.root / "courses", self._docs, *self._theme]
        return [(self.root, False), *((folder, True) for folder in dict.fromkeys(below))]

    @property
    def index_is_due(self) -> bool:
        """Whether the search index is not that of the site that stands."""
        return self._index_wanted

    def refresh(self) -> bool:
        """Look at the files, and where they have changed show what they say now; returns whether they had."""
        try:
            settings, content = self._look()
            if (settings, content) == (self._settings, self._content):
                return False
            new_settings = settings != self._settings
            changed = _names(self.root, self._content, content)
            self._settings, self._content = settings, content
            self._remarks.said.clear()
            with _without_looking_for_garbage():
                self._show(changed, new_settings=new_settings)
        except (Abort, ConfigurationError) as error:
            said = [*dict.fromkeys(self._remarks.said), str(error)]
            self._settings = None
            self._complain(Trouble(refused="\n".join(said)))
        except Exception:
            self._settings = None
            self._complain(Trouble(failure=traceback.format_exc()))
        return True

    def make_index(self, stopped: Callable[[], bool]) -> None:
        """Make the search index of the site that stands, unless `stopped` says that there is something more urgent."""
        store = self.store
        try:
            if store is not None and self.index.make(store, self.turns, stopped):
                self._index_wanted = False
                self.board.indexed()
        except Exception:
            self._index_wanted = False
            self._complain(Trouble(failure=traceback.format_exc()))

    def _show(self, changed: set[str], *, new_settings: bool) -> None:
        configured = self._configured
        if configured is None or new_settings:
            configured, self._before = self._configure(), None
        self._last.memory.moment = time.time_ns()
        before, self._before = self._before, None
        again = check_again(self.root, before, changed, self._last) if before else None
        catalogue, problems = again or check_catalogue(self.root, configured.options, self._last)
        self._before = catalogue
        if has_errors(problems):
            self._complain(Trouble(problems=problems, remarks=self._said()))
            return
        with self.turns.reader():
            if self.store is not None:
                # Browsers set out now; what they ask for waits for its turn.
                self.board.new_version(box=box(Trouble(problems=problems, remarks=self._said())))
            first = self.store is None
            prose = _in_prose_alone(self._shown, catalogue) if again else None
            if self.store is None or prose is None or not self.store.show_again(prose):
                built = shown(catalogue, problems, links_of(configured.config))
                self.store = PageStore(configured, built, self.store)
            self._shown = catalogue
            self.mount = configured.mount
        self._index_wanted = True
        self.trouble = Trouble(problems=problems, remarks=self._said())
        if first:
            self.board.new_version(box=box(self.trouble))
        else:
            self.board.say(box(self.trouble))

    def _configure(self) -> Configured:
        before = (self._docs, self._theme)
        configured = self._configured = configure(self.root, drafts=self._drafts)
        if (self._docs, self._theme) != before:
            self._settings, self._content = self._look()
        return configured

    def _look(self) -> tuple[Snapshot, Snapshot]:
        moment = time.time_ns()
        return (
            self._seen.snapshot([self.root / CONFIG_FILE, *self._theme], moment),
            self._seen.snapshot([self.root / "courses", self._docs], moment),
        )

    def _complain(self, trouble: Trouble) -> None:
        self.trouble = trouble = replace(trouble, standing=self.store is not None)
        self.board.say(box(trouble))

    def _said(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._remarks.said))

    @property
    def _docs(self) -> Path:
        return self._configured.docs if self._configured else self.root / "docs"

    @property
    def _theme(self) -> list[Path]:
        return self._configured.theme_folders() if self._configured else []


def _names(root: Path, before: Snapshot | None, after: Snapshot) -> set[str]:
    """Return what is other in two snapshots, relative to the root, with `/`."""
    last = before or {}
    paths = {path for path, _ in last.items() ^ after.items()}
    return {Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path for path in paths}


def _in_prose_alone(before: Catalogue, after: Catalogue) -> list[Entry] | None:
    """Return the entries that differ, where they differ in nothing that another page may show; None where there is more."""
    others = (one.replaced(entries={}) for one in (before, after))
    if before.entries.keys() != after.entries.keys() or next(others) != next(others):
        return None
    changed = [(before.entries[address], entry) for address, entry in after.entries.items()]
    changed = [(old, new) for old, new in changed if old is not new]
    return [new for _, new in changed] if all(differs_in_prose_alone(old, new) for old, new in changed) else None
