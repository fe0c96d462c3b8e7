"""Problems as text, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from hongke.problems import CODES, Problem, Severity

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
"""What a severity is called in a report."""
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def text_report(problems: Iterable[Problem]) -> str:
    """One line a problem, `file:line:column code 级别 sentence advice`; empty when there is none."""
    return "".join(f"{line(problem)}\n" for problem in problems)


def line(problem: Problem) -> str:
    """Return one problem as a line of text."""
    return f"{problem.place.label} {problem.code} {SEVERITIES[problem.severity]} {problem.message}{problem.hint}"


def json_report(problems: Iterable[Problem]) -> str:
    """An array of objects with file, line, column, code, severity, message and hint."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "code": problem.code,
            "severity": problem.severity.value,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def github_report(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the changed lines.

    Escaping: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    """
    rows = []
    for problem in problems:
        place = problem.place
        where = f"file={_property(place.file)},line={place.line},col={place.column},title={problem.code}"
        rows.append(f"::{_GITHUB[problem.severity]} {where}::{_data(problem.message + problem.hint)}\n")
    return "".join(rows)


def sarif_report(problems: Iterable[Problem]) -> str:
    """A SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
    found = tuple(problems)
    used = sorted({problem.code for problem in found})
    rules = [{"id": code, "shortDescription": {"text": CODES[code][1]}} for code in used]
    driver = {"name": "hongke", "language": "zh-CN", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, used.index(problem.code)) for problem in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _sarif_result(problem: Problem, rule: int) -> dict[str, Any]:
    region = {"startLine": problem.place.line, "startColumn": problem.place.column}
    artifact = {"uri": quote(problem.place.file)}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": problem.message + problem.hint},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Iterable[Problem]) -> str:
    """Return how many of each severity there are, in Chinese."""
    found = tuple(problems)
    counts = {severity: sum(problem.severity is severity for problem in found) for severity in Severity}
    said = [f"{counts[severity]} 个{name}" for severity, name in SEVERITIES.items() if counts[severity]]
    return "、".join(said) if said else "没有发现问题"


def lines_of(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the lines in which a build reports problems: notes are left to `hongke check`."""
    return tuple(line(problem) for problem in problems if problem.severity is not Severity.NOTE)


def refusal(problems: Iterable[Problem]) -> str:
    """Return why nothing is built of a catalogue with errors."""
    return f"目录里有问题：{summary(problems)}。站点没有改动。"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
}
"""Report formats by name."""
