"""Pages of the author's guide that come from the program itself: fields, vocabularies, options, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from hongke.code_help import FAMILIES, code_help
from hongke.fields import describe, fields_of
from hongke.kinds import KINDS, Kind
from hongke.model.options import Options
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site
from hongke.problems import CODES


class FieldRow(Struct, frozen=True):
    """A field as the guide lists it; `depth` is 0 for a field of the entry itself."""

    path: str
    name: str
    depth: int
    label: str
    type: str
    required: bool
    help: str


def problem_codes(site: Site) -> Iterator[Page]:
    """Give the page that lists every code."""
    yield from _page(
        site,
        "guide/codes",
        "检查代码一览",
        "hongke check、hongke ledger 和 hongke import 报出的每个代码是什么意思。",
        lambda: _codes_fragment(site),
    )


def field_pages(site: Site) -> Iterator[Page]:
    """Give the list of kinds, and the fields of each kind, from the models."""
    title, summary = "字段参考", "每种条目有哪些字段，怎样写。"
    yield from _page(
        site, "guide/fields", title, summary, lambda: _made(site, "fields-index", kinds=KINDS.values()), index=True
    )
    for kind in KINDS.values():
        about = f"{kind.label}（{kind.name}）的全部字段：名称、写法、是否必填。"
        yield from _page(
            site, f"guide/fields/{kind.name}", f"字段：{kind.label}", about, partial(_fields_fragment, kind, site)
        )


def vocabulary_page(site: Site) -> Iterator[Page]:
    """Give the page that lists every word of every vocabulary with its slug and synonyms."""
    vocabularies = site.catalogue.vocabularies.values()
    summary = "受控词表里的全部词：名称、编号、同义词、上级。"
    yield from _page(
        site, "guide/vocabularies", "词表参考", summary, lambda: _made(site, "vocabularies", vocabularies=vocabularies)
    )


def options_page(site: Site) -> Iterator[Page]:
    """Give the page that lists the plugin's options."""
    rows = [(name, info) for name, info in Options.model_fields.items()]
    summary = "mkdocs.yml 里 hongke 插件的选项。"
    yield from _page(
        site, "guide/options", "插件选项", summary, lambda: _made(site, "options", rows=rows, describe=describe)
    )


def field_rows(kind: Kind) -> list[FieldRow]:
    """Return every field of a kind, those of the parts in it below their own."""
    return [
        FieldRow(
            path=path,
            name=path.rpartition(".")[2],
            depth=path.count("."),
            label=info.title or "",
            type=describe(info),
            required=info.is_required(),
            help=info.description or "",
        )
        for path, info in fields_of(kind.model)
    ]


def _codes_fragment(site: Site) -> Fragment:
    told = code_help()
    families = [
        {
            "anchor": start.lower(),
            "title": title,
            "codes": [(code, *about, told.get(code)) for code, about in CODES.items() if code.startswith(start)],
        }
        for start, title in FAMILIES.items()
    ]
    toc = [
        {
            "level": 2,
            "id": f"{start.lower()}-help",
            "name": title,
            "children": [
                {"level": 3, "id": code.lower(), "name": f"{code} {about}", "children": []}
                for code, (_, about) in CODES.items()
                if code.startswith(start)
            ],
        }
        for start, title in FAMILIES.items()
    ]
    return Fragment(_made(site, "codes", families=families).html, toc)


def _fields_fragment(kind: Kind, site: Site) -> Fragment:
    return _made(site, "fields", kind=kind, rows=field_rows(kind))


def _made(site: Site, template: str, **context: object) -> Fragment:
    return Fragment(site.templates.render(f"guide-{template}.html.j2", **context))


def _page(
    site: Site, address: str, title: str, summary: str, make: Callable[[], Fragment], *, index: bool = False
) -> Iterator[Page]:
    """Give a page of the guide, where the catalogue has one."""
    if any(page.path.startswith("guide/") for page in site.catalogue.pages):
        yield Page(
            address=address,
            index=index,
            title=title,
            description=summary,
            tab="guide",
            plain=True,
            updated=site.catalogue.latest,
            make=make,
        )
