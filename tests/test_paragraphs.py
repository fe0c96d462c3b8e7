"""Texts without Markdown to speak of go by a quick road, which must come to what Python-Markdown and the cleaner make."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from hongke.build import check_catalogue
from hongke.catalogue import Catalogue
from hongke.links import Links
from hongke.load.catalogue import load_catalogue
from hongke.prose import ProseRenderer, Rendered

Both = Callable[[str, int, str], tuple[Rendered, Rendered]]
PIECES = [
    "网格员", "边境 线", "a", "Z9", "2024", "3.", "1. ", "7) ", "- ", "+ ", "* ", "-", "=", "---", "===", "\n", "\n\n", "\n\n\n", " ", "  ",
    "　", "\t", "    ", "\r\n", "。", "，", "、", "：", "“甲”", "（乙）", "《丙》", "…", "—", "·", "％", "～", "!", "! ", "!!! note", "??? a", "?", ":", ": b",
    "; ", ",", ".", "'", '"', "/", "///", "//", "%", "&", "&amp;", "<", ">", "<b>", "</b>", "<!--", "*a*", "**", "_", "__", "`", "```", "~~~",
    "\\", "\\*", "|", "#", "# ", "## ", "####### ", " #", "[", "]", "[a](b)", "![", "[^1]", "^", "~", "{#x}", "{: .y }", "@", "a@b.cc",
    "http://a.cc/b", "*[AI]: x", "[[case/wangfu-grid]]", "[[course/grid-basics#units|看 这里]]", "[[case/none|3. 无]]", "[[case/wangfu-grid|a*b_c]]",
    "[[case/wangfu-grid#x y|z]]", "[[", "]]", "\ue000", "\ufeff", "\u200b", "\u2028", "\x85", "\x0c", "\x1c", "\x02", "\x03", "é", "ᠮᠣᠩ", "𠀀", "①", "²", "١. ",
]  # fmt: skip
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
USUAL = st.lists(
    st.sampled_from(["网格", "守国门", "AI", "3", ". ", "，", "。", " ", "\n", "\n\n", "\n\n\n", "\n## ", "\n\n# ", "\n### ", "[[case/wangfu-grid|王府]]", "“", "-", "="]),
    max_size=20,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(REPOSITORY)[0]


@pytest.fixture(scope="module")
def both(catalogue: Catalogue) -> Both:
    prose = ProseRenderer(catalogue, Links())

    def rendered(text: str, level: int, prefix: str) -> tuple[Rendered, Rendered]:
        return prose.render(text, level=level, prefix=prefix), prose._parsed(text, level, "")

    return rendered


@settings(max_examples=1500, deadline=None)
@given(
    text=WRITTEN | USUAL | st.text(max_size=30), level=st.sampled_from([1, 3, 4, 6]), prefix=st.sampled_from(["", "u1"])
)
@example(text="\n甲\n乙\n\n\n丙\n", level=1, prefix="")
@example(text="甲\n## 乙  丙\n丁\n\n## 乙 丙\n# 戊", level=1, prefix="u1")
@example(text="## -\n甲", level=1, prefix="")
@example(text="3.5 个\n\n3. 个", level=1, prefix="")
@example(text="[[case/none|3. 无]]", level=1, prefix="")
def test_both_roads_come_to_the_same(text: str, level: int, prefix: str, both: Both) -> None:
    quick, parsed = both(text, level, prefix)
    assert quick == parsed


def test_the_quick_road_takes_plain_text_and_leaves_markdown_alone(both: Both, catalogue: Catalogue) -> None:
    from hongke.paragraphs import paragraphs

    prose = ProseRenderer(catalogue, Links())

    def quick(text: str) -> object:
        return paragraphs(text, level=1, slug=prose._slug, target=prose._target)

    for taken in ("甲\n\n乙，AI 2.0。", "## 甲\n\n见[[case/wangfu-grid]]。", "（一）甲\n乙"):
        assert quick(taken) is not None, taken
    for left in (
        "甲 *乙*",
        "- 甲",
        "1. 甲",
        "甲  \n乙",
        "甲\n===",
        "[[case/none]]",
        "<b>甲</b>",
        "甲 & 乙",
        "| 甲 |",
        "",
    ):
        assert quick(left) is None, left


@pytest.mark.parametrize("folder", ["", "tests/rich"])
def test_every_text_of_a_catalogue_comes_to_the_same(folder: str) -> None:
    catalogue = check_catalogue(REPOSITORY / folder)[0]
    prose = ProseRenderer(catalogue, Links())
    texts = {leaf.text for document in catalogue.documents for leaf in document.texts() if leaf.prose}
    assert texts
    for text in texts:
        assert prose.render(text, level=3, prefix="a") == prose._parsed(text, 3, ""), text
