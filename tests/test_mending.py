"""A new title of a word, or an entry's new card, is put into the pages that show it; nothing else on them is made again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue_edits import built, built_copy, substitute
from generator import generate
from hongke.build import build
from hongke.links import Links
from hongke.pieces import card_at_level
from hongke.search.blocks import with_blocks
from hongke.search.marking import SKIPPED
from hongke.search.standing import StandingIndex
from hongke.search.texts import Shown
from hongke.standing.mending import Mending, UnmendableError
from hongke.template_functions import TemplateFunctions
from test_build import differences, tree

RICH = Path(__file__).parent / "rich"
LINK = '<a href="../../theme/unity/" rel="tag">团结</a>'
NAME = '<span data-hk-word="theme/unity">团结</span>'
LOOKS_ALIKE = (
    '<ul><li data-address="course/course-00000"><article class="hk-card"><h3 class="hk-card__title">旧</h3></article></li></ul>\n\n'
    '说的是<a href="../../theme/{slug}/" rel="tag">{title}</a>和<span data-hk-word="theme/{slug}">{title}</span>。\n'
)


def card(title: str, icon: str = "clock") -> str:
    return f'<article class="hk-card"><p><use href="#i-{icon}"/></p><h3 class="t"><a href="hk:/course/a/">{title}</a></h3></article>'


def listed(title: str, level: int = 3, icon: str = "clock") -> str:
    inner = card_at_level(card(title, icon), level).replace("hk:/", "../")
    return f'<li data-address="course/a">{inner}</li>\n'


def test_a_card_is_replaced_wherever_it_stands_at_the_level_it_has_there() -> None:
    other = '<li data-address="course/ab"><article class="hk-card"><h3 class="t">旧</h3></article></li>\n'
    page = Mending(f"<p>旧</p><ul>{listed('旧')}{other}</ul><ul>{listed('旧', 2)}</ul>", "site/")
    page.put_card("course/a", card("新"))
    assert page.html == f"<p>旧</p><ul>{listed('新')}{other}</ul><ul>{listed('新', 2)}</ul>"
    assert [block for block, _ in page.blocks] == [listed("旧")[: -len("</li>\n")], listed("旧", 2)[: -len("</li>\n")]]


@pytest.mark.parametrize(
    ("html", "new"),
    [
        ("<p>没有</p>", card("新")),
        (listed("旧"), card("新", "map")),
        ('<li data-address="course/a">旧</li>', card("新")),
        (listed("旧"), card("新") + "\n"),
    ],
    ids=["no such card", "another icon", "no card in its place", "text behind the card"],
)
def test_a_page_whose_card_cannot_be_replaced_is_made_anew(html: str, new: str) -> None:
    with pytest.raises(UnmendableError):
        Mending(html, "site/").put_card("course/a", new)


def test_a_title_is_replaced_in_links_and_in_its_own_elements_alone() -> None:
    alike = '<p>团结 <a href="../../theme/unity/">团结</a> <span>团结</span></p>'
    others = '<p><a href="../../theme/unity-b/" rel="tag">团结</a></p>'
    page = Mending(f"<dl><dd>{LINK}、{LINK}</dd></dl>{alike}<p class='k'>{NAME} · 别的</p>{others}", "case/x/")
    page.put_title(Links(), "theme", "unity", "新")
    link, name = (text.replace("团结", "新") for text in (LINK, NAME))
    assert page.html == f"<dl><dd>{link}、{link}</dd></dl>{alike}<p class='k'>{name} · 别的</p>{others}"
    assert page.blocks == [
        (f"<dd>{LINK}、{LINK}", f"<dd>{link}、{LINK}"),
        (f"<dd>{link}、{LINK}", f"<dd>{link}、{link}"),
        (f"<p class='k'>{NAME} · 别的", f"<p class='k'>{name} · 别的"),
    ]


@pytest.mark.parametrize(
    "html", ["<p>团结</p>", f"<h2>{LINK}</h2>", f"<li>甲<ul></ul>{LINK}</li>", f"<p>{LINK}"],
    ids=["none", "in no such block", "behind another block", "unclosed"],
)  # fmt: skip
def test_a_page_with_a_title_in_an_unusual_place_is_made_anew(html: str) -> None:
    with pytest.raises(UnmendableError):
        Mending(html, "case/x/").put_title(Links(), "theme", "unity", "新")


def shown(text: str, headings: list[list[Any]], own: str = "") -> Shown:
    return Shown("case/x/", "标题", 1, text, headings, own)


def test_lines_of_blocks_are_exchanged_and_headings_move_with_their_lines() -> None:
    page = shown("团结\n背景\n团结、实干\n做法\n尾", [[3, "bg"], [12, "do"]])
    blocks = [("<li>团结", "<li>大团结"), ("<dd>团结、实干", "<dd>大团结、实干")]
    assert with_blocks(page, blocks) == shown("大团结\n背景\n大团结、实干\n做法\n尾", [[4, "bg"], [14, "do"]])


@pytest.mark.parametrize(
    ("page", "block"),
    [
        (shown("团结\n团结", []), ("<li>团结", "<li>新")),
        (shown("实干", []), ("<li>团结", "<li>新")),
        (shown("甲\n甲\n甲", []), ("<li>甲<p>甲</p>", "<li>乙<p>甲</p>")),
        (shown("团结", [[0, "x"]]), ("<li>团结", "<li>新")),
        (shown("团结", []), ("<li>团结", "<li>新<p>行</p>")),
        (shown("团结", []), ("<li>团结", "<li>")),
        (shown("团结", []), ("<li>团结", "<li>團結")),
        (shown("团结\n團", [], "团结\n团"), ("<li>团结", "<li>新")),
    ],
    ids=[
        "another such line",
        "no such line",
        "lines that overlap",
        "a heading",
        "more lines",
        "no line",
        "now traditional",
        "traditional",
    ],
)
def test_a_text_of_which_that_is_not_all_is_read_anew(page: Shown, block: tuple[str, str]) -> None:
    assert with_blocks(page, [block]) is None


def test_no_card_and_no_title_of_a_word_stands_where_the_index_does_not_read() -> None:
    """What `with_blocks` relies on: each of these pieces leaves its lines in the text of its page."""
    skipped = re.compile(rf"<({'|'.join(SKIPPED)})(?=[\s>]).*?</\1>", re.DOTALL)
    piece = re.compile('<li data-address=| rel="tag"| data-hk-word=')
    choice = re.compile("<label [^>]*><input [^>]*><span data-hk-word=")
    found = 0
    for page in build(RICH).pages:
        html = page.fragment(Links()).html
        found += len(piece.findall(html))
        inside = "".join(hidden[0] for hidden in skipped.finditer(html))
        assert len(piece.findall(inside)) == len(choice.findall(inside)) == len(choice.findall(html)), page.address
    assert found > 100


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a catalogue in which an author has written what looks like a card and like titles of a word."""
    root = tmp_path_factory.mktemp("t") / "c"
    generate(root, entries=70, characters=120)
    slug, title = theme_of(root)
    for path in sorted((root / "docs/materials").glob("*.md")):
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n{LOOKS_ALIKE.format(slug=slug, title=title)}", "utf-8")
    return root


