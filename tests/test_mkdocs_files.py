"""MkDocs' files and pages that are not made before somebody asks are what MkDocs would have made."""

from __future__ import annotations

from typing import Any, cast

import pytest
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from conftest import REPOSITORY
from hongke.mkdocs_files import FilesInNavigation, PageFile, ShownFiles
from hongke.mkdocs_site import load_configuration


@pytest.fixture
def config() -> MkDocsConfig:
    found = load_configuration(REPOSITORY, {})
    found.plugins._current_plugin = "hongke"
    return found


def test_a_theme_has_the_files_that_mkdocs_finds(config: MkDocsConfig) -> None:
    theirs, ours = Files([]), Files([])
    theirs.add_files_from_theme(config.theme.get_env(), config)
    ours.add_files_from_theme(cast(Environment, ShownFiles(config.theme.dirs)), config)
    assert list(ours.src_uris) == list(theirs.src_uris)
    assert len(ours) > 20


@pytest.mark.parametrize("src", ["index.md", "course/index.md", "course/x.md", "a/b/c.md"])
def test_a_page_has_the_file_that_mkdocs_generates(src: str, config: MkDocsConfig) -> None:
    theirs = File.generated(config, src, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    ours = PageFile(config, src)
    for name in ("src_uri", "dest_uri", "url", "name", "edit_uri", "abs_dest_path", "inclusion", "generated_by"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours.content_bytes == theirs.content_bytes == b""
    assert ours.abs_src_path is None


def test_a_page_is_made_once_and_only_when_asked_for(config: MkDocsConfig) -> None:
    made: list[str] = []

    def make(file: File) -> Page:
        made.append(file.src_uri)
        return Page(None, file, config)

    named, other = PageFile(config, "index.md"), PageFile(config, "course/x.md")
    config.nav = cast(Any, [{"首页": "index.md"}])
    navigation = get_navigation(FilesInNavigation(Files([named, other])), config)
    assert [page.file for page in navigation.pages] == [named]
    assert other.page is None
    for file in (named, other):
        file.make = make
    assert named.page is navigation.pages[0]
    assert other.page is other.page
    assert made == ["course/x.md"]
