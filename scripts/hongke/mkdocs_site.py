"""MkDocs as a library: read a catalogue's `mkdocs.yml`, build its site."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

import click
import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from pydantic import ValidationError

from hongke.keeping import Keeper
from hongke.model.options import Options
from hongke.plugin import HongkePlugin
from hongke.site_build import build_pages, needs_mkdocs
from hongke.standing.manifest import standing_at

CONFIG_FILE = "mkdocs.yml"


def options_of(root: Path) -> Options:
    """Return the plugin options that a catalogue sets for itself; the defaults where it has no readable `mkdocs.yml`."""
    try:
        with (root / CONFIG_FILE).open("rb") as stream:
            config = yaml_load(stream, get_yaml_loader(yaml.SafeLoader))
    except (OSError, yaml.YAMLError, ConfigurationError):
        return Options()
    found: dict[str, Any] = {}
    for plugin in config.get("plugins") or () if isinstance(config, dict) else ():
        if isinstance(plugin, dict) and isinstance(plugin.get("hongke"), dict):
            found = plugin["hongke"]
    try:
        return Options.model_validate(found)
    except ValidationError:
        return Options()  # MkDocs itself reports what is wrong with its configuration


def build_site(
    root: Path, out: Path | None, *, strict: bool, portable: bool = False, keeper: Keeper | None = None
) -> int:
    """Build the site and return the exit status: 0 when it stands, 1 when the catalogue or the configuration has errors.

    A portable site has `.html` addresses and classic scripts, and works opened from a folder. The keeper, where there is
    one, puts away what the next build can use.
    """
    _log_to_stderr()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    overrides: dict[str, Any] = {"strict": strict} if strict else {}
    if portable:
        overrides["use_directory_urls"] = False
    if out is not None:
        overrides["site_dir"] = str(out.resolve())
    try:
        config = load_configuration(root, overrides)
        if portable:
            config.extra["hongke_portable"] = True
        config.plugins.on_startup(command="build", dirty=False)
        _build(config, keeper)
        config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        click.echo(str(error), err=True)
        return 1
    click.echo(standing_at(config.site_dir), err=True)
    return 0


def _build(config: MkDocsConfig, keeper: Keeper | None) -> None:
    """Build the site the quick way, or the way MkDocs does where another plugin takes part in making pages."""
    said: list[str] = []

    def say(text: str) -> None:
        click.echo(text, err=True)
        said.append(text)

    plugin = next((found for found in config.plugins.values() if isinstance(found, HongkePlugin)), None)
    if plugin is None or needs_mkdocs(config, plugin):
        mkdocs_build(config)
    else:
        if keeper:
            keeper.follow(config, plugin)
        written = build_pages(config, plugin, say)
        if keeper:
            keeper.keep(config, plugin, written, said)


def load_configuration(root: Path, overrides: dict[str, Any]) -> MkDocsConfig:
    """Read a catalogue's `mkdocs.yml`. Raises ConfigurationError where it is missing, Abort where MkDocs finds it wrong."""
    path = root / CONFIG_FILE
    if not path.is_file():
        raise ConfigurationError(f"找不到 {path}。在课程目录的根文件夹里运行，或用 --root 指明它。")
    return load_config(str(path), **overrides)


def _log_to_stderr() -> None:
    """Show MkDocs' messages as `mkdocs build` does, once."""
    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
