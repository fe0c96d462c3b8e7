"""The tables of rules: those on one text after the other, on an entry, on the catalogue as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from hongke.catalogue import Catalogue, Document, Entry
from hongke.leaves import Leaf
from hongke.problems import Problem
from hongke.rules import bookings, privacy, prose, references, sources, teaching, writing
from hongke.rules.surroundings import Surroundings

TextRule = Callable[[Document, Iterable[Leaf], Surroundings], Iterator[Problem]]
EntryRule = Callable[[Entry, Surroundings], Iterator[Problem]]
CatalogueRule = Callable[[Catalogue], Iterator[Problem]]

TEXT_RULES: tuple[TextRule, ...] = (prose.broken_file_link, prose.bad_list_block, privacy.personal_number)
"""Rules on the texts of an entry or of a hand-written page."""

ENTRY_RULES: tuple[EntryRule, ...] = (
    sources.case_without_source,
    sources.unknown_source,
    sources.unknown_sample_path,
    sources.missing_photo,
    teaching.process_minutes,
    teaching.course_hours,
    teaching.dates_reversed,
    teaching.session_outside_class,
    teaching.quiz_answers,
    writing.value_in_quotes,
    writing.words_run_together,
)
"""Rules on one entry."""

RECORDS = "records"
CATALOGUE_RULES: Mapping[CatalogueRule, frozenset[str]] = {
    references.broken_reference: frozenset({RECORDS}),
    references.published_names_draft: frozenset({RECORDS}),
    references.address_clash: frozenset({RECORDS}),
    references.circle: frozenset({RECORDS, "programme"}),
    bookings.session_hours: frozenset({"class", "course"}),
    bookings.double_booking: frozenset({"class"}),
}
"""Rules on what entries say of each other, each with what it looks at: the records of all, entries of some kinds.

One that asks for records opens an entry beside only to tell the place of what it found.
"""
