"""The engines under one roof: what each builds, where it is served, and a script that asks it in the page.

Each script defines `benchOpen()`, which resolves when the engine can be asked, and `benchAsk(text)`, which resolves with the
addresses of its answers, best first, as many as its own search page would show at first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.corpus import SKIPPED, Page
from bench.serving import BLANK

SHOWN = 10
"""How many results our search page shows at first (`FIRST` in `page.js`); Pagefind is asked for as many."""


@dataclass(frozen=True)
class Engine:
    """An engine ready to be asked: `folder` is served, `page` opened, `script` run there.

    `code` and `data` tell its own files apart by their path; others (pages, styles) are not counted.
    """

    name: str
    folder: Path
    page: str
    script: str
    code: Callable[[str], bool]
    data: Callable[[str], bool]
    seconds: float | None
    """Processor seconds that the index took; None where nobody measured."""
    before: str = ""
    """A script that runs before the page's own."""

    @property
    def size(self) -> int:
        """The bytes of its index on disk."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files if self.data(path.relative_to(self.folder).as_posix()))


_HONGKE = """
let opened
globalThis.benchOpen = async () => {
  const { openSearch } = await import("/assets/hk/search/engine.js")
  opened = await openSearch()
}
globalThis.benchAsk = async (text) => {
  const { exact, related } = await opened.search(text, { limit: SHOWN })
  return [...exact, ...related].map((hit) => hit.address)
}
""".replace("SHOWN", str(SHOWN))


def hongke(site: Path, pages: Sequence[Page], work: Path, seconds: float | None) -> Engine | None:
    """Return our own search; None where the site has none."""
    if not (site / "assets/hk/search/engine.js").is_file():
        return None
    return Engine(
        name="hongke",
        folder=site,
        page=BLANK,
        script=_HONGKE,
        code=lambda path: path.startswith("assets/hk/") and path.endswith(".js"),
        data=lambda path: path.startswith("search/data/"),
        seconds=seconds,
    )


_PAGEFIND = """
let pagefind
globalThis.benchOpen = async () => {
  pagefind = await import("/pagefind/pagefind.js")
  await pagefind.init()
}
globalThis.benchAsk = async (text) => {
  const { results } = await pagefind.search(text)
  const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()))
  return shown.map((result) => result.url)
}
""".replace("SHOWN", str(SHOWN))


def pagefind(site: Path, pages: Sequence[Page], work: Path, seconds: float | None) -> Engine:
    """Index the pages with Pagefind as it comes: the extended program, which cuts Chinese into words."""
    folder = work / "pagefind"
    for page in pages:
        if page.source:
            target = folder / page.address / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page.source, target)
    spent = processor_seconds(
        sys.executable, "-m", "pagefind", "--silent", "--site", folder, "--root-selector", "article",
        "--exclude-selectors", ",".join(SKIPPED),
    )  # fmt: skip
    loose = (".js", ".css")
    return Engine(
        name="pagefind",
        folder=folder,
        page=BLANK,
        script=_PAGEFIND,
        code=lambda path: path.startswith("pagefind/") and (path.endswith(".js") or "/wasm." in path),
        data=lambda path: path.startswith("pagefind/") and not path.endswith(loose) and "/wasm." not in path,
        seconds=spent,
    )


# Material's page opens its search worker itself; this listens in, and asks the same worker what the input field would.
_MATERIAL_BEFORE = """
{
  const waiting = []
  let ready
  globalThis.benchReady = new Promise((resolve) => { ready = resolve })
  globalThis.Worker = class extends Worker {
    constructor(...rest) {
      super(...rest)
      globalThis.benchWorker = this
      this.addEventListener("message", ({ data }) => {
        if (data.type === 1) ready()
        if (data.type === 3) waiting.shift()?.(data.data)
      })
    }
    postMessage(message, ...rest) {
      if (message.type === 2) waiting.push(message.bench ?? null)
      super.postMessage({ type: message.type, data: message.data }, ...rest)
    }
  }
}
"""
_MATERIAL = """
globalThis.benchOpen = () => globalThis.benchReady
globalThis.benchAsk = async (text) => {
  const { items } = await new Promise((bench) => globalThis.benchWorker.postMessage({ type: 2, data: text, bench }))
  return [...new Set(items.map((group) => group[0].location.split("#")[0]))]
}
"""
_HOOK = """
from pathlib import Path

def on_page_content(html, page, config, files):
    return Path(config.config_file_path).parent.joinpath("articles", page.file.src_uri).read_text("utf-8")
"""


def material(site: Path, pages: Sequence[Page], work: Path, seconds: float | None) -> Engine:
    """Build the same rendered pages as a plain site of MkDocs and Material with its search plugin and jieba."""
    root = work / "material"
    for page in pages:
        name = Path(page.address, "index.md")
        for folder, text in (
            ("docs", f"---\n{yaml.safe_dump({'title': page.title}, allow_unicode=True)}---\n"),
            ("articles", page.article),
        ):
            target = root / folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    (root / "hook.py").write_text(_HOOK, "utf-8")
    spent = {}
    for plugin in ("none", "search"):
        config = {
            "site_name": "bench",
            "theme": {"name": "material", "language": "zh", "font": False},
            "plugins": [] if plugin == "none" else ["search"],
            "hooks": ["hook.py"],
            "nav": [Path(pages[0].address, "index.md").as_posix()],
            "not_in_nav": "*",
            "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore"}},
        }
        (root / f"{plugin}.yml").write_text(yaml.safe_dump(config), "utf-8")
        command = (
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-q",
            "-f",
            root / f"{plugin}.yml",
            "-d",
            work / f"material-{plugin}",
        )
        spent[plugin] = processor_seconds(*command)
    return Engine(
        name="material",
        folder=work / "material-search",
        page=f"{pages[0].address}/".lstrip("/"),
        script=_MATERIAL,
        before=_MATERIAL_BEFORE,
        code=lambda path: path.startswith("assets/javascripts/") and path.endswith(".js"),
        data=lambda path: path == "search/search_index.json",
        seconds=spent["search"] - spent["none"],
    )


ENGINES: dict[str, Callable[[Path, Sequence[Page], Path, float | None], Engine | None]] = {
    "hongke": hongke,
    "pagefind": pagefind,
    "material": material,
}


def processor_seconds(*command: str | Path) -> float:
    """Run a program and return the processor time that it took, children included; SystemExit with what it said if it fails."""
    arguments = [str(part) for part in command]
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(arguments, stdout=told, stderr=told, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            told.seek(0)
            raise SystemExit(f"{' '.join(arguments)} failed:\n{told.read()}")
    return usage.ru_utime + usage.ru_stime
