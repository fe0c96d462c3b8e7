"""MkDocs' configuration and theme, kept from save to save."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files
from msgspec import Struct

from hongke.build import Build
from hongke.mkdocs_site import load_configuration
from hongke.model.options import Options
from hongke.plugin import HongkePlugin


class Configured(Struct):
    """A configuration that MkDocs has accepted, its plugin, and what is the same for every catalogue shown with it."""

    config: MkDocsConfig
    plugin: HongkePlugin
    environment: Environment | None = None
    theme_files: tuple[File, ...] = ()

    @property
    def options(self) -> Options:
        """The catalogue's options."""
        return self.plugin.options

    @property
    def mount(self) -> str:
        """The path that the site has on its own server, with a slash at both ends."""
        return f"/{urlsplit(self.config.site_url or '').path.strip('/')}/".replace("//", "/")

    @property
    def docs(self) -> Path:
        """The folder of hand-written pages."""
        return Path(self.config.docs_dir)

    def theme_folders(self) -> list[Path]:
        """Return the folders that the catalogue's own theme is in."""
        return [Path(self.config.theme.custom_dir)] if self.config.theme.custom_dir else []

    def show(self, built: Build) -> Environment:
        """Hand a sound catalogue to the plugin; the first time, let every plugin set up the configuration.

        Returns the theme's templates.
        """
        if self.environment is not None:
            self.plugin.show(built)
            return self.environment
        self.plugin.pipeline = lambda _root, _options, _links: built
        self.config.plugins.on_config(self.config)
        environment = self.config.theme.get_env()
        files = Files([])
        files.add_files_from_theme(environment, self.config)
        self.theme_files = tuple(files)
        self.environment = environment
        return environment


def configure(root: Path, *, drafts: bool) -> Configured:
    """Read a catalogue's configuration. Raises ConfigurationError or Abort where MkDocs does not accept it."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config = load_configuration(root, {})
    plugin = next((found for found in config.plugins.values() if isinstance(found, HongkePlugin)), None)
    if plugin is None:
        raise ConfigurationError("plugins 里没有 hongke。写成 plugins: [hongke]。")
    plugin.indexing = False
    if drafts:
        plugin.config.drafts = True
    config.plugins.on_startup(command="serve", dirty=False)
    return Configured(config, plugin)
