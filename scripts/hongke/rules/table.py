"""The table of rules that are checked across entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hongke.catalogue import Catalogue
from hongke.problems import Problem
from hongke.rules import privacy, prose, references, sources, teaching, writing

Rule = Callable[[Catalogue], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    references.broken_reference,
    references.published_names_draft,
    references.address_clash,
    references.circle,
    sources.case_without_source,
    sources.unknown_source,
    sources.unknown_sample_path,
    sources.missing_photo,
    teaching.process_minutes,
    teaching.course_hours,
    teaching.dates_reversed,
    teaching.session_outside_class,
    teaching.session_hours,
    teaching.double_booking,
    teaching.quiz_answers,
    prose.broken_file_link,
    prose.bad_list_block,
    privacy.personal_number,
    writing.value_in_quotes,
    writing.words_run_together,
)
"""Every rule, in the order in which it runs; the report is sorted by place all the same."""


def check(catalogue: Catalogue) -> list[Problem]:
    """Return what every rule finds."""
    return [problem for rule in RULES for problem in rule(catalogue)]
