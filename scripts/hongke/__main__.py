"""The command `hongke` as a process of its own."""

from __future__ import annotations

import sys

from hongke.build_arguments import read_plainly
from hongke.ending import Done, run_to_end
from hongke.saying import prepare_streams, say
from hongke.without_plugins import without_plugins


def run() -> None:
    """Run the command line."""
    without_plugins()
    run_to_end(_command)


def _command() -> None:
    arguments = read_plainly(sys.argv[1:])
    if arguments is None:
        from hongke.commands import main

        main()
        return
    from hongke.building import build

    prepare_streams()
    try:
        status = build(arguments)
    except KeyboardInterrupt:
        say("中断了。")
        status = 1
    raise Done(status)


if __name__ == "__main__":
    run()
