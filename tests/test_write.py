"""`hongke write`: pages on disk that MkDocs with Material builds without the plugin, with nothing lost and nothing to warn of."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner, Result

from conftest import REPOSITORY, Project
from generator import generate
from hongke.build import build
from hongke.commands import main
from hongke.pages.page import Page
from hongke.written.configuration import mkdocs_configuration
from hongke.written.document import HEADINGS, plain_document
from hongke.written.markdown import markdown

NEEDS_SCRIPTS = "form, button, label, svg, [hidden], [aria-hidden=true], .hk-needs-js, .hk-facets__head"
AWKWARD = (
    "“引号”与\"双引号\"：'单引号'",
    "a: b - c # d",
    "<b>尖</b> & &amp; <x>",
    "*星* _线_ `码` [方](圆) {#花}",
    "1. 学 C#",
    "- 一 | 二 ~~三~~ \\ {{< 四 >}}",
)


def write(root: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["write", "--root", str(root), "--out", str(out)])


def built_by_mkdocs(written: Path) -> Path:
    """Build written pages with MkDocs, strictly, and return the site; it must have nothing to say."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(written / "mkdocs.yml")],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=600,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not re.search("WARNING|ERROR", done.stderr), done.stderr
    assert "hongke" not in (written / "mkdocs.yml").read_text("utf-8").partition("\n")[2]
    return written / "site"


@dataclass(frozen=True)
class Written:
    root: Path
    folder: Path
    site: Path

    def pages(self) -> Iterator[tuple[Page, BeautifulSoup, Tag]]:
        """Give each page with its fragment and the article that MkDocs made of it."""
        for page in build(self.root).pages:
            if page.address != "search":
                html = (self.site / page.address / "index.html").read_text("utf-8")
                article = BeautifulSoup(html, "html.parser").select_one("article")
                assert article is not None
                yield page, BeautifulSoup(page.make().html, "html.parser"), article


