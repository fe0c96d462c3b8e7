"""A unit that reports: a catalogue with a rule, a folder of ledgers, and the three files of a report as plain values."""

from __future__ import annotations

import io
import re
from typing import Any

from click.testing import CliRunner, Result
from lxml import html
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from conftest import Project
from hongke.commands import main
from ledger_generator import Ledger


def run(unit: Project, *arguments: str, period: str = "2026", rule: str = "rule/yearly", files: str = "收") -> Result:
    out = str(unit.root / "通报")
    return CliRunner().invoke(
        main,
        ["ledger", "report", str(unit.root / files), "--root", str(unit.root), "--rule", rule, "--period", period, "--out", out, *arguments],
    )  # fmt: skip


class Written:
    """What a report came to: its three files, and the tables in them as plain values."""

    def __init__(self, unit: Project, period: str) -> None:
        stem = unit.root / f"通报/学习情况通报-{period}"
        self.bytes = stem.with_suffix(".xlsx").read_bytes()
        self.book: Workbook = load_workbook(io.BytesIO(self.bytes))
        self.markdown = stem.with_suffix(".md").read_text("utf-8")
        self.html = stem.with_suffix(".html").read_text("utf-8")

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        header, *rows = self.book[sheet].iter_rows(values_only=True)
        return [dict(zip(map(str, header), row, strict=True)) for row in rows]

    @property
    def summary(self) -> dict[str, Any]:
        return {str(row[0]): row[1] for row in self.book["汇总"].iter_rows(values_only=True)}

    def people(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {(row["支部"], row["姓名"]): row for row in self.rows("人员")}

    def in_markdown(self, title: str) -> list[list[str]]:
        section = self.markdown.split(f"## {title}\n")[1].split("\n## ")[0]
        return [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in section.splitlines()
            if line.startswith("|")
        ][2:]

    def in_page(self, title: str) -> list[list[str]]:
        for table in html.fromstring(self.html).iter("table"):
            if table.findtext("caption") == title:
                return [[cell.text_content() for cell in row] for row in table.find("tbody")]
        raise AssertionError(title)


def report(unit: Project, *arguments: str, period: str = "2026", code: int = 0, rule: str = "rule/yearly") -> Written:
    done = run(unit, *arguments, period=period, rule=rule)
    assert done.exit_code == code, done.output
    return Written(unit, period)


def put(unit: Project, name: str, found: Ledger, form: str = "json") -> None:
    unit.write(f"收/{name}.{form}", found.json() if form == "json" else found.csv())
