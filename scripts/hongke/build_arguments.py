"""The arguments of `hongke build`. Imports next to nothing: a build that has nothing to do needs no command line library."""

from __future__ import annotations

import os
from collections.abc import Sequence

VALUES = {"--root": "root", "--out": "out"}
FLAGS = {"--strict": "strict", "--portable": "portable", "--no-cache": "no_cache"}


class BuildArguments:
    """`root` is the catalogue's folder, `out` that of the site, None for the one that the configuration names."""

    __slots__ = ("no_cache", "out", "portable", "root", "strict")

    def __init__(
        self,
        root: str = ".",
        out: str | None = None,
        *,
        strict: bool = False,
        portable: bool = False,
        no_cache: bool = False,
    ) -> None:
        self.root = root
        self.out = out
        self.strict = strict
        self.portable = portable
        self.no_cache = no_cache


def read_plainly(arguments: Sequence[str]) -> BuildArguments | None:
    """Read the command line of a build whose options are written in full; None for any other, which click reads.

    Every test of click's that can fail must be one here that gives None: click says what is wrong.
    """
    if not arguments or arguments[0] != "build":
        return None
    found = BuildArguments()
    rest = iter(arguments[1:])
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name in FLAGS and not equals:
            setattr(found, FLAGS[name], True)
        elif name in VALUES:
            given = value if equals else next(rest, "")
            if not given or given[0] == "-":
                return None
            setattr(found, VALUES[name], given)
        else:
            return None
    return None if found.out is not None and os.path.isfile(found.out) else found
