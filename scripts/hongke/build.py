"""The pipeline: a folder in; pages, files and problems out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hongke.assets import Asset, LateAsset
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
from hongke.rules.check import Findings, check
from hongke.structure import LooseReference


@dataclass(frozen=True, slots=True)
class Build:
    """What a catalogue comes to. `pages` and `assets` are made as they are asked for."""

    catalogue: Catalogue
    pages: Iterable[Page]
    assets: Iterable[Asset | LateAsset]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Recollection:
    """What is known of the last catalogue: what its files came to, and what the rules found in them.

    `unread`, `loose` and `failed` are what reading it came to beside entries: problems, and as in `Catalogue`.
    """

    memory: Memory[Loading] = field(default_factory=Memory)
    findings: Findings = field(default_factory=Findings)
    unread: tuple[Problem, ...] = ()
    loose: tuple[LooseReference, ...] = ()
    failed: frozenset[str] = frozenset()


def check_catalogue(
    root: Path, options: Options | None = None, last: Recollection | None = None
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read and check a catalogue; returns all of it, drafts included, and every problem in order.

    With a recollection of the last one, only the files that have changed since are read and looked at.
    """
    catalogue, problems = load_catalogue(root, options, last.memory if last else None)
    if last:
        last.unread, last.loose, last.failed = tuple(problems), catalogue.loose, catalogue.failed
    return catalogue, in_order([*problems, *check(catalogue, last.findings if last else None)])


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
