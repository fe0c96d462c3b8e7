"""The commands of `hongke`. A subcommand's module is loaded when the subcommand is called: some load much, and build may need nothing."""

from __future__ import annotations

import importlib

import click

from hongke import __version__
from hongke.saying import prepare_streams

_COMMANDS = {
    "build": "build_command:build",
    "check": "check_command:check",
    "export": "export_commands:export",
    "fmt": "fmt_commands:fmt",
    "import": "import_commands:import_",
    "init": "author_commands:init",
    "ledger": "ledger_commands:ledger",
    "new": "author_commands:new",
    "schema": "author_commands:schema",
    "serve": "serve_command:serve",
    "write": "write_command:write",
}


class _Commands(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"hongke.{module}"), attribute)
        return command


@click.group(
    cls=_Commands,
    help="北疆红课：把课程目录变成可检索的中文站点。",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "--version", message="%(version)s")
def main() -> None:
    """Run the command line."""
    prepare_streams()
