"""How well a built site's search finds things, beside Material's own search and Pagefind on the same pages, in Chromium.

    make bench-search
    python tests/bench_search.py [SITE] [--generated N] [--characters 350] [--engines hongke,pagefind,material] [--queries 50] [--json FILE]

Queries are drawn from the pages themselves. Any page that holds what was meant counts as right, judged on the page's own
text without white space. Bytes are those of files, counted by the server; `data` is the index, scripts stand apart.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.corpus import read_site
from bench.draw import CORE, SETS, Drawer
from bench.engines import ENGINES
from bench.measure import measure
from bench.serving import chromium
from bench.table import as_data, table
from generator import generate
from hongke.mkdocs_site import build_site
from hongke.search.index import SearchIndex

REPOSITORY = Path(__file__).parent.parent


@contextmanager
def index_time() -> Iterator[list[float]]:
    """Gather the processor seconds that a build spends on the search index, in its two calls."""
    spent: list[float] = []
    add, files = SearchIndex.add, SearchIndex.files

    def timed_add(self: SearchIndex, *arguments: object) -> None:
        start = time.process_time()
        add(self, *arguments)  # type: ignore[arg-type]
        spent.append(time.process_time() - start)

    def timed_files(self: SearchIndex) -> Iterator[object]:
        start = time.process_time()
        found = list(files(self))
        spent.append(time.process_time() - start)
        return iter(found)

    SearchIndex.add, SearchIndex.files = timed_add, timed_files  # type: ignore[method-assign,assignment]
    try:
        yield spent
    finally:
        SearchIndex.add, SearchIndex.files = add, files  # type: ignore[method-assign]


def built(root: Path, out: Path) -> float:
    """Build a catalogue's site and return the processor seconds of its search index."""
    with index_time() as spent:
        if build_site(root, out, strict=False):
            raise SystemExit(f"{root} does not build")
    return sum(spent)


def say(text: str) -> None:
    """Tell how far it has come."""
    print(text, file=sys.stderr, flush=True)


def run(arguments: argparse.Namespace, work: Path) -> int:
    """Do all of it in a folder for what is made on the way."""
    site, seconds = arguments.site, None
    if site is None:
        root, site = REPOSITORY, work / "site"
        if arguments.generated:
            root = work / "catalogue"
            generate(root, entries=arguments.generated, characters=arguments.characters)
        say("building the site")
        seconds = built(root, site)
    pages = read_site(site)
    if not pages:
        raise SystemExit(f"{site} has no pages")
    characters = sum(len(page.held) for page in pages)
    say(f"{len(pages)} pages, {characters // len(pages):,} characters each; drawing queries")
    drawer = Drawer(pages, arguments.seed)
    queries = [query for name in arguments.sets for query in drawer.draw(name, arguments.queries)]
    core = [query for name in CORE for query in drawer.draw(name, max(arguments.queries, 12))]
    random.Random(arguments.seed).shuffle(core)
    done = []
    with chromium() as browser:
        for name in arguments.engines:
            say(f"{name}: preparing")
            engine = ENGINES[name](site.resolve(), pages, work, seconds)
            if engine is None:
                say(f"{name}: the site has no such search")
                continue
            say(f"{name}: {len(queries)} queries")
            done.append(measure(browser, engine, queries, core, drawer.judge, arguments.visits))
    print(f"{len(pages)} pages of {arguments.site or arguments.generated or 'the project'}, seed {arguments.seed}\n")
    print(table(done, len(pages)))
    if arguments.json:
        found = {
            "site": str(arguments.site or ""),
            "generated": arguments.generated,
            "pages": len(pages),
            "characters": characters,
            "seed": arguments.seed,
        }
        text = json.dumps({**found, "engines": as_data(done, len(pages))}, ensure_ascii=False, indent=1)
        arguments.json.write_text(text + "\n", "utf-8")
    return 0


def names(known: Collection[str]) -> Callable[[str], list[str]]:
    """Return a reader of names with commas between, each of them known."""

    def read(text: str) -> list[str]:
        found = [name.strip() for name in text.split(",")]
        if unknown := [name for name in found if name not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(known)}")
        return found

    return read


def main() -> int:
    """Run from the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("site", type=Path, nargs="?", help="a built site; without one the project's own is built")
    parser.add_argument("--generated", type=int, metavar="N", help="build a generated catalogue of N entries instead")
    parser.add_argument(
        "--characters",
        type=int,
        default=350,
        metavar="N",
        help="the prose of a generated page (350: pages have 1,200 or so)",
    )
    parser.add_argument("--engines", type=names(ENGINES), default=list(ENGINES), help=f"default: {','.join(ENGINES)}")
    parser.add_argument("--sets", type=names(SETS), default=list(SETS), help=f"default: {','.join(SETS)}")
    parser.add_argument("--queries", type=int, default=50, metavar="N", help="how many of each set (50)")
    parser.add_argument(
        "--visits", type=int, default=10, metavar="N", help="visits with an empty cache, for bytes (10)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything there too, with the queries missed")
    arguments = parser.parse_args()
    if arguments.site and arguments.generated:
        parser.error("either SITE or --generated")
    with tempfile.TemporaryDirectory() as folder:
        return run(arguments, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
