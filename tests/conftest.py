"""What tests share: a small catalogue to break, the project's own site built once, a server, a browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from hongke.build import check_catalogue
from hongke.commands import main
from hongke.mkdocs_site import build_site
from hongke.reports import text_report

REPOSITORY = Path(__file__).parent.parent
TOOLS = Path(__file__).parent / "tools" / "node_modules"

COURSE = """\
title: 网格党建实务
summary: 学会用网格发现和解决问题。
category: 基层治理能力
mode: 线下
methods: [案例式]
audience: [党员]
themes: [基层治理]
hours: 2
objectives:
  - {level: 掌握, text: 能说出网格的作用。}
units:
  - {title: 导学, method: 讲授式, minutes: 45, body: 从一个案例讲起。}
  - {title: 研讨, method: 研讨式, minutes: 45, site: site/guomen}
cases: [case/wangfu-grid]
illustrative: [hours, units]
"""
CASE = """\
title: 王府街道网格
summary: 把辖区划成网格。
organisation: 王府街道
region: 王府街道
field: 城市社区
themes: [基层治理]
background: 流动人口多。
practice:
  - {title: 划网格, body: 按片划分。}
indicators:
  - {name: 网格点, value: 45, unit: 个, source: report}
sources:
  - {id: report, name: 党建版报道}
"""
SITE = """\
title: 国门
summary: 边境上的教学点。
category: 国家安全
themes: [国家安全]
"""
VOCABULARIES = """\
category:
  governance: {title: 基层治理能力}
mode:
  offline: {title: 线下, synonyms: [面授]}
method:
  lecture: {title: 讲授式}
  seminar: {title: 研讨式}
  case-study: {title: 案例式}
audience:
  members: {title: 党员}
region:
  alxa: {title: 阿拉善盟}
  wangfu: {title: 王府街道, parent: alxa}
field:
  urban-community: {title: 城市社区}
theme:
  grassroots-governance: {title: 基层治理}
  national-security: {title: 国家安全}
class-type:
  special: {title: 专题培训班}
"""
RULE = """\
title: 党员每年 32 学时
summary: 每年不少于 32 学时。
audience: [党员]
hours: 32
counts: [集中学习培训]
document: 《条例》
article: 第二十条
validity: 现行
sources:
  - {id: regulation, name: 《条例》}
"""
SMALL: Mapping[str, str] = {
    "mkdocs.yml": "site_name: 小目录\ntheme: material\nplugins: [hongke]\n",
    "docs/index.md": "---\nlead: 一个用来测试的小目录。\n---\n",
    "courses/vocabularies.yml": VOCABULARIES,
    "courses/course/grid.yml": COURSE,
    "courses/case/wangfu-grid.yml": CASE,
    "courses/site/guomen.yml": SITE,
}
"""A sound catalogue of three entries."""


class Project:
    """A catalogue in a folder of its own, that a test writes to and checks."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file below the root."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return target

    def replace(self, path: str, old: str, new: str) -> None:
        """Change text in a file; the text must be there."""
        target = self.root / path
        text = target.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        target.write_text(text.replace(old, new), "utf-8")

    def report(self) -> str:
        """Return the check's report as text."""
        return text_report(check_catalogue(self.root)[1])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a sound small catalogue."""
    found = Project(tmp_path / "catalogue")
    for path, content in SMALL.items():
        found.write(path, content)
    return found


@pytest.fixture
def unit(project: Project) -> Project:
    """Give a catalogue with a rule, and an empty folder of ledgers, 收."""
    project.write("courses/rule/yearly.yml", RULE)
    (project.root / "收").mkdir()
    return project


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the project's own catalogue once, strictly."""
    out = tmp_path_factory.mktemp("built") / "site"
    assert build_site(REPOSITORY, out, strict=True) == 0
    return out


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a folder and returns its address, with a slash at the end."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """Serve the built site."""
    return serve(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a desktop window of its own in which no script may fail."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    assert errors == []
    context.close()


@pytest.fixture(scope="session")
def quiz_address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Serve a small catalogue with two quizzes."""
    from quiz_reader import lay_out

    root = lay_out(tmp_path_factory.mktemp("quizzes") / "c")
    assert build_site(root, None, strict=True) == 0
    return serve(root / "site")


@pytest.fixture
def quiz_tab(browser: Browser) -> Iterator[Page]:
    """Give a window that notes what a quiz tells and prints, and in which no script may fail."""
    from quiz_reader import watched

    tab, errors = watched(browser)
    yield tab
    assert errors == []
    tab.context.close()


def chromium_path() -> str:
    """Return Debian's Chromium, or the one that CHROMIUM names."""
    return needs("Chromium", os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome"))


def needs(what: str, found: str | Path | None) -> str:
    """Return the path of a tool; without it the test is skipped with a reason, or fails where CI is true."""
    if found and Path(found).exists():
        return str(found)
    reason = f"{what} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; .ci/run installs it")
    pytest.skip(reason)


def command(name: str) -> click.Command:
    """Return a command of the program by its name."""
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    return found
