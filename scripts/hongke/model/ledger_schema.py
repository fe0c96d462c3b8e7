"""The JSON Schema of a ledger file, as text: what the command prints and what the site publishes."""

from __future__ import annotations

import json

from hongke.model.ledger import Ledger

_TITLES = {"LedgerEntry": "记录", "LedgerMember": "学习者"}
_DATE = r"^\d{4}-\d\d-\d\d$"


def ledger_schema() -> str:
    """Return the schema (draft 2020-12) with every label and help text of the model.

    Two things the model's readers check stand in no schema: the end is not before the date, and hours have two decimals at
    most.
    """
    schema = Ledger.model_json_schema()
    for name, title in _TITLES.items():
        part = schema["$defs"][name]
        part["title"] = title
        part.pop("description", None)  # the docstring of the class, which is for programmers
    entry = schema["$defs"]["LedgerEntry"]["properties"]
    for date in (entry["date"], entry["end"]["anyOf"][0]):
        date["pattern"] = _DATE  # `format` alone is a remark to most validators
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "学习台账",
        "description": "北疆红课学习台账的导出文件，第 1 版。",
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
