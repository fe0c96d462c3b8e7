"""The study ledger: a page whose entries live in the reader's browser alone, and the files it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hongke.assets import Asset, packed_json
from hongke.catalogue import Entry
from hongke.model.course import Course
from hongke.model.knowledge import Rule
from hongke.model.ledger import ENTRY_TYPES, MODES
from hongke.model.ledger_schema import ledger_schema
from hongke.pages.brief import brief_of
from hongke.pages.page import Fragment, Page
from hongke.pages.site import Site

ADDRESS = "ledger"
# What a course becomes in the ledger, by the slug of its mode of teaching; a reader may change it before saving.
_AS_ENTRY: Mapping[str, tuple[str, str]] = {
    "offline": ("专题培训", "线下"),
    "online": ("在线学习", "线上"),
    "self-study": ("自学", "线下"),
    "practice": ("实践锻炼", "线下"),
}
# The same for steps of a learning path that are no courses; what is read by oneself is 自学.
_OF_KIND: Mapping[str, tuple[str, str]] = {
    "platform": ("在线学习", "线上"),
    "site": ("实践锻炼", "线下"),
    "route": ("实践锻炼", "线下"),
    "class": ("专题培训", "线下"),
}


def ledger_page(site: Site) -> Iterator[Page]:
    """Give the ledger, which is itself not searched."""
    yield Page(
        address=ADDRESS,
        index=True,
        title="学习台账",
        description="学一次，记一笔：学时、进度和年度任务，只存在自己的浏览器里。",
        tab=ADDRESS,
        noindex=True,
        updated=site.catalogue.latest,
        make=lambda: Fragment(_rendered(site)),
    )


def _rendered(site: Site) -> str:
    rules = site.catalogue.of_kind("rule")
    asked = dict.fromkeys(slug for rule in rules if isinstance(rule.model, Rule) for slug in rule.model.audience)
    platforms = site.catalogue.of_kind("platform")
    hosts = [*platforms, *site.catalogue.of_kind("provider")]
    return site.templates.render(
        "ledger.html.j2",
        rules=rules,
        audiences=[site.catalogue.word("audience", slug).title for slug in asked],
        types=ENTRY_TYPES,
        modes=MODES,
        platforms=platforms,
        hosts=[entry.record.title for entry in hosts],
        categories=[word.title for word in site.catalogue.vocabularies["category"].words.values()],
    )


def ledger_assets(site: Site) -> Iterator[Asset]:
    """Give what the ledger fills in for a course or a step of a learning path, by address, and the JSON Schema of its files."""
    catalogue = site.catalogue
    steps = {address for programme in catalogue.of_kind("programme") for address in brief_of(programme).steps}
    known = {entry.address for entry in catalogue.all_of_kind("course")}
    known.update(address for address in steps if catalogue.get(address))
    entries = (entry for address, entry in catalogue.unwatched.entries.items() if address in known)
    yield packed_json("ledger/entries.bin", {entry.address: _as_entry(site, entry) for entry in entries})
    yield Asset(path=f"{ADDRESS}/ledger.schema.json", content=ledger_schema().encode())


def _as_entry(site: Site, entry: Entry) -> list[str | float]:
    """Return title, type, mode, category, hours ("" where an entry has none) and host."""
    title = entry.record.title
    if entry.kind.model is not Course:
        kind, mode = _OF_KIND.get(entry.kind.name, ("自学", "线下"))
        return [title, kind, mode, "", "", ""]
    course = brief_of(entry)
    kind, mode = _AS_ENTRY.get(course.mode, ("其他", "线下"))
    provider = site.catalogue.get(course.provider) if course.provider else None
    category = site.catalogue.word("category", course.category).title
    return [title, kind, mode, category, float(course.hours), provider.record.title if provider else ""]
