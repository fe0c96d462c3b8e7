"""A rule on the whole catalogue opens entries of no other kinds than those that it is said to look at.

A rebuild goes by what the table says: a rule that looks further would not be asked again where it should.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from conftest import REPOSITORY
from hongke.catalogue import Catalogue, Entry
from hongke.load.catalogue import load_catalogue
from hongke.rules.table import CATALOGUE_RULES, RECORDS, CatalogueRule

CATALOGUE = load_catalogue(REPOSITORY)[0]


def _shut(catalogue: Catalogue, but: frozenset[str], *, records: bool) -> Catalogue:
    """Return the catalogue with entries that cannot be opened, those of some kinds excepted."""
    entries = {}
    for address, entry in catalogue.entries.items():
        if entry.kind.name in but:
            entries[address] = entry
            continue
        shut = object.__new__(Entry)
        shut.__dict__.update(kind=entry.kind, id=entry.id, file=entry.file, address=address)
        if records:
            shut.__dict__["record"] = entry.record
        entries[address] = shut
    return replace(catalogue, entries=entries)


@pytest.mark.parametrize("rule", CATALOGUE_RULES, ids=lambda rule: rule.__name__)
def test_a_rule_opens_nothing_else(rule: CatalogueRule) -> None:
    looks_at = CATALOGUE_RULES[rule]
    assert list(rule(_shut(CATALOGUE, looks_at, records=RECORDS in looks_at))) == list(rule(CATALOGUE)) == []


@pytest.mark.parametrize("rule", CATALOGUE_RULES, ids=lambda rule: rule.__name__)
def test_a_rule_looks_at_what_it_is_said_to(rule: CatalogueRule) -> None:
    looks_at = CATALOGUE_RULES[rule]
    for one in looks_at:
        shut = _shut(CATALOGUE, looks_at - {one}, records=one != RECORDS and RECORDS in looks_at)
        if one == "course" and rule.__name__ == "session_hours":
            continue  # only where a session names a course and its hours
        with pytest.raises(AttributeError):
            list(rule(shut))
