"""A site opened from a folder: addresses that end in .html, classic scripts, a search that works without a server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from conftest import REPOSITORY, needs
from hongke.mkdocs_site import build_site
from hongke.portable import joined

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("portable") / "site"
    assert build_site(REPOSITORY, out, strict=True, portable=True) == 0
    return out


def test_search_works_from_a_folder(folder: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(f"{(folder / 'search/index.html').as_uri()}?q={quote('党群连心网格')}")
    first = tab.locator("[data-hk-results] [data-address]").first
    first.wait_for(state="visible")
    assert first.get_attribute("data-address") == "term/party-heart-grid.html"
    first.locator("a").click()
    tab.wait_for_url("**/term/party-heart-grid.html*")
    tab.locator("[data-hk-box] input").fill("微心愿")
    tab.locator("[data-hk-box] [role=option]").first.wait_for(state="visible")
    tab.locator("[data-hk-large]").click()
    assert tab.evaluate("document.documentElement.classList.contains('hk-large')")
    assert errors == []
    tab.close()


def test_every_link_of_a_portable_site_is_a_file(folder: Path) -> None:
    lychee = needs("lychee (make test installs it)", shutil.which("lychee", path=str(Path(sys.executable).parent)))
    done = subprocess.run(
        [lychee, "--offline", "--include-fragments", "--no-progress", "--root-dir", str(folder), str(folder / "**/*.html")],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_pages_load_no_modules_and_fetch_nothing(folder: Path) -> None:
    page = (folder / "course/grid-governance.html").read_text("utf-8")
    assert 'type="module"' not in page
    assert "assets/hk/hongke.js" in page
    assert not list((folder / "search/data").rglob("*.bin"))


def test_a_module_that_cannot_be_joined_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import * as all from "./b.js"\n', "utf-8")
    with pytest.raises(ValueError, match=r"a\.js"):
        joined(tmp_path, ("a",))


def test_joined_modules_keep_names_and_run_once(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "a.js").write_text(
        'import { one as two, Thing } from "./sub/b.js"\nimport "./sub/b.js"\nglobalThis.said = [two(), new Thing().x, globalThis.runs]\n',
        "utf-8",
    )
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.js").write_text(
        "globalThis.runs = (globalThis.runs ?? 0) + 1\nexport function one() { return 1 }\nexport class Thing { x = 7 }\n",
        "utf-8",
    )
    (tmp_path / "all.js").write_bytes(joined(tmp_path, ("a",)))
    (tmp_path / "page.html").write_text('<script src="all.js"></script>', "utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    assert tab.evaluate("said") == [1, 7, 1]
    tab.close()
