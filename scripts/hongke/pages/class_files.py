"""Files of a class that leave the site: its calendars and its workbook."""

from __future__ import annotations

from collections.abc import Iterator

from hongke.assets import Asset
from hongke.pages.class_sheets import classes
from hongke.pages.site import Site


def class_files(site: Site) -> Iterator[Asset]:
    """Give the calendars and the workbook of every class. A catalogue without classes loads neither library for them."""
    for entry, training in classes(site):
        from hongke.pages.class_calendar import class_calendars
        from hongke.pages.class_workbook import class_workbook

        for name, content in class_calendars(entry, training, site):
            yield Asset(path=f"{entry.address}/{name}", content=content)
        yield Asset(path=f"{entry.address}/{entry.id}.xlsx", content=class_workbook(training, site))