def theme_of(root: Path) -> tuple[str, str]:
    """Return slug and title of a theme that some case has."""
    slug = re.search(r"^themes:\n- (.*)$", (root / "courses/case/case-00001.yml").read_text("utf-8"), re.MULTILINE)
    assert slug
    return slug[1], renamed_theme(root, slug[1], lambda title: title)


def renamed_theme(root: Path, slug: str, rename: Callable[[str], str]) -> str:
    """Give a theme another title, and return the one that it had."""
    path = root / "courses/vocabularies.yml"
    before, head, rest = path.read_text("utf-8").partition("\ntheme:\n")
    found = re.search(rf"^  {slug}: {{title: ([^,}}]+)", rest, re.MULTILINE)
    assert found
    path.write_text(f"{before}{head}{rest[: found.start(1)]}{rename(found[1])}{rest[found.end(1) :]}", "utf-8")
    return found[1]


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """Build a copy of the catalogue, and return its root; the site is beside it."""
    return built_copy(template, tmp_path)


def made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Build what has changed, compare it with a new site, and return the templates of what was made and the pages read whole."""
    rendered: list[str] = []
    read: list[str] = []
    render, replace = TemplateFunctions.render, StandingIndex.replace

    def noted_render(self: TemplateFunctions, name: str, context: Any) -> str:
        rendered.append(name)
        return render(self, name, context)

    def noted_replace(self: StandingIndex, page: Any, url: str, html: str) -> None:
        read.append(page.address)
        replace(self, page, url, html)

    with monkeypatch.context() as context:
        context.setattr("hongke.building.build_anew", lambda *_given, **_named: pytest.fail("built anew"))
        context.setattr(TemplateFunctions, "render", noted_render)
        context.setattr(StandingIndex, "replace", noted_replace)
        assert built(root, root.parent / "kept") == 0
    assert built(root, root.parent / "new", no_cache=True) == 0
    assert differences(tree(root.parent / "kept"), tree(root.parent / "new")) == []
    return rendered, read


def test_a_word_is_renamed_on_pages_that_are_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slug, title = theme_of(root)
    for turn in ("甲", "乙丙"):
        renamed_theme(root, slug, lambda _, turn=turn: f"{title}{turn}")  # type: ignore[misc]
        rendered, read = made_again(root, monkeypatch)
        assert not {"case.html.j2", "course.html.j2", "material.html.j2"} & set(rendered)
        assert not [address for address in read if address.startswith(("case/case", "course/course"))]
        page = (root.parent / "kept/case/case-00001/index.html").read_text("utf-8")
        assert f'data-hk-word="theme/{slug}">{title}{turn}<' in page
        assert f'rel="tag">{title}{turn}</a>' in page
    looks_alike = next((root.parent / "kept/materials").glob("material*/index.html")).read_text("utf-8")
    assert f'说的是<a href="../../theme/{slug}/">{title}</a>和<span>{title}</span>' in looks_alike


def test_a_new_summary_of_a_course_is_put_on_its_cards(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "courses/course/course-00000.yml"
    substitute(path, "^summary: .*", "summary: 换了一句话。")
    rendered, _ = made_again(root, monkeypatch)
    assert "word.html.j2" not in rendered
    cards = [page for page in (root.parent / "kept").rglob("*.html") if "换了一句话。" in page.read_text("utf-8")]
    assert len(cards) > 2