@pytest.fixture(scope="module", params=["rich", "generated"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp(request.param)
    root = REPOSITORY / "tests/rich" if request.param == "rich" else folder / "catalogue"
    if request.param == "generated":
        generate(root, entries=40, characters=300)
    out = folder / "out"
    done = write(root, out)
    assert done.exit_code == 0, done.output
    return Written(root, out, built_by_mkdocs(out))


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.site
def test_every_entry_has_a_page_with_its_title(written: Written) -> None:
    titles = {page.address: (page.title, article) for page, _, article in written.pages()}
    for address, entry in build(written.root).catalogue.entries.items():
        title, article = titles[address]
        assert title == entry.model.title
        [heading] = article.find_all("h1")
        assert bare(heading.get_text()) == bare(title)


@pytest.mark.site
def test_every_heading_is_a_heading_of_the_built_page_at_its_level_and_with_its_id(written: Written) -> None:
    for page, fragment, article in written.pages():
        for tag in fragment.select(NEEDS_SCRIPTS):
            tag.extract()
        found = {(tag.name, bare(tag.get_text())) for tag in article.find_all(HEADINGS)}
        ids = {tag["id"] for tag in article.find_all(id=True)}
        for tag in fragment.find_all(HEADINGS):
            if bare(tag.get_text()):
                assert (tag.name, bare(tag.get_text())) in found, page.src
            assert tag.get("id") is None or tag["id"] in ids, page.src


@pytest.mark.site
def test_every_character_of_the_text_is_on_the_built_page(written: Written) -> None:
    for page, _, article in written.pages():
        plain = plain_document(page.make().html)
        for quotation in plain.find_all("q"):
            quotation.string = f"“{quotation.get_text()}”"
        assert bare(article.get_text()) == bare(plain.get_text()), page.src


@pytest.mark.site
def test_every_link_leads_to_a_file_and_an_anchor(written: Written) -> None:
    ids = {}
    for path in written.site.rglob("*.html"):
        ids[path] = {tag["id"] for tag in BeautifulSoup(path.read_text("utf-8"), "html.parser").find_all(id=True)}
    checked = 0
    for page, _, article in written.pages():
        for tag in article.select("a[href], img[src]"):
            url = str(tag.get("href") or tag.get("src"))
            if urlsplit(url).scheme:
                continue
            parts = urlsplit(urljoin(f"/{page.address}/" if page.address else "/", url))
            path = written.site / unquote(parts.path).lstrip("/")
            path = path / "index.html" if parts.path.endswith("/") else path
            assert path.is_file(), (page.src, url)
            assert not parts.fragment or unquote(parts.fragment) in ids[path], (page.src, url)
            checked += 1
    assert checked > 500


@pytest.mark.site
def test_front_matter_holds_title_summary_words_and_day(written: Written) -> None:
    catalogue = build(written.root).catalogue
    for address, entry in catalogue.entries.items():
        head = yaml.safe_load((written.folder / f"docs/{address}.md").read_text("utf-8").split("---\n")[1])
        assert head["title"] == entry.model.title
        assert set(entry.model.tags) <= set(head.get("tags", []))
        themes = getattr(entry.model, "themes", ())
        assert {catalogue.word("theme", slug).title for slug in themes} <= set(head.get("tags", []))
        assert entry.model.updated is None or head["date"] == entry.model.updated


def test_awkward_titles_survive(project: Project, tmp_path: Path) -> None:
    for number, title in enumerate(AWKWARD):
        text = yaml.safe_dump(
            {"title": title, "summary": title, "category": "国家安全", "themes": ["国家安全"]}, allow_unicode=True
        )
        project.write(f"courses/site/s{number}.yml", text)
    done = write(project.root, tmp_path / "out")
    assert done.exit_code == 0, done.output
    site = built_by_mkdocs(tmp_path / "out")
    listed = BeautifulSoup((site / "site/index.html").read_text("utf-8"), "html.parser")
    links = {bare(link.get_text()) for link in listed.select("article a")}
    for number, title in enumerate(AWKWARD):
        text = (site / f"site/s{number}/index.html").read_text("utf-8")
        [heading] = BeautifulSoup(text, "html.parser").select("article h1")
        assert bare(heading.get_text()) == bare(title)
        # Material writes the title of the window as the front matter has it.
        [window] = re.findall("<title>(.*?)</title>", text)
        assert bare(title) in {bare(window.removesuffix("- 小目录")), bare(unescape(window).removesuffix("- 小目录"))}
        assert bare(title) in links


def test_pictures_and_files_come_along_and_the_search_page_does_not(tmp_path: Path) -> None:
    assert write(REPOSITORY / "tests/rich", tmp_path / "out").exit_code == 0
    docs = tmp_path / "out/docs"
    assert (docs / "images/dot.svg").read_bytes() == (REPOSITORY / "tests/rich/docs/images/dot.svg").read_bytes()
    assert (docs / "class/full/full.ics").is_file()
    assert not (docs / "search").exists()


def test_a_catalogue_with_errors_writes_nothing(project: Project, tmp_path: Path) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 零")
    done = write(project.root, tmp_path / "out")
    assert done.exit_code == 1
    assert "HK103" in done.output
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(project: Project, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 别的\n", "utf-8")
    done = write(project.root, tmp_path)
    assert done.exit_code == 1
    assert "没有改动" in done.output
    assert (tmp_path / "mkdocs.yml").read_text("utf-8") == "site_name: 别的\n"
    assert not (tmp_path / "docs").exists()


def test_writing_again_gives_the_same_files_and_takes_out_what_is_gone(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    project.write("courses/site/gone.yml", "title: 去处\nsummary: 一处。\ncategory: 国家安全\nthemes: [国家安全]\n")
    write(project.root, out)
    assert (out / "docs/site/gone.md").is_file()
    (project.root / "courses/site/gone.yml").unlink()
    write(project.root, out)
    assert not (out / "docs/site/gone.md").exists()
    first = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    write(project.root, out)
    assert first == {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_the_navigation_keeps_only_pages_that_were_written() -> None:
    nav = [{"首页": "index.md"}, {"甲": [{"搜索": "search/index.md"}, "course/index.md"]}, {"乙": [{"无": "no.md"}]}]
    text = mkdocs_configuration({"site_name": "名", "copyright": None}, nav, {"index.md", "course/index.md"})
    assert yaml.safe_load(text.partition("markdown_extensions")[0])["nav"] == [
        {"首页": "index.md"},
        {"甲": ["course/index.md"]},
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>一</li></ul><ul><li>二</li></ul>", "- 一\n\n<!-- -->\n\n- 二\n"),
        ("<ul><li>一<ul><li>二</li></ul></li><li>三</li></ul>", "- 一\n\n    - 二\n\n- 三\n"),
        ('<section id="a"><h2>题</h2>文</section>', "## 题 {#a}\n\n文\n"),
        ('<p>见<a href="#s">[1]</a></p>', "见[\\[1\\]](#s)\n"),
        ("<dl><div><dt>甲</dt><dd>乙</dd></div></dl>", "甲\n:   乙\n"),
        ("<details><summary>答</summary><p>对</p></details>", "**答**\n\n对\n"),
        (
            "<ol><li>一<pre>x &lt; y</pre></li><li>二</li></ol>",
            "1. 一\n\n    ```\n    x < y\n    ```\n\n2. 二\n",
        ),
        ("<p># 不是标题</p><p>1. 不是列表</p>", "\\# 不是标题\n\n1\\. 不是列表\n"),
        (
            '<table><tr><th rowspan="2">甲</th><th>乙</th></tr><tr><th>丙|丁</th></tr></table>',
            "| 甲 | 乙 |\n| --- | --- |\n|  | 丙&#124;丁 |\n",
        ),
    ],
)  # fmt: skip
def test_html_becomes_the_markdown_that_an_author_would_write(html: str, expected: str) -> None:
    assert markdown(plain_document(html)) == expected
