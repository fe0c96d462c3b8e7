"""The part of `hongke build` that builds what a change touches."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from hongke.load.stored import StoreError
from hongke.problems import has_errors
from hongke.rebuilding import Files, rebuild
from hongke.reports import lines_of, refusal
from hongke.saying import say
from hongke.search.state import StandingError
from hongke.site_rebuild import NotThisWay
from hongke.standing.cache import Cache
from hongke.standing.kept import leave, take_up
from hongke.standing.looks import Looks
from hongke.standing.manifest import MANIFEST, Manifest, doubtful, looks_of_site, standing_at
from hongke.standing.numbers import Numbers


def rebuilt(
    root: str, cache: Cache, manifest: Manifest, content: Looks, changed: Collection[str], moment: int
) -> int | None:
    """Build what has changed and return the exit status; None where the site must be built anew.

    `content` is what the catalogue's files look like at the moment, `changed` are those that are not what they were.
    """
    try:
        taken = take_up(cache, Path(root), manifest.state)
        if taken is None:
            return None
        kept, opened = taken
        with opened as store:
            names = [os.path.relpath(path, root).replace(os.sep, "/") for path in changed]
            done = rebuild(kept, Files(Path(root), Path(manifest.out), manifest.written, names, moment))
            for text in (*lines_of(done.problems), *manifest.remarks):
                say(text)
            if has_errors(done.problems):
                say(refusal(done.problems))
                return 1
            opened.keep()
            # A manifest that tells of another state is worse than none.
            cache.remove(MANIFEST)
            manifest.state = leave(cache, kept, store)
    except (NotThisWay, StandingError, StoreError, OSError):
        return None
    folders = {f"{path.rpartition('/')[0]}/" for path in (*done.written, *done.removed) if "/" in path}
    looked = looks_of_site(manifest.out, [*done.written, *folders])
    manifest.written = manifest.written.replaced(looked, done.removed)
    manifest.content = Numbers.of(content, 3)
    manifest.doubtful = doubtful({**manifest.settings, **content}, moment)
    manifest.said = lines_of(done.problems)
    cache.write(MANIFEST, manifest.plain())
    say(standing_at(manifest.out))
    return 0
