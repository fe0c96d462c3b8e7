"""What authors get wrong, and the very words they are told: bad files, and rules across entries."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import REPOSITORY
from golden_cases import GoldenCase, golden_cases, updating
from hongke.commands import main
from hongke.problems import CODES
from hongke.rules.table import CATALOGUE_RULES, ENTRY_RULES, TEXT_RULES

GOLDEN = Path(__file__).parent / "golden"
LEDGERS = golden_cases(GOLDEN / "ledger")
IMPORTS = golden_cases(GOLDEN / "import")
CASES = golden_cases(GOLDEN / "bad") + golden_cases(GOLDEN / "rules")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}")
def test_the_report_is_word_for_word_the_golden_one(case: GoldenCase, tmp_path: Path) -> None:
    report = case.lay_out(tmp_path / "c").report()
    if updating():
        case.update(report)
        return
    assert report == case.report
    assert report, "a golden case that reports nothing proves nothing"


@pytest.mark.parametrize("case", LEDGERS, ids=lambda case: case.path.stem)
def test_what_is_said_of_ledgers_is_word_for_word_the_golden_report(case: GoldenCase, tmp_path: Path) -> None:
    folder = case.lay_out(tmp_path / "台账").root
    done = CliRunner().invoke(main, ["ledger", "check", str(folder)])
    if updating():
        case.update(done.stdout)
        return
    assert done.stdout == case.report
    assert done.stdout
    assert done.exit_code == (1 if " 错误 " in case.report else 0)


@pytest.mark.parametrize("case", IMPORTS, ids=lambda case: case.path.stem)
def test_what_is_said_of_imports_is_word_for_word_the_golden_report(
    case: GoldenCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.lay_out(tmp_path / "c").root)
    done = CliRunner().invoke(main, case.command.split())
    if updating():
        case.update(done.stdout)
        return
    assert done.stdout == case.report
    assert done.stdout
    assert done.exit_code == (1 if " 错误 " in case.report else 0)


def test_there_are_at_least_sixty_bad_files() -> None:
    assert len(golden_cases(GOLDEN / "bad")) >= 60


def test_every_code_that_the_program_can_say_is_said_in_some_golden_case() -> None:
    said = {code for case in CASES + LEDGERS + IMPORTS for code in re.findall(r"HK\d{3}", case.report)}
    # These need a file that is too large or cannot be opened, a plugin option, a file named by itself: test_source, test_load,
    # test_commands, test_ledger_files.
    elsewhere = {"HK003", "HK023", "HK208", "HK401", "HK402", "HK422"}
    # And these a Word document or a workbook: test_word, test_question_sheets.
    assert set(CODES) - said == elsewhere | {"HK721", "HK708"}


def test_every_rule_has_a_golden_case_of_each_of_its_codes() -> None:
    said = {code for case in golden_cases(GOLDEN / "rules") for code in re.findall(r"HK\d{3}", case.report)}
    for rule in (*TEXT_RULES, *ENTRY_RULES, *CATALOGUE_RULES):
        codes = re.findall(r"HK\d{3}", rule.__doc__ or "")
        assert codes, f"{rule.__name__} names no code in its docstring"
        assert set(codes) - {"HK208"} <= said, rule.__name__


def test_every_code_in_the_source_is_in_the_table() -> None:
    used = set()
    for path in (REPOSITORY / "scripts/hongke").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"HK\d{3}", node.value):
                used.add(node.value)
    assert used == set(CODES)
