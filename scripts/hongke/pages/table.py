"""The table of what the site is made of.

A maker's module is loaded when it is first called: after a small change few of them are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

from hongke.assets import Asset, LateAsset
from hongke.pages.page import Page
from hongke.pages.site import Site


class Maker:
    """Makes pages, or files, by a function of one of the modules beside this one.

    `notes` says that the pages note all that they show; a page of another maker depends on whatever the list of its
    maker's pages does.
    """

    def __init__(self, name: str, *, notes: bool = False) -> None:
        self.name = name
        self.notes = notes

    @cached_property
    def function(self) -> Any:
        """The function."""
        module, _, function = self.name.partition(":")
        return getattr(import_module(f"hongke.pages.{module}"), function)


class PageMaker(Maker):
    """Makes pages."""

    def __call__(self, site: Site) -> Iterator[Page]:
        """Give the pages, unmade."""
        pages: Iterator[Page] = self.function(site)
        return pages


class AssetMaker(Maker):
    """Makes files that are not pages."""

    def __call__(self, site: Site) -> Iterator[Asset | LateAsset]:
        """Give the files."""
        assets: Iterator[Asset | LateAsset] = self.function(site)
        return assets


ENTRIES = PageMaker("entries:entry_pages", notes=True)
PAGES: tuple[PageMaker, ...] = (
    PageMaker("documents:home_page"),
    PageMaker("indexes:kind_indexes", notes=True),
    PageMaker("catalogues:list_pages", notes=True),
    ENTRIES,
    PageMaker("class_sheets:class_sheet_pages", notes=True),
    PageMaker("indexes:vocabulary_indexes", notes=True),
    PageMaker("words:word_pages", notes=True),
    PageMaker("documents:hand_written_pages"),
    PageMaker("guide:problem_codes"),
    PageMaker("guide:field_pages"),
    PageMaker("guide:vocabulary_page"),
    PageMaker("guide:options_page"),
    PageMaker("stats:stats_page"),
    PageMaker("stats:stats_lists", notes=True),
    PageMaker("records:record_pages"),
    PageMaker("search_page:search_page"),
    PageMaker("ledger:ledger_page"),
    PageMaker("quizzes:quiz_pages"),
)
"""Makers of pages, in the order in which pages are written."""

ASSETS: tuple[AssetMaker, ...] = (
    AssetMaker("redirects:redirects"),
    AssetMaker("catalogues:catalogue_assets"),
    AssetMaker("ledger:ledger_assets"),
    AssetMaker("quizzes:quiz_assets"),
    AssetMaker("class_files:class_files"),
    AssetMaker("records:record_files"),
)
"""Makers of files that are not pages."""
