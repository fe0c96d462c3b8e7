"""The part of `hongke build` that builds what a change touches."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import click

from hongke.load.stored import StoreError
from hongke.problems import has_errors
from hongke.rebuilding import Files, NotThisWay, rebuild
from hongke.reports import lines_of, refusal
from hongke.search.state import StandingError
from hongke.standing.cache import Cache
from hongke.standing.kept import leave, take_up
from hongke.standing.looks import Looks
from hongke.standing.manifest import (
    MANIFEST,
    Manifest,
    doubtful,
    looks_of_site,
    standing_at,
)


def rebuilt(
    root: Path, cache: Cache, manifest: Manifest, content: Looks, changed: Collection[str], moment: int
) -> int | None:
    """Build what has changed and return the exit status; None where the site must be built anew.

    `content` is what the catalogue's files look like at the moment, `changed` are those that are not what they were.
    """
    try:
        taken = take_up(cache, root, manifest.state)
        if taken is None:
            return None
        kept, opened = taken
        with opened as store:
            names = [os.path.relpath(path, root).replace(os.sep, "/") for path in changed]
            done = rebuild(kept, Files(root, Path(manifest.out), manifest.written, names, moment))
            for text in (*lines_of(done.problems), *manifest.remarks):
                click.echo(text, err=True)
            if has_errors(done.problems):
                click.echo(refusal(done.problems), err=True)
                return 1
            opened.keep()
            # A manifest that tells of another state is worse than none.
            cache.path(MANIFEST).unlink(missing_ok=True)
            manifest.state = leave(cache, kept, store)
    except (NotThisWay, StandingError, StoreError, OSError):
        return None
    written = {path: look for path, look in manifest.written.items() if path not in done.removed}
    folders = {f"{path.rpartition('/')[0]}/" for path in (*done.written, *done.removed) if "/" in path}
    written.update(looks_of_site(manifest.out, [*done.written, *folders]))
    manifest.written = written
    manifest.content = content
    manifest.doubtful = doubtful({**manifest.settings, **content}, moment)
    manifest.said = lines_of(done.problems)
    cache.write(MANIFEST, manifest.to_bytes())
    click.echo(standing_at(manifest.out), err=True)
    return 0
