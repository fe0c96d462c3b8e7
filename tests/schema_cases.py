"""What the schema and the loader each say of a file: agreed when both find fault, or neither does."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from hongke.build import check_catalogue
from hongke.catalogue import Catalogue
from hongke.problems import Severity
from hongke.schema.files import schemas
from hongke.source.reader import read_tree
from hongke.source.tree import Mapping, Node, Scalar

Value = Any

OTHER_RULES = ("HK206", "HK207", "HK203", "HK204", "HK205", "HK209", "HK210", "HK211", "HK212", "HK213", "HK214", "HK215", "HK216", "HK301", "HK302", "HK303")  # fmt: skip
"""What no schema can know: rules across fields and entries, and links within Markdown."""


def plain(node: Node) -> Value:
    """Return a tree as the values a validator takes."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key: plain(child) for key, child in node.items.items()}
    return [plain(child) for child in node.items]


def as_yaml(value: Value) -> str:
    """Write a value as YAML: JSON is YAML, and says of each text that it is one."""
    return json.dumps(value, ensure_ascii=False, default=_number) + "\n"


def _number(value: Decimal) -> float:
    return float(value)


def validators(catalogue: Catalogue) -> dict[str, Draft7Validator]:
    """Return a validator for every schema, by the name of its kind."""
    found = {}
    for name, schema in schemas(catalogue).items():
        Draft7Validator.check_schema(schema)
        found[name.removesuffix(".schema.json")] = Draft7Validator(schema)
    return found


def schema_says(validator: Draft7Validator, text: str) -> list[str]:
    """Return the faults that the schema finds in YAML."""
    tree, problems = read_tree(text, "x.yml")
    assert tree is not None, problems
    return [f"{error.json_path}: {error.message[:120]}" for error in validator.iter_errors(plain(tree))]


def loader_says(root: Path, file: str) -> list[str]:
    """Return the faults that the check finds in one file, less those that no schema can know."""
    return [
        f"{said.code} {said.place.line}:{said.place.column} {said.message}"
        for said in check_catalogue(root)[1]
        if said.place.file == file and said.severity is Severity.ERROR and said.code not in OTHER_RULES
    ]
