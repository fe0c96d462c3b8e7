"""Build what a change touches, from what the last build left: pages, files and shards that stand are not made again."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct, field

from hongke.build import check_catalogue
from hongke.catalogue import Catalogue
from hongke.problems import Problem, Severity, has_errors
from hongke.site_rebuild import NotThisWay, SiteRebuild
from hongke.standing.again import Checked, checked_again
from hongke.standing.comparing import touched_between
from hongke.standing.kept import Kept
from hongke.standing.remembered import Remembered
from hongke.standing.topics import EVERYTHING


class Rebuilt(Struct):
    """What a rebuild came to: problems, paths that were written and removed. `kept` was brought up to date with them."""

    problems: tuple[Problem, ...]
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Files(Struct, frozen=True):
    """Where everything lies: the catalogue's root, the folder of the site, the paths of all that was written there.

    `changed` are the catalogue's files and folders that are not what they were, relative to the root; `moment` is when they
    were looked at, in nanoseconds.
    """

    root: Path
    out: Path
    written: Collection[str]
    changed: Collection[str]
    moment: int

    @property
    def copies(self) -> list[str]:
        """The changed files that were copied into the site as they are."""
        names = [name.removeprefix("docs/") for name in self.changed if name.startswith("docs/")]
        return [name for name in names if name in self.written]


def rebuild(kept: Kept, files: Files) -> Rebuilt:
    """Check the catalogue again and write what has changed of its site; errors stop before anything is written.

    Raises NotThisWay, StandingError or StoreError where the site must be built anew, which writes over whatever was written.
    """
    options = kept.settings.options
    before = kept.last.catalogue(options)
    after, problems, remembered = _checked(kept, before, files)
    if has_errors(problems):
        return Rebuilt(problems)
    if kept.settings.strict and any(problem.severity is Severity.WARNING for problem in problems):
        raise NotThisWay("strict")
    topics = touched_between(before, after, kept.site.topics, set(kept.site.names))
    if EVERYTHING in topics:
        raise NotThisWay(EVERYTHING)
    work = SiteRebuild(kept, after.published(), topics, files.out)
    work.compare_lists()
    work.make_pages()
    work.make_files()
    work.make_index(files.written)
    work.make_sitemap()
    for path in files.copies:
        work.copy(files.root / "docs" / path, path)
    kept.site = work.site()
    kept.last = remembered.with_sounds(after.entries)
    return Rebuilt(problems, work.written, work.removed)


def _checked(kept: Kept, before: Catalogue, files: Files) -> Checked:
    """Return the catalogue as it is now."""
    again = checked_again(kept.last, before, files.changed, files.moment)
    if again:
        return again
    recollection = kept.last.recollection()
    recollection.memory.moment = files.moment
    after, problems = check_catalogue(files.root, kept.settings.options, recollection)
    # With errors, nothing of this is kept.
    remembered = kept.last if has_errors(problems) else Remembered.of(recollection, after.files, kept.last.store)
    return after, problems, remembered
