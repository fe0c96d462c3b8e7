"""The part of `hongke build` that builds what a change touches."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from hongke.load.stored import StoreError
from hongke.problems import has_errors
from hongke.rebuilding import NotThisWay, rebuild
from hongke.reports import lines_of, refusal
from hongke.search.state import StandingError
from hongke.standing.cache import Cache
from hongke.standing.kept import STATE, OpenStore, size_of_store, take_up
from hongke.standing.looks import Looks
from hongke.standing.manifest import (
    MANIFEST,
    Manifest,
    digest_of_state,
    doubtful,
    looks_of_content,
    looks_of_site,
    standing_at,
)


def _changed_files(root: Path, manifest: Manifest, content: Looks) -> list[str]:
    """Return the files of the site that are copies of files below `docs/` which have changed."""
    docs = f"{root / 'docs'}{os.sep}"
    changed = [path for path, look in content.items() if path.startswith(docs) and manifest.content.get(path) != look]
    names = [path.removeprefix(docs).replace(os.sep, "/") for path in changed]
    return [name for name in names if name in manifest.written]


def rebuilt(root: Path, cache: Cache, manifest: Manifest) -> int | None:
    """Build what has changed and return the exit status; None where the site must be built anew."""
    data = cache.read(STATE)
    if data is None or digest_of_state(data) != manifest.state:
        return None
    moment = time.time_ns()
    content = looks_of_content(str(root))
    try:
        with (opened := OpenStore(cache, root, size_of_store(data))) as store:
            kept = take_up(data, store)
            kept.last.memory.moment = moment
            done = rebuild(
                kept,
                root,
                Path(manifest.out),
                {path for path in manifest.written if path[-1] != "/"},
                _changed_files(root, manifest, content),
            )
            for text in (*lines_of(done.problems), *manifest.remarks):
                click.echo(text, err=True)
            if has_errors(done.problems):
                click.echo(refusal(done.problems), err=True)
                return 1
            opened.keep()
            state = kept.to_bytes(store)
    except (NotThisWay, StandingError, StoreError, OSError):
        return None
    written = {path: look for path, look in manifest.written.items() if path not in done.removed}
    folders = {f"{path.rpartition('/')[0]}/" for path in (*done.written, *done.removed) if "/" in path}
    written.update(looks_of_site(manifest.out, [*done.written, *folders]))
    manifest.written = written
    manifest.content = content
    manifest.doubtful = doubtful({**manifest.settings, **content}, moment)
    manifest.said = lines_of(done.problems)
    manifest.state = digest_of_state(state)
    # A manifest that tells of another state is worse than none.
    cache.path(MANIFEST).unlink(missing_ok=True)
    cache.write(STATE, state)
    cache.write(MANIFEST, manifest.to_bytes())
    click.echo(standing_at(manifest.out), err=True)
    return 0
