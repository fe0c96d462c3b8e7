"""Topics: names for what a page can look at, and which of them a change touches.

`entry ADDRESS` is an entry's head (`head.py`), `whole ADDRESS` all of it, `kind NAME` a kind's entries with their heads,
`members NAME` only which they are, `counted NAME` these and their briefs (`pages.brief`), `word VOCABULARY/SLUG` which entries
carry a word, `called VOCABULARY/SLUG` the word itself, `titled VOCABULARY/SLUG` its title where that has an element of its own,
`carded ADDRESS` an entry's card, `referrers ADDRESS` those that name an entry, `near KEY` those that share a key of relatedness,
`entries` all heads,
`vocabularies` all words, `latest` the newest day, `file NAME` a hand-written page, `home` the home page's own file,
`cut TEXT` where a title may be broken, `names` every name that terms are found by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from hongke.model.vocabulary import Vocabulary
from hongke.pages.related import keys_of
from hongke.record import Record

EVERYTHING = "everything"
"""The topic of a change that may touch any page."""


class Change(Struct, frozen=True):
    """An entry before and after: None where it was not, or is no more."""

    address: str
    before: Record | None
    after: Record | None
    heads_differ: bool
    briefs_differ: bool


def touched(changes: Iterable[Change], vocabularies: Mapping[str, Vocabulary]) -> set[str]:
    """Return the topics that changed entries touch; `vocabularies` are the same before and after."""
    found: set[str] = set()
    for change in changes:
        found.update(_of_change(change, vocabularies))
    return found


def _of_change(change: Change, vocabularies: Mapping[str, Vocabulary]) -> Iterator[str]:
    yield f"whole {change.address}"
    kind = change.address.partition("/")[0]
    before, after = change.before, change.after
    refs = [{address for address, _ in record.refs} if record else set() for record in (before, after)]
    listed = [record is not None and record.status != "archived" for record in (before, after)]
    moved = listed[0] != listed[1] or (before is None) != (after is None)
    if change.heads_differ or moved:
        yield f"entry {change.address}"
        yield "entries"
        yield f"kind {kind}"
        yield from (f"referrers {address}" for address in refs[0] | refs[1])
    else:
        yield from (f"referrers {address}" for address in refs[0] ^ refs[1])
    if moved:
        yield f"members {kind}"
    if moved or change.briefs_differ:
        yield f"counted {kind}"
    carried = [
        set(_carried(record, vocabularies)) if record and shown else set()
        for record, shown in zip((before, after), listed, strict=True)
    ]
    yield from (f"word {vocabulary}/{slug}" for vocabulary, slug in carried[0] ^ carried[1])
    keys = [
        set(keys_of(record)) if record and shown else set()
        for record, shown in zip((before, after), listed, strict=True)
    ]
    yield from (f"near {name}/{value}" for name, value in keys[0] ^ keys[1])
    if (before.updated if before else "") != (after.updated if after else ""):
        yield "latest"
    if change.address.startswith("term/") and _names(before) != _names(after):
        yield "names"
    if before is None or after is None or before.aliases != after.aliases:
        yield "aliases"


def _carried(record: Record, vocabularies: Mapping[str, Vocabulary]) -> Iterator[tuple[str, str]]:
    """Give the words under which an entry is found."""
    for vocabulary, word in record.words:
        words = vocabularies.get(vocabulary)
        yield from ((vocabulary, slug) for slug in (words.with_ancestors(word) if words else ()) or (word,))


def _names(record: Record | None) -> tuple[str, ...]:
    return (record.title, *record.synonyms) if record and record.status != "archived" else ()


def touched_words(before: Mapping[str, Vocabulary], after: Mapping[str, Vocabulary]) -> set[str]:
    """Return the topics that changed vocabularies touch: everything, where the words or their order, tree or labels differ."""
    if [frame(vocabulary) for vocabulary in before.values()] != [frame(vocabulary) for vocabulary in after.values()]:
        return {EVERYTHING}
    changed = [
        word for vocabulary in after.values() for word in vocabulary.words.values()
        if word != before[vocabulary.name].words[word.slug]
    ]  # fmt: skip
    called = {f"{how} {word.vocabulary}/{word.slug}" for word in changed for how in ("called", "titled")}
    return called | ({"vocabularies"} if changed else set())


def frame(vocabulary: Vocabulary) -> tuple[object, ...]:
    """Return what of a vocabulary reaches everywhere: which words it has, in which order and tree."""
    words = [(slug, word.parent) for slug, word in vocabulary.words.items()]
    return (vocabulary.name, vocabulary.label, vocabulary.broken, words)


def touched_cuts(topics: Iterable[str], before: set[str], after: set[str]) -> set[str]:
    """Return those `cut` topics whose text holds a name that came or went."""
    moved = re.compile("|".join(map(re.escape, before ^ after)))
    return {topic for topic in topics if topic.startswith("cut ") and moved.search(topic, 4)}
