"""Every rule on a whole catalogue, and what was found in a document the last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hongke.catalogue import Catalogue, Document, Entry
from hongke.model.options import Options
from hongke.model.vocabulary import Vocabulary
from hongke.problems import Problem
from hongke.rules.surroundings import Surroundings
from hongke.rules.table import CATALOGUE_RULES, ENTRY_RULES, TEXT_RULES


@dataclass(slots=True)
class Findings:
    """What the rules on documents found in each, by file: good as long as the document is the same one.

    A document with live lists is looked at again when the vocabularies have changed, one that names files when these have.
    """

    found: dict[str, tuple[Document, tuple[Problem, ...]]] = field(default_factory=dict)
    options: Options | None = None
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


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
    return [*(problem for _, some in found.values() for problem in some), *over_all(catalogue)]


def over_all(catalogue: Catalogue) -> list[Problem]:
    """Return what the rules on what entries say of each other find."""
    return [problem for rule in CATALOGUE_RULES for problem in rule(catalogue)]


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
