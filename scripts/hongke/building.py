"""The build of a site. Where nothing has changed it says so before anything large is loaded."""

from __future__ import annotations

import gc
import os
import time

from hongke.build_arguments import BuildArguments
from hongke.saying import say
from hongke.standing.cache import Cache
from hongke.standing.key import key_of
from hongke.standing.manifest import MANIFEST, Manifest, looks_of_content, standing_at


def build(arguments: BuildArguments) -> int:
    """Build the site as `mkdocs build` does and return the exit status; the process ends with it."""
    # Looking for garbage in it costs a tenth of its time and finds next to none.
    gc.disable()
    return build_anew(arguments) if arguments.no_cache else _build_with_cache(arguments)


def _build_with_cache(arguments: BuildArguments) -> int:
    # As pathlib writes it, so that paths are the same everywhere.
    root = arguments.root if ".." in arguments.root else os.path.normpath(arguments.root)
    out = arguments.out
    cache, moment = Cache(root), time.time_ns()
    key = key_of(
        os.path.abspath(root),
        os.path.abspath(out) if out else "",
        strict=arguments.strict,
        portable=arguments.portable,
    )
    found = cache.read(MANIFEST)
    manifest = Manifest.of(found[0], key) if found else None
    if manifest is not None and manifest.same_settings() and manifest.same_site():
        content = looks_of_content(root)
        changed = manifest.changed(content)
        if not changed:
            for text in (*manifest.said, *manifest.remarks, standing_at(manifest.out)):
                say(text)
            return 0
        from hongke.rebuild_command import rebuilt  # loads what is needed to read a catalogue

        status = rebuilt(root, cache, manifest, content, changed, moment)
        if status is not None:
            return status
    return build_anew(arguments, cache, key)


def build_anew(arguments: BuildArguments, cache: Cache | None = None, key: bytes = b"") -> int:
    """Build the whole site; where there is a cache, leave what the next build can use."""
    from pathlib import Path

    from hongke.allocating import keep_memory
    from hongke.keeping import Keeper
    from hongke.mkdocs_site import build_site

    keep_memory()
    root, out = Path(arguments.root), Path(arguments.out) if arguments.out else None
    keeper = None
    if cache is not None:
        cache.throw_away()
        try:
            keeper = Keeper(root, cache, key)
        except OSError:
            keeper = None  # a disk that cannot be written to: the next build is as long as this one
    try:
        return build_site(root, out, strict=arguments.strict, portable=arguments.portable, keeper=keeper)
    finally:
        if keeper:
            keeper.close()
