"""The guide's paragraph of each code is there, and its example is true: wrong says the code, right says no error."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import REPOSITORY, SMALL, Project
from hongke.build import check_catalogue
from hongke.code_help import FAMILIES, CodeHelp, code_help
from hongke.commands import main
from hongke.mkdocs_site import options_of
from hongke.problems import CODES
from hongke.reports import text_report
from pages_html import page

HELP = code_help()
EXAMPLES = [code for code in HELP if HELP[code].path]
ADD = (
    "add one entry to a file in scripts/hongke/code_help/ (means, why, mend, and path with wrong and right, or a note)"
)
_FIELD = re.compile(r"^[\"']?([a-z_-]+)[\"']?\s*[:：]", re.MULTILINE)


def test_every_code_has_its_paragraph() -> None:
    missing = sorted(set(CODES) - set(HELP))
    assert not missing, f"no paragraph for {', '.join(missing)}: {ADD}"
    assert set(HELP) <= set(CODES), f"paragraphs of no code: {sorted(set(HELP) - set(CODES))}"


def test_no_paragraph_is_written_twice() -> None:
    files = (REPOSITORY / "scripts/hongke/code_help").glob("*.yml")
    written = [code for file in files for code in re.findall(r"^(HK\d{3}):", file.read_text("utf-8"), re.MULTILINE)]
    assert sorted(written) == sorted(HELP)


def test_every_code_belongs_to_a_family() -> None:
    strangers = [code for code in CODES if not code.startswith(tuple(FAMILIES))]
    assert not strangers, f"{strangers}: name their family in FAMILIES, scripts/hongke/code_help/__init__.py"


@pytest.mark.parametrize("code", HELP)
def test_a_paragraph_is_whole(code: str) -> None:
    told = HELP[code]
    for sentence in (told.means, told.why, told.mend):
        assert sentence.endswith("。"), sentence
    assert told.path or told.note, f"{code} has neither an example nor a note: {ADD}"
    assert bool(told.path) == bool(told.wrong) == bool(told.right), f"{code}: an example has path, wrong and right"


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_says_the_code_and_the_right_one_no_error(code: str, tmp_path: Path) -> None:
    told = HELP[code]
    wrong = reported(told, told.wrong_path or told.path, told.wrong, tmp_path / "wrong")
    assert code in re.findall(r"HK\d{3}", wrong), f"{code} is not said of its wrong example:\n{wrong}"
    right = reported(told, told.path, told.right, tmp_path / "right")
    assert code not in right, right
    assert " 错误 " not in right, right


def reported(told: CodeHelp, path: str, text: str, root: Path) -> str:
    """Return what is said of the small catalogue, or of a folder of ledgers, with the file in it."""
    project = Project(root)
    is_ledger = path.startswith("台账/")
    files = dict({} if is_ledger else SMALL) | dict(told.beside)
    files[path] = merged(files[path], text) if path.endswith(".yml") and path in files else text
    for name, content in files.items():
        project.write(name, content)
    if is_ledger:
        return CliRunner().invoke(main, ["ledger", "check", str(root / "台账")]).stdout
    return text_report(check_catalogue(root, options_of(root))[1])


def merged(whole: str, fields: str) -> str:
    """Return a file in which these fields stand in place of its own of the same names."""
    blocks = re.split(r"^(?=[a-z_-]+:)", whole, flags=re.MULTILINE)
    named = set(_FIELD.findall(fields))
    return "".join(block for block in blocks if block.partition(":")[0] not in named) + fields


def test_a_check_does_not_read_the_paragraphs(project: Project) -> None:
    program = (
        "import sys; from pathlib import Path; from hongke.build import check_catalogue; check_catalogue(Path(sys.argv[1]));"
        "help = sys.modules.get('hongke.code_help'); assert not help or help.code_help.cache_info().misses == 0"
    )
    subprocess.run([sys.executable, "-c", program, str(project.root)], check=True, cwd=REPOSITORY)


@pytest.mark.site
def test_the_page_has_a_section_for_each_code_and_rows_that_lead_there(site: Path) -> None:
    document = page(site, "guide/codes/")
    links = {link.get("href") for link in document.cssselect("table a")}
    for code in CODES:
        [section] = document.cssselect(f"section#{code.lower()}")
        assert f"#{code.lower()}" in links
        shown = [pre.text_content() for pre in section.cssselect("pre")]
        assert shown == ([HELP[code].wrong, HELP[code].right] if HELP[code].path else []), code
        assert HELP[code].mend in section.text_content()
