"""Every numeral and every document on the published pages has an origin: the report, a public rule, an example, a count.

The list is written to build/numerals.tsv: page, numeral with what follows it, origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY
from pages_html import addresses, page
from test_content import FACTS, REPORT

# The study-hour rules known from public documents (the content model lists them), number with what follows.
RULES = {
    "1年",
    "32学",
    "20条",
    "5年",
    "3个",
    "550学",
    "12天",
    "90学",
    "1/7",
    "56学",
    "1次",
    "2023年",
    "2019—",
    "2024—",
    "2028年",
    "14条",
    "15条",
    "32个",
}
RULE_DOCUMENTS = (
    "中国共产党党员教育管理工作条例",
    "干部教育培训工作条例",
    "全国党员教育培训工作规划",
    "2019—2023年全国党员教育培训工作规划",
)
# What the site counts itself, by the element that shows it.
COUNTED = ".hk-ref, .hk-toolbar__count, .hk-section__note, .hk-tree__n, .hk-words span, .hk-question__meta, .hk-hero__go, .hk-more, .hk-num__what, .hk-card__kicker, .hk-facts__title, .hk-timebar, .hk-facets, .hk-facet__n"
OWN_PAGES = ("guide/", "records/", "404.html")
"""The author's guide and the empty forms: their numerals are examples of how to write, not statements."""

_PLAIN_REPORT = re.sub(r"\s", "", REPORT)
_REPORTED = {f"{number}{after}" for number, after in re.findall(r"(\d+)([^\d\s])", _PLAIN_REPORT)}
_REPORTED |= {
    f"{fact['value']}{('余' if fact.get('approx') == 'over' else '') + fact['unit']}"[: len(str(fact["value"])) + 1]
    for _, fact in FACTS
}
_REPORTED |= {f"{fact['value']}番" for _, fact in FACTS if fact["unit"] == "番"} | {"3D", "32个", "32学"}
_IN_QUESTIONS = ("hk-question__choices", "hk-question__stem", "hk-question__answer")
_REPORT_NUMBERS = set(re.findall(r"\d+", _PLAIN_REPORT))
_NUMERAL = re.compile(r"\d+(?:/\d+|\.\d+)?")


def numerals(document: Any) -> Iterator[tuple[Any, str, str]]:
    """Give every numeral of a page's content with its element, and the character that follows it, white space left out."""
    [content] = document.cssselect("#hk-main")
    for place in list(content.iter("wbr")):
        place.drop_tag()
    nodes: list[tuple[Any, str, str]] = []
    for element in content.iter():
        if not isinstance(element.tag, str) or element.tag in ("svg", "script", "q"):
            continue
        if any(parent.tag in ("svg", "q") for parent in element.iterancestors()):
            continue
        children = [child for child in element if isinstance(child.tag, str)]
        said = [child.text_content() + (child.tail or "") for child in children]
        if element.text:
            nodes.append((element, element.text, "".join(said)))
        nodes += [(element, child.tail, "".join(said[at + 1 :])) for at, child in enumerate(children) if child.tail]
    for element, written, rest in nodes:
        plain = re.sub(r"\s", "", written)
        following = re.sub(r"\s", "", rest) or _next_text(element)
        for found in _NUMERAL.finditer(plain):
            yield element, found.group(), plain[found.end() : found.end() + 1] or following[:1]


def _next_text(element: Any) -> str:
    following = (sibling.text_content() for sibling in element.itersiblings() if isinstance(sibling.tag, str))
    return re.sub(r"\s", "", element.tail or "") or re.sub(r"\s", "", next(following, ""))


def origin(address: str, element: Any, numeral: str, after: str) -> str | None:
    """Return where a numeral comes from, or None."""
    if f"{numeral}{after}" in _REPORTED:
        return "报道"
    if f"{numeral}{after}" in RULES or numeral in RULES:
        return "规定"
    lineage = [element, *element.iterancestors()]
    if any(node.tag == "time" for node in lineage):
        return "日期"
    root = element.getroottree().getroot()
    counted = set(root.cssselect(COUNTED))
    if any(node in counted for node in lineage):
        return "本站计数"
    if address in ("", "stats/") and any(
        "hk-numbers" in (node.get("class") or "")
        or "hk-bars" in (node.get("class") or "")
        or "hk-matrix" in (node.get("class") or "")
        or "hk-legend" in (node.get("class") or "")
        for node in lineage
    ):
        return "本站计数"
    if root.cssselect(".hk-notice .hk-sample"):
        return "示例"  # the whole page is marked
    if (
        any(set((node.get("class") or "").split()) & set(_IN_QUESTIONS) for node in lineage)
        and numeral in _REPORT_NUMBERS
    ):
        return "题目"  # a wrong choice or an explanation lends a figure of the report to something else
    for node in lineage:
        if node.tag in ("section", "header", "aside", "article", "li", "div") and node.cssselect(".hk-sample"):
            return "示例"
        if node.tag in ("section", "header", "aside"):
            break
    if (
        address.startswith(("course/", "programme/", "class/", "route/", "quiz/", "site/", "term/study-hours"))
        and after in "分学人天站道题个"
    ):
        return "示例" if root.cssselect(".hk-sample") else None
    return None


def test_every_numeral_has_an_origin(site: Path) -> None:
    rows, unexplained = [], []
    for address in addresses(site):
        if address.startswith(OWN_PAGES):
            continue
        for element, numeral, after in numerals(page(site, address)):
            found = origin(address, element, numeral, after)
            rows.append(f"{address}\t{numeral}{after}\t{found or '？'}")
            if found is None:
                unexplained.append(f"{address}: {numeral}{after} in <{element.tag} class={element.get('class')}>")
    (REPOSITORY / "build").mkdir(exist_ok=True)
    (REPOSITORY / "build/numerals.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    assert len(rows) > 1000
    assert unexplained == []


@pytest.mark.parametrize("sentence", ["据统计有 97 个网格。", "2021年成立。", "培训了 300 名党员。"])
def test_a_numeral_from_nowhere_would_be_found(sentence: str, site: Path) -> None:
    document = page(site, "case/wangfu-grid/")
    paragraph = document.cssselect("#hk-main .hk-prose p")[0]
    paragraph.text = sentence + (paragraph.text or "")
    found = [origin("case/wangfu-grid/", element, numeral, after) for element, numeral, after in numerals(document)]
    assert None in found


def test_every_document_that_is_named_is_in_the_report_or_a_known_rule(site: Path) -> None:
    plain = _bare(REPORT)
    for address in addresses(site):
        if address.startswith(OWN_PAGES):
            continue
        [content] = page(site, address).cssselect("#hk-main")
        for named in re.findall(r"《([^《》]+)》", content.text_content()):
            name = _bare(named)
            assert name in plain or name.split("（")[0] in RULE_DOCUMENTS, f"{address}: 《{named}》"


def _bare(text: str) -> str:
    return re.sub(r"[\s“”]", "", text).translate(str.maketrans("(),", "（），"))
