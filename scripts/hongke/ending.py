"""How a process ends that has nothing left to do.

On its way out Python looks for garbage once more and frees every object it holds; after a build of ten thousand entries
that is half a second for memory that the system takes back at once. mypy ends in the same way (`mypy.util.hard_exit`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


class Done(SystemExit):
    """The end of a command that leaves nothing open: no file, thread, or folder that would be removed at the end."""


def run_to_end(command: Callable[[], object]) -> None:
    """Run a command as the whole of this process. What it said is out before the process ends."""
    try:
        command()
    except Done as done:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            raise done from None  # nobody reads any more: Python knows what to say of that
        os._exit(done.code if isinstance(done.code, int) else 0)
