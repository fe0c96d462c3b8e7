"""Material icons in fragments: a pointer wherever one stands, and one hidden SVG behind them that holds each once."""

from __future__ import annotations

import functools
import re
from importlib.util import find_spec
from pathlib import Path

from hongke.escaping import esc


@functools.cache
def icon(name: str) -> str:
    """Return an icon, as HTML, which points into the sprite of its fragment: who puts it there says so there."""
    return (
        f'<span class="hk-icon" aria-hidden="true"><svg viewBox="0 0 24 24"><use href="#i-{esc(name)}"/></svg></span>'
    )


@functools.lru_cache(maxsize=256)
def sprite(names: frozenset[str]) -> str:
    """Return the hidden SVG that holds the icons of these names; nothing for none."""
    if not names:
        return ""
    symbols = "".join(icon_symbol(name) for name in sorted(names))
    return f'\n<svg class="hk-sprite" width="0" height="0" aria-hidden="true">{symbols}</svg>'


@functools.cache
def _material() -> Path:
    """Return the folder of the theme's package, which need not be loaded for it."""
    spec = find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("mkdocs-material is not installed")
    return Path(spec.submodule_search_locations[0])


@functools.cache
def icon_symbol(name: str) -> str:
    """Return a Material icon as an SVG symbol; raises FileNotFoundError for a name that does not exist."""
    svg = (_material() / "templates" / ".icons" / "material" / f"{name}.svg").read_text("utf-8")
    view = re.search(r'viewBox="([^"]+)"', svg)
    body = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return f'<symbol id="i-{name}" viewBox="{view[1] if view else "0 0 24 24"}">{body}</symbol>'
