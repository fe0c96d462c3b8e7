"""Files of a class that leave the site: its calendars and its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hongke.assets import LateAsset
from hongke.pages.class_calendar import class_calendars
from hongke.pages.class_sheets import classes
from hongke.pages.class_workbook import class_workbook
from hongke.pages.site import Site


def class_files(site: Site) -> Iterator[LateAsset]:
    """Give the calendars and the workbook of every class."""
    for entry, training in classes(site):
        for name, make in class_calendars(entry, training, site):
            yield LateAsset(path=f"{entry.address}/{name}", make=make)
        yield LateAsset(path=f"{entry.address}/{entry.id}.xlsx", make=partial(class_workbook, training, site))
