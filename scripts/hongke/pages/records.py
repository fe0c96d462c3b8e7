"""Records that a branch keeps (台账表格): forms to print, and workbooks to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from hongke.assets import Asset
from hongke.model.meeting import MEETING_TYPES, RECORD_FIELDS, MeetingType
from hongke.pages.page import Fragment, Page
from hongke.pages.record_workbooks import ledger_workbook, meeting_workbook
from hongke.pages.site import Site

ADDRESS = "records"
MEETINGS = f"{ADDRESS}/meetings.xlsx"
LEDGER = f"{ADDRESS}/ledger.xlsx"
_TAB = "materials"


def record_pages(site: Site) -> Iterator[Page]:
    """Give the page that leads to the forms, then each form."""
    groups = [(name, list(found)) for name, found in groupby(MEETING_TYPES, key=lambda kind: kind.group)]
    files = {"meetings": MEETINGS, "ledger": LEDGER}
    yield Page(
        address=ADDRESS,
        index=True,
        title="台账表格",
        description="三会一课、主题党日和组织生活会的记录表，可以打印，也有电子表格；另有空白的学习台账。",
        tab=_TAB,
        updated=site.catalogue.latest,
        make=lambda: Fragment(
            site.templates.render("records.html.j2", groups=groups, fields=RECORD_FIELDS, files=files)
        ),
    )
    for kind in MEETING_TYPES:
        yield Page(
            address=f"{ADDRESS}/{kind.slug}",
            title=f"{kind.name}记录表",
            description=f"{kind.name}的空白记录表，一页 A4 纸，可以打印。",
            tab=_TAB,
            noindex=True,
            updated=site.catalogue.latest,
            make=partial(_form_fragment, kind, site),
        )


def _form_fragment(kind: MeetingType, site: Site) -> Fragment:
    return Fragment(site.templates.render("record-form.html.j2", kind=kind))


def record_files(_site: Site) -> Iterator[Asset]:
    """Give the workbooks."""
    yield Asset(path=MEETINGS, content=meeting_workbook())
    yield Asset(path=LEDGER, content=ledger_workbook())
