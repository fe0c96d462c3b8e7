"""Pages of entries, and the trainer's view beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hongke.catalogue import Entry
from hongke.kinds import Kind
from hongke.model.case import Case
from hongke.model.course import Course
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

_TABS = {"provider": "browse", "platform": "browse"}
"""Kinds without a tab of their own, and the tab that is lit for them."""


def tab_of(kind: Kind) -> str:
    """Return the address of the section whose tab is lit on the pages of a kind."""
    return _TABS.get(kind.name, kind.name)


def entry_pages(site: Site) -> Iterator[Page]:
    """Give the page of every entry whose kind has a template, then its trainer's view."""
    for entry in site.catalogue.entries.values():
        if entry.kind.template is None:
            continue
        yield Page(
            address=entry.address,
            title=entry.model.title,
            description=entry.model.summary,
            tab=tab_of(entry.kind),
            updated=entry.model.updated,
            make=partial(_entry_fragment, entry, site),
        )
        if has_trainers_view(entry):
            yield Page(
                address=f"{entry.address}/teach",
                title=f"教员版：{entry.model.title}",
                description=f"{entry.model.title}的教学安排与教员提示。",
                tab=tab_of(entry.kind),
                noindex=True,
                updated=entry.model.updated,
                make=partial(_teach_fragment, entry, site),
            )


def has_trainers_view(entry: Entry) -> bool:
    """Whether an entry has a page for trainers: every course has a lesson plan, a case where it has a teaching note."""
    model = entry.model
    return isinstance(model, Course) or (isinstance(model, Case) and model.teaching_note is not None)


def _entry_fragment(entry: Entry, site: Site) -> Fragment:
    template = entry.kind.template or ""
    referrers = {
        kind: [] for kind in ("course", "case", "materials", "programme", "site", "term", "provider", "platform")
    }  # type: dict[str, list[Entry]]
    for other in site.catalogue.referrers(entry.address):
        if other.kind.template:
            referrers.setdefault(other.kind.name, []).append(other)
    shown = frozenset(leaf.text for leaf in entry.texts() if leaf.ref) | {
        other.address for others in referrers.values() for other in others
    }
    context = {
        "e": entry,
        "m": entry.model,
        "referrers": referrers,
        "related": site.related.to(entry, leave_out=shown),
        "has_teach": has_trainers_view(entry),
    }
    if not entry.kind.markdown:
        return Fragment(site.templates.render(template, **context))
    body = site.templates.prose.render(entry.body, folder="materials")
    return Fragment(site.templates.render(template, body=body, **context))


def _teach_fragment(entry: Entry, site: Site) -> Fragment:
    return Fragment(site.templates.render(f"teach-{entry.kind.name}.html.j2", e=entry, m=entry.model))
