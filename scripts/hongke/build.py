"""The pipeline: a folder in; pages, files and problems out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from hongke.assets import Asset, LateAsset
from hongke.catalogue import Catalogue
from hongke.links import Links
from hongke.load.catalogue import load_again, load_catalogue
from hongke.load.loading import Loading
from hongke.load.memory import Memory
from hongke.model.options import Options
from hongke.pages.page import Page
from hongke.pages.site import Site
from hongke.pages.table import ASSETS, PAGES
from hongke.problems import Problem, in_order
from hongke.rules.check import Findings, changed_in, check, in_document, over_all_again
from hongke.rules.surroundings import Surroundings
from hongke.structure import LooseReference


class Build(Struct, frozen=True):
    """What a catalogue comes to. `pages` and `assets` are made as they are asked for."""

    catalogue: Catalogue
    pages: Iterable[Page]
    assets: Iterable[Asset | LateAsset]
    problems: tuple[Problem, ...]
    site: Site


class Recollection(Struct):
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


def check_again(
    root: Path, before: Catalogue, changed: Iterable[str], last: Recollection
) -> tuple[Catalogue, tuple[Problem, ...]] | None:
    """Check a catalogue of which only the files of some entries have changed; None where that is not all there is to do.

    `before` is the catalogue that was read last, whose recollection is `last`. The answer is `check_catalogue`'s.
    """
    memory = replace(last.memory, known={}, used={})
    loading = Loading(root, memory, vocabularies=dict(before.vocabularies))
    entries = dict(before.entries)
    for name in sorted(set(changed)):
        known = last.memory.known.get(name)
        entry = next(iter(known.part.entries.values()), None) if known else None
        if entry is None or before.entries.get(entry.address) is not entry:
            return None
        load_again(name, entry.kind, loading)
        read = memory.used.get(name)
        if read is None or read.part.failed or read.part.loose or read.part.entries.keys() != {entry.address}:
            return None
        entries.update(read.part.entries)
    after = before.replaced(entries=entries)
    fresh = [entry for known in memory.used.values() for entry in known.part.entries.values()]
    around, findings = Surroundings(after), last.findings
    findings.found = {**findings.found, **{entry.file: (entry, in_document(entry, around)) for entry in fresh}}
    findings.overall = over_all_again(after, changed_in(before.entries, fresh), findings.overall)
    last.memory.known = {**last.memory.known, **memory.used}
    last.unread = (
        *(problem for problem in last.unread if problem.place.file not in memory.used),
        *(problem for known in memory.used.values() for problem in known.part.problems),
    )
    in_documents = (problem for _, some in findings.found.values() for problem in some)
    return after, in_order([*last.unread, *in_documents, *(problem for some in findings.overall for problem in some)])


def build(root: Path, options: Options | None = None, links: Links | None = None) -> Build:
    """Build a catalogue. Where `problems` holds an error, the pages must not be asked for."""
    catalogue, problems = check_catalogue(root, options)
    return shown(catalogue, problems, links)


def shown(catalogue: Catalogue, problems: tuple[Problem, ...], links: Links | None = None) -> Build:
    """Return what a checked catalogue comes to."""
    site = Site(catalogue.published(), links or Links())
    pages = (page for make in PAGES for page in make(site))
    return Build(site.catalogue, pages, assets_of(site), problems, site)


def assets_of(site: Site) -> Iterator[Asset | LateAsset]:
    """Give the files of a site that are not pages."""
    return (asset for make in ASSETS for asset in make(site))
