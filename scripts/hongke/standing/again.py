"""The last catalogue again, where only entries that it had, and the names of words, have changed.

Everything else stands without being looked at. Where more has changed, or a file that could be read no longer can, the whole
catalogue is read again file by file (`build.check_catalogue`): this answers only where it would say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hongke.catalogue import Catalogue, Document
from hongke.kinds import KINDS
from hongke.load.catalogue import load_again
from hongke.load.loading import Loading
from hongke.load.memory import Answers, Asked, Known, Memory
from hongke.load.vocabularies import VOCABULARY_FILE, load_vocabularies
from hongke.model.vocabulary import Vocabulary
from hongke.pages.brief import known_sound
from hongke.problems import Problem, in_order
from hongke.rules.check import changed_in, in_document, over_all_again
from hongke.rules.surroundings import Surroundings
from hongke.standing.remembered import Found, Remembered, Rest, Row, odd_of, row_of, sorted_rows
from hongke.standing.topics import frame

Checked = tuple[Catalogue, tuple[Problem, ...], Remembered]
"""The catalogue, every problem in order, and what is to be remembered of both."""
_KIND = Row._fields.index("kind")


def checked_again(last: Remembered, before: Catalogue, changed: Iterable[str], moment: int) -> Checked | None:
    """Read the entries in the files that changed and check the catalogue; None where that is not all there is to do.

    `before` is the catalogue as it was, `moment` the time at which the files were looked at, in nanoseconds.
    """
    files = set(changed)
    words = before.vocabularies
    if VOCABULARY_FILE in files:
        files.discard(VOCABULARY_FILE)
        renamed = _renamed(last, before)
        if renamed is None:
            return None
        words = renamed.vocabularies
        files |= renamed.files
    kinds = {name: kind for name in files if (kind := _kind_of(last, name))}
    read = _read(last, kinds, words, moment) if len(kinds) == len(files) else None
    if read is None:
        return None
    entries = dict(before.entries)
    for known in read.values():
        entries.update(known.part.entries)
    if len(entries) != len(before.entries):
        return None
    after = before.replaced(entries=entries, vocabularies=words)
    _keep_sounds(before, after, read)
    found = {name: _found(after, known) for name, known in read.items()}
    rest = last.rest
    if words is not before.vocabularies:
        listing = _found_in_lists(last, after, files)
        if listing is None:
            return None
        rest = replace(rest, vocabularies=dict(words), odd=listing)
    fresh = [entry for known in read.values() for entry in known.part.entries.values()]
    overall = over_all_again(after, changed_in(before.entries, fresh), rest.overall)
    return _put_together(last, after, rest, read, found, overall)


def _put_together(
    last: Remembered,
    after: Catalogue,
    rest: Rest,
    read: Mapping[str, Known[Loading]],
    found: Mapping[str, Found],
    overall: tuple[tuple[Problem, ...], ...],
) -> Checked:
    rows, odd = dict(last.rows), dict(rest.odd)
    for name, known in read.items():
        row = row_of(known, found[name])
        if row and name in rows:
            rows[name] = row  # in its place: rows are in the order of the catalogue
            continue
        rows.pop(name, None)
        odd.pop(name, None)
        if row:
            rows = sorted_rows({**rows, name: row})
        else:
            odd[name] = odd_of(known, found[name])
    unread = (
        *(problem for problem in rest.unread if problem.place.file not in read),
        *(problem for known in read.values() for problem in known.part.problems),
    )
    if (unread, overall) != (rest.unread, rest.overall) or odd.keys() != rest.odd.keys() or odd.keys() & read.keys():
        rest = replace(rest, unread=unread, overall=overall, odd=odd)
    in_documents = [problem for *_, some in odd.values() for problems in some.values() for problem in problems]
    problems = in_order([*unread, *in_documents, *(problem for some in overall for problem in some)])
    return after, problems, last.replaced(rows, rest)


def _kind_of(last: Remembered, name: str) -> str:
    """Return the kind of the entry that a file was; nothing where it was none."""
    if name in last.rows:
        kind: str = last.rows[name][_KIND]
        return kind
    part = last.parts.get(name)
    return next((entry.kind.name for entry in part.entries.values()), "") if part else ""


class _Renamed(Struct, frozen=True):
    vocabularies: Mapping[str, Vocabulary]
    files: set[str]
    """The entries that asked for a word that has another answer now, and those of which something was said."""


def _renamed(last: Remembered, before: Catalogue) -> _Renamed | None:
    """Return the words as they are now, where no more than their names has changed."""
    loading = Loading(last.store.root)
    load_vocabularies(loading)
    if loading.problems or any(problem.place.file == VOCABULARY_FILE for problem in last.rest.unread):
        return None
    after = loading.vocabularies
    if list(map(frame, after.values())) != list(map(frame, before.vocabularies.values())):
        return None
    answers = Answers(before.vocabularies, after)
    known: dict[tuple[Asked, ...], bool] = {}
    files = set()
    for name, asked in last.questions(answers.texts()):
        if asked not in known:
            known[asked] = answers.stand(asked)
        if not known[asked]:
            files.add(name)
    for name, (_, _, _, asked, sound, *_) in last.rest.odd.items():
        if last.parts[name].entries:
            files.add(name)
        elif not sound or not answers.stand(asked):
            return None
    return _Renamed(after, files)


def _read(
    last: Remembered, kinds: Mapping[str, str], words: Mapping[str, Vocabulary], moment: int
) -> dict[str, Known[Loading]] | None:
    """Return what the files of some entries came to, by name; None where one can no longer be read."""
    memory = Memory[Loading](moment=moment, put_away=last.store.put, vocabularies=words)
    loading = Loading(last.store.root, memory, vocabularies=dict(words))
    for name, kind in sorted(kinds.items()):
        load_again(name, KINDS[kind], loading)
        known = memory.used.get(name)
        if known is None or known.part.failed or known.part.loose or not known.part.entries:
            return None
    return memory.used


def _keep_sounds(before: Catalogue, after: Catalogue, read: Mapping[str, Known[Loading]]) -> None:
    """Let entries that were read again have the sound of their title where that is the same."""
    for address in (address for known in read.values() for address in known.part.entries):
        old, new = before.entries[address], after.entries[address]
        sound = known_sound(old) if old.record.title == new.record.title else None
        if sound is not None:
            new.__dict__["sound"] = sound


def _found(catalogue: Catalogue, known: Known[Loading]) -> Found:
    around = Surroundings(catalogue)
    return {entry.file: in_document(entry, around) for entry in known.part.entries.values()}


def _found_in_lists(last: Remembered, after: Catalogue, read: set[str]) -> dict[str, tuple[Any, ...]] | None:
    """Return what stands in no row, with what is found in it now that words have other names: live lists name words.

    None where something is found in an entry of which nothing was said.
    """
    around = Surroundings(after)
    listing = (entry for entry in after.entries.values() if entry.record.has_lists and entry.file in last.rows)
    if any(in_document(entry, around) for entry in listing if entry.file not in read):
        return None
    odd = dict(last.rest.odd)
    pages: dict[str, Document] = {page.file: page for page in (*after.pages, after.home)}
    for name, parts in odd.items():
        found = {file: in_document(pages[file], around) for file in parts[-1] if file in pages}
        if found:
            odd[name] = (*parts[:-1], found)
    return odd
