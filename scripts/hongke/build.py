"""The pipeline: a folder in; pages, files and problems out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hongke.assets import Asset
from hongke.catalogue import Catalogue
from hongke.links import Links
from hongke.load.catalogue import load_catalogue
from hongke.load.loading import Loading
from hongke.load.memory import Memory
from hongke.model.options import Options
from hongke.pages.page import Page
from hongke.pages.site import Site
from hongke.pages.table import ASSETS, PAGES
from hongke.problems import Problem, in_order
from hongke.rules.check import check


@dataclass(frozen=True, slots=True)
class Build:
    """What a catalogue comes to. `pages` and `assets` are made as they are asked for."""

    catalogue: Catalogue
    pages: Iterable[Page]
    assets: Iterable[Asset]
    problems: tuple[Problem, ...]


def check_catalogue(
    root: Path, options: Options | None = None, memory: Memory[Loading] | None = None
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read and check a catalogue; returns all of it, drafts included, and every problem in order."""
    catalogue, problems = load_catalogue(root, options, memory)
    return catalogue, in_order([*problems, *check(catalogue)])


def build(root: Path, options: Options | None = None, links: Links | None = None) -> Build:
    """Build a catalogue. Where `problems` holds an error, the pages must not be asked for."""
    catalogue, problems = check_catalogue(root, options)
    return shown(catalogue, problems, links)


def shown(catalogue: Catalogue, problems: tuple[Problem, ...], links: Links | None = None) -> Build:
    """Return what a checked catalogue comes to."""
    site = Site(catalogue.published(), links or Links())
    pages = (page for make in PAGES for page in make(site))
    assets = (asset for make in ASSETS for asset in make(site))
    return Build(site.catalogue, pages, assets, problems)
