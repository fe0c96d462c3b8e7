"""A site that works opened from a folder (`file://`), where browsers refuse ES modules and fetch.

Our modules are joined into one classic script, and the index's files become scripts that hand over their bytes.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from pathlib import Path

from hongke.assets import Asset, LateAsset

SCRIPT = "assets/hk/hongke.js"
"""The joined script, relative to the site's root."""
_IMPORT = re.compile(r'^import\s+(?:\{(?P<names>[^}]*)\}\s+from\s+)?"(?P<path>\.{1,2}/[^"]+)"\s*;?\s*$', re.MULTILINE)
_LATER = re.compile(r'\bimport\(\s*"(?P<path>\.{1,2}/[^"]+)"\s*\)')
_EXPORT = re.compile(r"^export\s+(?P<what>(?:async\s+)?function|const|let|class)\s+(?P<name>\w+)", re.MULTILINE)
_HEAD = """\
"use strict";
(() => {
globalThis.hkRoot = new URL("../../", document.currentScript.src).href;
const made = {}, waiting = {};
const need = (name) => { if (!made[name]) { made[name] = {}; waiting[name](made[name]); } return made[name]; };
"""


def as_script(asset: Asset | LateAsset, folder: str) -> Asset:
    """Return a file of the index as a script that calls `hkFile` with its path below `folder` and its bytes."""
    name = posixpath.relpath(asset.path, folder)
    text = f"hkFile({json.dumps(name)}, {json.dumps(base64.b64encode(asset.content).decode('ascii'))})\n"
    return Asset(path=f"{asset.path.removesuffix('.bin')}.js", content=text.encode("ascii"))


def joined(folder: Path, entries: tuple[str, ...]) -> bytes:
    """Join modules (paths below `folder`, without `.js`) and all they import into one classic script.

    Knows what our modules use: named imports, dynamic imports of a literal path, exports of declarations. Raises
    ValueError for anything else, so that a module written otherwise is not joined wrongly.
    """
    parts: dict[str, str] = {}
    queue = [f"{entry}.js" for entry in entries]
    while queue:
        name = queue.pop(0)
        if name not in parts:
            parts[name], needed = _wrapped(name, (folder / name).read_text("utf-8"))
            queue += needed
    modules = "".join(
        f"waiting[{json.dumps(name)}] = (given) => {{\n{body}}};\n" for name, body in sorted(parts.items())
    )
    starts = "".join(f"need({json.dumps(f'{entry}.js')});\n" for entry in entries)
    return f"{_HEAD}{modules}{starts}}})();\n".encode()


def _wrapped(name: str, source: str) -> tuple[str, list[str]]:
    """Return a module's body with imports and exports replaced, and the modules it needs."""
    needed: list[str] = []

    def target(path: str) -> str:
        found = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        needed.append(found)
        return json.dumps(found)

    def imported(found: re.Match[str]) -> str:
        names = (found["names"] or "").replace(" as ", ": ")
        need = f"need({target(found['path'])})"
        return f"const {{{names}}} = {need}" if found["names"] else need

    exports = [found["name"] for found in _EXPORT.finditer(source)]
    body = _IMPORT.sub(imported, source)
    body = _LATER.sub(lambda found: f"Promise.resolve(need({target(found['path'])}))", body)
    body = _EXPORT.sub(lambda found: f"{found['what']} {found['name']}", body)
    body = body.replace("import.meta.url", "document.baseURI")
    if re.search(r"^\s*(?:import|export)\b", body, re.MULTILINE) or re.search(r"\bimport\s*[.(]", body):
        raise ValueError(f"{name}: an import or export that cannot be joined")
    return body + "".join(f"given.{name} = {name};\n" for name in exports), needed
