"""`hongke serve` in a browser: a save shows by itself, a mistake says what it is, and the pages are a build's."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import REPOSITORY, Project
from hongke.mkdocs_site import build_site
from preview_reader import PATIENCE, Preview, as_built, tab

COURSE = "courses/course/grid.yml"
BOX = ".hk-preview"
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def start() -> Iterator[Callable[..., Preview]]:
    """Give a function that starts the command on a catalogue."""
    running: list[Preview] = []

    def begin(project: Project, *options: str) -> Preview:
        running.append(Preview(project.root, *options))
        return running[-1]

    yield begin
    for preview in running:
        preview.stop()


def put(target: Path, text: str) -> None:
    """Write as VS Code and vim do: a new file, then its name."""
    fresh = target.with_name(f".{target.name}.tmp")
    fresh.write_text(text, "utf-8")
    fresh.replace(target)


@pytest.mark.parametrize("kind", ["small", "rich", "mounted"])
def test_every_page_and_file_is_the_one_a_build_writes(
    kind: str, project: Project, start: Callable[..., Preview]
) -> None:
    if kind == "rich":
        shutil.rmtree(project.root)
        shutil.copytree(REPOSITORY / "tests/rich", project.root)
    if kind == "mounted":
        settings = "site_url: https://example.test/kb/\nuse_directory_urls: false\n"
        project.replace("mkdocs.yml", "site_name: 小目录\n", f"site_name: 小目录\n{settings}")
    out = project.root.parent / "built"
    assert build_site(project.root, out, strict=True) == 0
    preview = start(project)
    preview.indexed()
    mount = "/kb/" if kind == "mounted" else "/"
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith("assets/javascripts/"):
            asked = name.removesuffix("index.html") if kind != "mounted" else name
            status, _, content = preview.get(f"{mount}{asked}")
            assert (status, as_built(content) == path.read_bytes()) == (200, True), name
            assert (as_built(content) != content) == name.endswith(".html"), name


def test_a_saved_change_is_shown_and_the_reader_stays_where_she_was(
    project: Project, start: Callable[..., Preview], browser: Browser
) -> None:
    long = "\\n\\n".join(f"第 {number} 段。" for number in range(80))
    project.replace(COURSE, "body: 从一个案例讲起。", f'body: "{long}"')
    page = tab(browser, start(project), "course/grid/")
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_function("scrollY === 900")
    put(project.root / COURSE, (project.root / COURSE).read_text("utf-8").replace("网格党建实务", "换了题目"))
    expect(page.locator("h1")).to_have_text("换了题目")
    page.wait_for_function("scrollY === 900")


def test_a_mistake_is_shown_over_the_last_good_page_and_goes_when_it_is_mended(
    project: Project, start: Callable[..., Preview], browser: Browser
) -> None:
    page = tab(browser, start(project), "course/grid/")
    good = (project.root / COURSE).read_text("utf-8")
    put(project.root / COURSE, good.replace("hours: 2", "hour: 2").replace("网格党建实务", "坏的题目"))
    alert = page.locator(f"{BOX} [role=alert]")
    expect(alert).to_contain_text("courses/course/grid.yml:8:1")
    expect(alert).to_contain_text("HK104 错误")
    expect(alert).to_contain_text("未知字段 “hour”。是不是 “hours（学时）”？")
    expect(page.locator("h1")).to_have_text("网格党建实务")
    page.goto(page.url.replace("course/grid", "case/wangfu-grid"))
    expect(page.locator("h1")).to_have_text("王府街道网格")
    expect(alert).to_be_visible()
    page.evaluate("window.marked = true")
    put(project.root / COURSE, good.replace("网格党建实务", "好的题目"))
    expect(page.locator(BOX)).to_be_hidden()
    page.goto(page.url.replace("case/wangfu-grid", "course/grid"))
    expect(page.locator("h1")).to_have_text("好的题目")


def test_a_catalogue_that_begins_broken_shows_its_problems_and_then_its_site(
    project: Project, start: Callable[..., Preview], browser: Browser
) -> None:
    project.replace(COURSE, "hours: 2", "hours: 0")
    page = tab(browser, start(project))
    expect(page.locator(f"{BOX} [role=alert]")).to_contain_text("改好以后自动显示站点")
    project.replace(COURSE, "hours: 0", "hours: 2")
    expect(page.locator("h1")).to_contain_text("上成")
    expect(page.locator(BOX)).to_be_hidden()


def test_warnings_are_folded_and_reached_by_keyboard(
    project: Project, start: Callable[..., Preview], browser: Browser
) -> None:
    project.write("mkdocs.yml", "site_name: x\ntheme: material\nplugins:\n  - hongke: {minutes_per_hour: 50}\n")
    page = tab(browser, start(project))
    said = page.locator(f"{BOX} .hk-preview__row")
    expect(page.locator(f"{BOX} summary")).to_have_text("1 个警告")
    expect(said).to_be_hidden()
    assert page.locator(f"{BOX} [role=alert]").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "1 个警告"
    page.keyboard.press("Enter")
    expect(said).to_contain_text("HK208 警告 2 学时合 100 分钟")


def test_new_renamed_and_deleted_entries_and_folders(project: Project, start: Callable[..., Preview]) -> None:
    preview = start(project)
    version = preview.state()["version"]
    project.write("courses/term/grid.yml", "title: 网格\nsummary: 摘要。\ndefinition: 释义。\n")
    version = preview.after(version)["version"]
    assert "释义。" in preview.page("term/grid/")
    (project.root / "courses/term/grid.yml").rename(project.root / "courses/term/cell.yml")
    version = preview.after(version)["version"]
    assert preview.get("/term/grid/")[0] == 404
    assert "释义。" in preview.page("term/cell/")
    shutil.rmtree(project.root / "courses/term")
    version = preview.after(version)["version"]
    assert preview.get("/term/cell/")[0] == 404
    project.write("docs/materials/notes.md", "---\ntitle: 笔记\nsummary: 摘要。\n---\n一段笔记。\n")
    version = preview.after(version)["version"]
    assert "一段笔记。" in preview.page("materials/notes/")
    project.write("docs/pictures/dot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    version = preview.after(version)["version"]
    assert preview.get("/pictures/dot.svg")[1]["content-type"] == "image/svg+xml; charset=utf-8"


def test_the_whole_catalogue_may_be_taken_away_and_come_back(project: Project, start: Callable[..., Preview]) -> None:
    preview = start(project)
    version = preview.state()["version"]
    (project.root / "courses").rename(project.root / "elsewhere")
    preview.state(lambda state: "HK024" in state["box"])
    assert "网格党建实务" in preview.page("course/grid/")
    (project.root / "elsewhere").rename(project.root / "courses")
    version = preview.state(lambda state: not state["box"] and state["version"] != version)["version"]
    project.replace(COURSE, "title: 网格党建实务", "title: 回来以后")
    preview.after(version)
    assert "回来以后" in preview.page("course/grid/")


def test_a_word_and_a_setting_change_every_page(project: Project, start: Callable[..., Preview]) -> None:
    preview = start(project)
    version = preview.state()["version"]
    project.replace("courses/vocabularies.yml", "{title: 案例式}", "{title: 案例教学, synonyms: [案例式]}")
    version = preview.after(version)["version"]
    assert "案例教学" in preview.page("course/grid/")
    assert "HK121" in preview.state()["box"]
    project.replace("mkdocs.yml", "小目录", "改名的目录")
    version = preview.after(version)["version"]
    assert "改名的目录" in preview.page("course/grid/")
    project.replace("mkdocs.yml", "plugins: [hongke]", "plugins: [hongke, nonesuch]")
    assert "nonesuch" in preview.state(lambda state: "alert" in state["box"])["box"]
    assert "改名的目录" in preview.page("course/grid/")
    project.replace("mkdocs.yml", "plugins: [hongke, nonesuch]", "plugins: [hongke]")
    preview.after(version)
    assert "alert" not in preview.state()["box"]


def test_drafts_are_shown_and_marked_where_they_are_asked_for(project: Project, start: Callable[..., Preview]) -> None:
    project.write("courses/term/x.yml", "title: 新词\nsummary: 摘要。\ndefinition: 释义。\nstatus: draft\n")
    assert start(project).get("/term/x/")[0] == 404
    assert "草稿：这一页还没有发布。" in start(project, "--drafts").page("term/x/")


def test_several_quick_saves_end_with_the_last(
    project: Project, start: Callable[..., Preview], browser: Browser
) -> None:
    page = tab(browser, start(project), "course/grid/")
    good = (project.root / COURSE).read_text("utf-8")
    for number in range(30):
        put(project.root / COURSE, good.replace("网格党建实务", f"第 {number} 稿"))
        (project.root / COURSE).write_text("title: 写了一", "utf-8")
    put(project.root / COURSE, good.replace("网格党建实务", "定稿"))
    expect(page.locator("h1")).to_have_text("定稿")
    expect(page.locator(BOX)).to_be_hidden()


def test_search_finds_what_was_saved(project: Project, start: Callable[..., Preview], browser: Browser) -> None:
    preview = start(project)
    preview.indexed()
    version = preview.state()["version"]
    project.replace(COURSE, "summary: 学会用网格发现和解决问题。", "summary: 骆驼队走过草原。")
    preview.after(version)
    preview.indexed()
    page = tab(browser, preview, "search/?q=骆驼队")
    expect(page.locator("article")).to_contain_text("网格党建实务")


def test_polling_sees_a_change_too(project: Project, start: Callable[..., Preview]) -> None:
    preview = start(project, "--poll")
    version = preview.state()["version"]
    project.replace(COURSE, "title: 网格党建实务", "title: 网络盘上改的")
    preview.after(version)
    assert "网络盘上改的" in preview.page("course/grid/")


def test_a_page_left_open_reloads_when_the_server_has_been_started_again(
    project: Project, start: Callable[..., Preview], browser: Browser
) -> None:
    first = start(project)
    page = tab(browser, first, "course/grid/")
    first.stop()
    project.replace(COURSE, "title: 网格党建实务", "title: 醒来以后")
    start(project, "--port", str(first.port))
    expect(page.locator("h1")).to_have_text("醒来以后")
