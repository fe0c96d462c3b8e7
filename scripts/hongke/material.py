"""What Material for MkDocs must be told, so that a catalogue's `mkdocs.yml` stays short."""

from __future__ import annotations

from collections.abc import Container
from importlib import resources
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from hongke.portable import SCRIPT as PORTABLE_SCRIPT

_STYLES = "assets/hk/site.css"
"""All our style sheets in one, a template of the theme that puts them together: a phone asks for one file, not sixteen."""
SCRIPTS = ("large-print", "menu", "terms", "search/box", "start")
_PALETTE = [
    {
        "media": f"(prefers-color-scheme: {mode})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/{icon}", "name": name},
    }
    for mode, scheme, icon, name in (
        ("light", "default", "weather-night", "切换到深色"),
        ("dark", "slate", "weather-sunny", "切换到浅色"),
    )
]
_FOOTER = [
    ("课程", "course/"),
    ("典型案例", "case/"),
    ("学习资料", "materials/"),
    ("台账表格", "records/"),
    ("分类浏览", "browse/"),
]


def set_up_material(config: MkDocsConfig) -> None:
    """Set every option of Material that the site needs; what the catalogue's own `mkdocs.yml` says in the same place wins
    only where the two can live together (name, address, copyright, navigation).
    """
    theme = config.theme
    folder = str(resources.files("hongke") / "theme")
    if folder not in theme.dirs:
        # Below the catalogue's own custom_dir, above Material.
        theme.dirs.insert(1 if theme.custom_dir else 0, folder)
    theme["language"] = "zh"
    theme["font"] = False  # or the theme loads fonts from another host
    theme["palette"] = _PALETTE
    theme["features"] = ["navigation.tabs", "navigation.top"]
    theme["icon"] = {**(theme.get("icon") or {}), "logo": "hk/mark"}
    theme["favicon"] = "assets/hk/favicon.svg"
    config.extra.update(generator=False, alternate=True, hongke_index="" if config.use_directory_urls else "index.html")
    config.extra.setdefault("hongke_footer", _FOOTER)
    theme.static_templates.add(_STYLES)
    if _STYLES not in config.extra_css:
        config.extra_css.insert(0, _STYLES)
    if is_portable(config):
        _add_script(config, PORTABLE_SCRIPT, module=False)
    else:
        for name in SCRIPTS:
            _add_script(config, f"assets/hk/{name}.js", module=True)


def trim_footer(config: MkDocsConfig, sources: Container[str]) -> None:
    """Leave out of our own footer what this catalogue has no page of; `sources` are the pages' paths."""
    if config.extra["hongke_footer"] == _FOOTER:
        config.extra["hongke_footer"] = [(text, url) for text, url in _FOOTER if f"{url}index.md" in sources]


def is_portable(config: MkDocsConfig) -> bool:
    """Whether the site is built to be opened from a folder (`hongke build --portable`)."""
    return bool(config.extra.get("hongke_portable"))


def _add_script(config: MkDocsConfig, path: str, *, module: bool) -> None:
    if all(str(script) != path for script in config.extra_javascript):
        script = ExtraScriptValue(path)
        script.type = "module" if module else ""
        script.defer = not module
        config.extra_javascript.append(script)


def light_tab(nav: Navigation, page: Page, tab: str) -> list[Any]:
    """Light the tab of a section and return what was lit, so that it can be put out again."""
    if not tab:
        return []
    wanted = (f"{tab}/index.md", f"{tab}.md")
    for item in nav.items:
        pages = [child for child in (item, *(item.children or ())) if isinstance(child, Page)]
        if not item.active and any(child.file.src_uri in wanted and child is not page for child in pages):
            item.active = True
            return [item]
    return []
