"""MkDocs' files and pages where there are many: what nobody asks for is not made. Leans on MkDocs' inside as `mkdocs_steps`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page


class PageFile(File):
    """The file of a generated page. A page outside the navigation is made when a template asks for it: few ever do."""

    make: Callable[[File], Page] | None = None

    def __init__(self, config: MkDocsConfig, src_uri: str) -> None:
        """As `File.generated` does for a page outside the navigation, whose path is known to be plain."""
        self.src_uri = src_uri
        self.src_dir = None
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.generated_by = config.plugins._current_plugin or "<unknown>"
        self.abs_src_path = None
        self._content = ""

    @property
    def page(self) -> Page | None:
        """The page, which knows its file."""
        if "page" not in self.__dict__ and self.make:
            self.make(self)
        return self.__dict__.get("page")

    @page.setter
    def page(self, page: Page | None) -> None:
        self.__dict__["page"] = page


class FilesInNavigation(Files):
    """The files of a site for its navigation, which would make the page of every file there is."""

    def __init__(self, files: Files) -> None:
        self._src_uris = files._src_uris

    def documentation_pages(self, **named: Any) -> Sequence[File]:
        """Return the pages that must have an object."""
        return [file for file in super().documentation_pages(**named) if not isinstance(file, PageFile)]


class ShownFiles:
    """Lists the files of a theme in the place of its environment, those in hidden folders left out: MkDocs takes none of
    these, and Material keeps fourteen thousand icons there.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = folders

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """Return the paths that a filter lets through, in order."""
        found: set[str] = set()
        for folder in self._folders:
            for here, inner, names in os.walk(folder):
                inner[:] = [name for name in inner if not name.startswith(".")]
                start = here[len(folder) :].strip(os.sep).replace(os.sep, "/")
                found.update(f"{start}/{name}" if start else name for name in names)
        return [path for path in sorted(found) if filter_func(path)]
