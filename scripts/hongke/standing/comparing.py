"""Two catalogues, the last one and the one that is now: what has changed, and which topics that touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hongke.catalogue import Catalogue, Entry
from hongke.load.head import head_of
from hongke.load.stored import StoredEntry
from hongke.pages.brief import brief_of
from hongke.record import Record
from hongke.standing.topics import EVERYTHING, Change, touched, touched_cuts, touched_words
from hongke.templating import names_of


def changes_between(before: Mapping[str, Entry], after: Catalogue) -> list[Change]:
    """Return every entry that is not the one it was; `before` are the entries of the last catalogue, drafts included."""
    drafts = after.options.drafts
    changes = []
    for address in {**before, **after.entries}:
        old, new = before.get(address), after.entries.get(address)
        if old is not new:
            heads_differ = (
                old is None or new is None or _head(old) != _head(new) or old.record.title != new.record.title
            )
            if old and new and not heads_differ and _alike(old, new):
                continue  # read again because a word it names has another name, or something was said of it
            briefs_differ = old is None or new is None or brief_of(old) != brief_of(new)
            changes.append(
                Change(address, _shown(old, drafts=drafts), _shown(new, drafts=drafts), heads_differ, briefs_differ)
            )
    return changes


def touched_between(before: Catalogue, after: Catalogue, topics: Iterable[str], names: set[str]) -> set[str]:
    """Return the topics that differ between two catalogues of the same options.

    `topics` are all that anything depends on, `names` those inside of which no title was cut.
    """
    found = touched(changes_between(before.entries, after), after.vocabularies)
    found |= touched_words(before.vocabularies, after.vocabularies)
    if EVERYTHING in found or before.files != after.files:
        return {EVERYTHING}
    if [page.path for page in before.pages] != [page.path for page in after.pages]:
        found.add("pages")
    for old, new in zip(before.pages, after.pages, strict=False):
        if old is not new:
            found |= {"pages", f"file {new.path.removesuffix('.md').removesuffix('/index')}"}
    if before.home is not after.home:
        found |= {"home", "file "}
    new_names = set(names_of(after.published()))
    if names != new_names:
        found |= touched_cuts(topics, names, new_names)
    return found


def _head(entry: Entry) -> bytes:
    return entry.head if isinstance(entry, StoredEntry) else head_of(entry)


def _alike(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same, prose and all."""
    return one.record == other.record and one.data == other.data and one.body == other.body


def _shown(entry: Entry | None, *, drafts: bool) -> Record | None:
    """Return the record of an entry that is published."""
    return entry.record if entry is not None and (drafts or entry.record.status != "draft") else None
