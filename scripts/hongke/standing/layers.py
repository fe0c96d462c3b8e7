"""Data in sections, and what has become other in them: so that a small change writes little.

A section is a table. What came, went or changed in each, against a state that stands as it is, is a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Sections = dict[str, dict[Any, Any]]
Difference = dict[str, tuple[dict[Any, Any], list[Any]]]
"""By section, the rows that came or changed, and the keys of those that went."""


def difference(before: Sections, after: Mapping[str, Mapping[Any, Any]]) -> Difference:
    """Return what leads from one to the other. Both have the same sections, and no row that is None; order is lost."""
    found: Difference = {}
    for name, rows in before.items():
        now = after[name]
        changed = {key: value for key, value in now.items() if (last := rows.get(key)) is not value and last != value}
        gone = list(rows.keys() - now.keys())
        if changed or gone:
            found[name] = (changed, gone)
    return found


def applied(before: Sections, changes: Difference) -> Sections:
    """Return the state to which a difference leads; what it does not touch is shared."""
    found = dict(before)
    for name, (changed, gone) in changes.items():
        rows = {**before[name], **changed}
        for key in gone:
            del rows[key]
        found[name] = rows
    return found
