"""The last catalogue again, where only entries that it had, and the names of words, have changed.

Everything else stands without being looked at. Where more has changed, or something is to be said of what has changed,
the whole catalogue is read again file by file (`build.check_catalogue`): this answers only where it would say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hongke.catalogue import Catalogue, Document, Entry
from hongke.kinds import KINDS
from hongke.load.catalogue import load_again
from hongke.load.loading import Loading
from hongke.load.memory import Answers, Asked, Memory
from hongke.load.stored import StoredEntry
from hongke.load.vocabularies import VOCABULARY_FILE, load_vocabularies
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Problem, in_order
from hongke.rules.check import in_document, over_all
from hongke.rules.surroundings import Surroundings
from hongke.standing.remembered import Remembered, Row
from hongke.standing.topics import frame

Found = tuple[Catalogue, tuple[Problem, ...], Remembered]
"""The catalogue, every problem in order, and what is to be remembered of both."""


def checked_again(last: Remembered, before: Catalogue, changed: Iterable[str], moment: int) -> Found | None:
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
    if not files <= last.rows.keys():
        return None
    read = _read(last, files, words, moment)
    if read is None:
        return None
    entries: dict[str, Entry] = {**before.entries, **{entry.address: entry for entry, _ in read.values()}}
    if len(entries) != len(before.entries):
        return None
    after = replace(before, entries=entries, vocabularies=words)
    other_words = words != before.vocabularies
    if any(_says_something(after, [entry for entry, _ in read.values()], other_words=other_words)):
        return None
    in_documents = [problem for _, some in last.found.values() for problem in some]
    problems = in_order([*last.rest.unread, *in_documents, *over_all(after)])
    rows = {name: tuple(row) for name, (_, row) in read.items()}
    return after, problems, last.with_rows(rows, dict(words) if other_words else None)


@dataclass(frozen=True, slots=True)
class _Renamed:
    vocabularies: Mapping[str, Vocabulary]
    files: set[str]
    """The entries that asked for a word that has another answer now."""


def _renamed(last: Remembered, before: Catalogue) -> _Renamed | None:
    """Return the words as they are now, where no more than their names has changed."""
    loading = Loading(last.store.root)
    load_vocabularies(loading)
    if loading.problems or any(problem.place.file == VOCABULARY_FILE for problem in last.rest.unread):
        return None
    after = loading.vocabularies
    if list(map(frame, after.values())) != list(map(frame, before.vocabularies.values())):
        return None
    if any(part.entries or part.problems or part.failed or part.loose for part in last.parts.values()):
        return None
    answers = Answers(before.vocabularies, after)
    asked: dict[tuple[Asked, ...], bool] = {}
    files = set()
    for name, row in last.rows.items():
        questions = row[-1]
        if questions not in asked:
            asked[questions] = answers.stand(questions)
        if not asked[questions]:
            files.add(name)
    return _Renamed(after, files)


def _read(
    last: Remembered, files: set[str], words: Mapping[str, Vocabulary], moment: int
) -> dict[str, tuple[StoredEntry, Row]] | None:
    """Return the entries that stand in some files now; None where one is not sound, or another one."""
    kind = Row._fields.index("kind")
    memory = Memory[Loading](moment=moment, put_away=last.store.put, vocabularies=words)
    loading = Loading(last.store.root, memory, vocabularies=dict(words))
    read = {}
    for name in sorted(files):
        load_again(name, KINDS[last.rows[name][kind]], loading)
        known = memory.used.get(name)
        if known is None or not known.sound:
            return None
        entry = next(iter(known.part.entries.values()), None)
        if not isinstance(entry, StoredEntry):
            return None
        read[name] = (entry, Row.of(known, entry))
    return read


def _says_something(catalogue: Catalogue, read: Iterable[Entry], *, other_words: bool) -> Iterable[bool]:
    """Give, for each document that is to be looked at, whether something is to be said of it."""
    around = Surroundings(catalogue)
    documents: dict[int, Document] = {id(entry): entry for entry in read}
    if other_words:
        # Live lists name words, and stand in any of these.
        listing = (entry for entry in catalogue.entries.values() if entry.record.has_lists)
        documents.update((id(one), one) for one in (*listing, *catalogue.pages, catalogue.home))
    for document in documents.values():
        yield bool(in_document(document, around))
