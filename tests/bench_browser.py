"""How a large site feels on a phone: Lighthouse's mobile performance of its main pages, and which pages are heavy.

    make bench-browser
    python tests/bench_browser.py [SITE] [--generated 10000] [--pages course/ ...] [--runs 3] [--json FILE]

Lighthouse's own defaults: a phone of the middle class on slow 4G, simulated; the server compresses text. The score of a page is
the median of its runs. A score below 0.95 exits with 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.serving import Server, chromium_path
from generator import generate
from hongke.mkdocs_site import build_site

LIGHTHOUSE = Path(__file__).parent / "tools/lighthouse/node_modules/lighthouse/cli/index.js"
PAGES = ("", "course/", "course/course-00000/", "search/", "stats/")
BOUND = 0.95
METRICS = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "speed-index": "SI ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "bytes",
    "dom-size": "elements",
}
"""What is shown beside the score, by the names of Lighthouse's audits."""
HEAVIEST = 12


def lighthouse(url: str) -> dict[str, Any]:
    """Run Lighthouse on a page and return its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                "node", LIGHTHOUSE, url, "--quiet", "--only-categories=performance", "--output=json", f"--output-path={report}",
                "--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            env={**os.environ, "CHROME_PATH": chromium_path()}, check=True, timeout=300,
        )  # fmt: skip
        read: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return read


def measured(address: str, page: str, runs: int) -> dict[str, float]:
    """Return the median score of a page and of its metrics."""
    reports = [lighthouse(address + page) for _ in range(runs)]
    values: dict[str, float] = {
        "score": statistics.median(report["categories"]["performance"]["score"] for report in reports)
    }
    for audit, name in METRICS.items():
        found = [report["audits"][audit].get("numericValue") for report in reports if audit in report["audits"]]
        if found:
            values[name] = round(statistics.median(found), 3)
    return values


def heaviest(site: Path) -> list[tuple[int, int, str]]:
    """Return the largest pages of a site: bytes, bytes as gzip, address."""
    sizes = sorted(((path.stat().st_size, path) for path in site.rglob("*.html")), reverse=True)[:HEAVIEST]
    return [
        (size, len(gzip.compress(path.read_bytes(), 6)), path.relative_to(site).as_posix().removesuffix("index.html"))
        for size, path in sizes
    ]


def run(site: Path, arguments: argparse.Namespace) -> int:
    """Measure a built site, print the tables, and return the exit status."""
    server = Server(site, compress=True)
    scores = {page: measured(server.address, page, arguments.runs) for page in arguments.pages}
    server.close()
    heavy = heaviest(site)
    print(f"{'page':24}{'score':>8}" + "".join(f"{name:>10}" for name in METRICS.values()))
    for page, values in scores.items():
        cells = "".join(f"{values.get(name, float('nan')):>10,.6g}" for name in METRICS.values())
        print(f"{page or '(home)':24}{values['score']:>8.2f}{cells}")
    print(f"\n{'heaviest pages':40}{'KB':>8}{'KB gzip':>10}")
    for size, compressed, address in heavy:
        print(f"{address:40}{size / 1000:>8.0f}{compressed / 1000:>10.0f}")
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps({"pages": scores, "heaviest": heavy}, indent=1), "utf-8")
    return 1 if min(values["score"] for values in scores.values()) < BOUND else 0


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("site", type=Path, nargs="?")
    parser.add_argument("--pages", nargs="+", default=PAGES)
    parser.add_argument("--generated", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if not LIGHTHOUSE.exists():
        raise SystemExit("Lighthouse is not installed: npm ci --prefix tests/tools/lighthouse")
    if arguments.site:
        return run(arguments.site, arguments)
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder) / "catalogue", entries=arguments.generated)
        if build_site(Path(folder) / "catalogue", Path(folder) / "site", strict=False):
            raise SystemExit("the generated catalogue does not build")
        return run(Path(folder) / "site", arguments)


if __name__ == "__main__":
    sys.exit(main())
