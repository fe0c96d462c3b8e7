"""Material icons in fragments: a pointer wherever one stands, and one hidden SVG behind them that holds each once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources

from hongke.escaping import esc

_POINTER = '<use href="#i-'


@functools.cache
def icon(name: str) -> str:
    """Return an icon, as HTML, which points into the sprite of its fragment."""
    return f'<span class="hk-icon" aria-hidden="true"><svg viewBox="0 0 24 24">{_POINTER}{esc(name)}"/></svg></span>'


def with_sprite(html: str, more: Iterable[str] = ()) -> str:
    """Return a fragment with the icons that it points to behind it, and those that are put into it later (`more`)."""
    names = {*[part[: part.index('"')] for part in html.split(_POINTER)[1:]], *more}
    return html + _sprite(frozenset(names)) if names else html


@functools.lru_cache(maxsize=256)
def _sprite(names: frozenset[str]) -> str:
    symbols = "".join(icon_symbol(name) for name in sorted(names))
    return f'\n<svg class="hk-sprite" width="0" height="0" aria-hidden="true">{symbols}</svg>'


@functools.cache
def icon_symbol(name: str) -> str:
    """Return a Material icon as an SVG symbol; raises FileNotFoundError for a name that does not exist."""
    svg = (resources.files("material") / "templates" / ".icons" / "material" / f"{name}.svg").read_text("utf-8")
    view = re.search(r'viewBox="([^"]+)"', svg)
    body = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", svg, flags=re.DOTALL)
    return f'<symbol id="i-{name}" viewBox="{view[1] if view else "0 0 24 24"}">{body}</symbol>'
