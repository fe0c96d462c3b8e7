"""The `mkdocs.yml` beside written pages: plain MkDocs with Material builds them, and checks every link."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import yaml

MARK = "# 由 hongke write 写出"
"""What the first line of a written `mkdocs.yml` begins with: a folder that has it may be written again."""
_SLUGIFY = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}"


def mkdocs_configuration(site: Mapping[str, Any], nav: Any, pages: Container[str]) -> str:
    """Return the text of `mkdocs.yml`.

    `site` holds `site_name` and what else of the catalogue's own configuration holds for any renderer; `nav` is the
    catalogue's navigation, of which the `pages` remain, given by their paths relative to `docs/`.
    """
    head: dict[str, Any] = {**{key: value for key, value in site.items() if value}}
    head["theme"] = {"name": "material", "language": "zh", "font": False, "features": ["navigation.tabs"]}
    head["plugins"] = ["search"]
    if kept := _kept(nav, pages):
        head["nav"] = kept
    # Entries stay out of the navigation: with all of them in it, a build grows as the square of the pages.
    head["validation"] = {
        "nav": {"omitted_files": "ignore"},
        "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
    }
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    return (
        f"{MARK}：不要手工修改，改课程目录后再写一次。\n"
        f"{text}markdown_extensions:\n  - attr_list\n  - def_list\n  - tables\n  - pymdownx.superfences\n"
        f"  - toc:\n      slugify: {_SLUGIFY}\n"
    )


def _kept(nav: Any, pages: Container[str]) -> list[Any]:
    kept: list[Any] = []
    for item in nav if isinstance(nav, list) else []:
        if isinstance(item, str):
            kept += [item] if item in pages else []
            continue
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                kept += [{title: value}] if value in pages else []
            elif children := _kept(value, pages):
                kept.append({title: children})
    return kept
