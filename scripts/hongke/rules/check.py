"""Every rule on a whole catalogue, and what was found in a document the last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from msgspec import Struct, field

from hongke.catalogue import Catalogue, Document, Entry
from hongke.model.options import Options
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Problem
from hongke.rules.surroundings import Surroundings
from hongke.rules.table import CATALOGUE_RULES, ENTRY_RULES, RECORDS, TEXT_RULES


class Findings(Struct):
    """What the rules on documents found in each, by file: good as long as the document is the same one.

    A document with live lists is looked at again when the vocabularies have changed, one that names files when these have.
    """

    found: dict[str, tuple[Document, tuple[Problem, ...]]] = field(default_factory=dict)
    options: Options | None = None
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    overall: tuple[tuple[Problem, ...], ...] = ()
    """What each rule on the whole catalogue found."""


def check(catalogue: Catalogue, findings: Findings | None = None) -> list[Problem]:
    """Return what every rule finds. With what was found the last time, only documents that are new are looked at."""
    around = Surroundings(catalogue)
    before = findings or Findings()
    same_words = before.vocabularies == catalogue.vocabularies
    same_files = before.files == around.files
    known = before.found if before.options == catalogue.options else {}
    found: dict[str, tuple[Document, tuple[Problem, ...]]] = {}
    for document in catalogue.documents:
        last = known.get(document.file)
        if last and last[0] is document and _stands(document, same_words=same_words, same_files=same_files):
            found[document.file] = last
        else:
            found[document.file] = (document, in_document(document, around))
    if findings is not None:
        findings.found, findings.options = found, catalogue.options
        findings.vocabularies, findings.files = dict(catalogue.vocabularies), around.files
    overall = over_all(catalogue)
    if findings is not None:
        findings.overall = overall
    return [problem for some in (*(some for _, some in found.values()), *overall) for problem in some]


def over_all(catalogue: Catalogue) -> tuple[tuple[Problem, ...], ...]:
    """Return what each rule on what entries say of each other finds."""
    return tuple(tuple(rule(catalogue)) for rule in CATALOGUE_RULES)


def over_all_again(
    catalogue: Catalogue, changed: Set[str], before: tuple[tuple[Problem, ...], ...]
) -> tuple[tuple[Problem, ...], ...]:
    """Return what each rule on what entries say of each other finds, where only entries of some kinds have changed.

    `changed` are these kinds, and RECORDS where records have. A rule that does not look at what changed finds what it did;
    if that was something, places may have moved.
    """
    return tuple(
        tuple(rule(catalogue)) if last or looks_at & changed else last
        for last, (rule, looks_at) in zip(before, CATALOGUE_RULES.items(), strict=True)
    )


def changed_in(before: Mapping[str, Entry], entries: Iterable[Entry]) -> set[str]:
    """Return what `over_all_again` is told of entries that were read again: their kinds, and whether records differ."""
    found = set()
    for entry in entries:
        found.add(entry.kind.name)
        if before[entry.address].record != entry.record:
            found.add(RECORDS)
    return found


def _stands(document: Document, *, same_words: bool, same_files: bool) -> bool:
    """Whether what was found in a document still holds."""
    if not isinstance(document, Entry):
        return same_words and same_files
    record = document.record
    return (same_words or not record.has_lists) and (same_files or not record.has_files)


def in_document(document: Document, around: Surroundings) -> tuple[Problem, ...]:
    """Return what the rules on documents find in one."""
    found: list[Problem] = []
    if document.marked:
        # The texts are walked once, and not kept: they are most of what an entry is.
        texts = tuple(document.texts())
        found += [problem for rule in TEXT_RULES for problem in rule(document, texts, around)]
    if isinstance(document, Entry):
        found += [problem for rule in ENTRY_RULES for problem in rule(document, around)]
    return tuple(found)
