"""The table of what the site is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hongke.assets import Asset, LateAsset
from hongke.pages.catalogues import catalogue_assets, list_pages
from hongke.pages.class_files import class_files
from hongke.pages.class_sheets import class_sheet_pages
from hongke.pages.documents import hand_written_pages, home_page
from hongke.pages.entries import entry_pages
from hongke.pages.guide import field_pages, options_page, problem_codes, vocabulary_page
from hongke.pages.indexes import kind_indexes, vocabulary_indexes
from hongke.pages.ledger import ledger_assets, ledger_page
from hongke.pages.page import Page
from hongke.pages.quizzes import quiz_assets, quiz_pages
from hongke.pages.records import record_files, record_pages
from hongke.pages.redirects import redirects
from hongke.pages.search_page import search_page
from hongke.pages.site import Site
from hongke.pages.stats import stats_lists, stats_page
from hongke.pages.words import word_pages

PAGES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home_page,
    kind_indexes,
    list_pages,
    entry_pages,
    class_sheet_pages,
    vocabulary_indexes,
    word_pages,
    hand_written_pages,
    problem_codes,
    field_pages,
    vocabulary_page,
    options_page,
    stats_page,
    stats_lists,
    record_pages,
    search_page,
    ledger_page,
    quiz_pages,
)
"""Makers of pages, in the order in which pages are written."""

NOTING: frozenset[Callable[[Site], Iterator[Page]]] = frozenset(
    {kind_indexes, list_pages, stats_lists, entry_pages, class_sheet_pages, vocabulary_indexes, word_pages}
)
"""Makers whose pages note all that they show. A page of another depends on whatever the list of its maker's pages does."""

ASSETS: tuple[Callable[[Site], Iterator[Asset | LateAsset]], ...] = (
    redirects,
    catalogue_assets,
    ledger_assets,
    quiz_assets,
    class_files,
    record_files,
)
"""Makers of files that are not pages."""
