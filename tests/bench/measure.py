"""Asking the engines in Chromium: what they answer, how fast, and what they fetch for it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from bench.corpus import normal
from bench.engines import Engine
from bench.query import Judge, Query, first_right
from bench.serving import Sent, Server

SESSION = 6
"""How many queries a reader asks in one visit: the first, and the further ones."""
_ASK = """
async (text) => {
  const addresses = await benchAsk(text)
  const start = performance.now()
  await benchAsk(text)
  return { addresses, warm: performance.now() - start }
}
"""
_FIRST = """
async (text) => {
  await benchOpen()
  return benchAsk(text)
}
"""
_OPEN = "async () => { await benchOpen() }"
_SETTLE = 150
"""Milliseconds after an answer in which what was still under way arrives."""


@dataclass(frozen=True)
class Answer:
    """What an engine answered to a query: pages, best first; the place of the first right one, 0 for none in ten."""

    query: Query
    addresses: tuple[str, ...]
    place: int
    right: int
    warm: float
    """Milliseconds, when asked again."""


@dataclass
class Traffic:
    """What visits fetched: bytes of each first answer and of each further one, by sort."""

    first: list[int] = field(default_factory=list)
    first_compressed: list[int] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    code: list[int] = field(default_factory=list)
    code_compressed: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    """From an empty cache to the first answer, on this machine."""


@dataclass
class Measured:
    """All that was measured of one engine."""

    engine: Engine
    answers: list[Answer]
    traffic: Traffic
    shown: int = 0
    """For how many queries the search page itself was opened."""
    differing: tuple[str, ...] = ()
    """Those of them for which it showed something else than the engine's answers in their order."""


def measure(
    browser: Browser, engine: Engine, queries: Sequence[Query], core: Sequence[Query], judge: Judge, visits: int
) -> Measured:
    """Ask an engine every query, and pay it some visits with an empty cache."""
    server = Server(engine.folder)
    try:
        traffic = _visits(browser, server, engine, core, visits)
        with _context(browser, engine) as context:
            tab = _open(context, server, engine)
            tab.evaluate(_OPEN)
            answers = [_answer(tab, query, judge) for query in queries]
            sample = _sample(engine, core)
            differing = tuple(query.text for query in sample if not _page_agrees(tab, context, server, query))
    finally:
        server.close()
    return Measured(engine, answers, traffic, len(sample), differing)


def _context(browser: Browser, engine: Engine) -> BrowserContext:
    context = browser.new_context(locale="zh-CN")
    if engine.before:
        context.add_init_script(engine.before)
    return context


def _open(context: BrowserContext, server: Server, engine: Engine) -> Tab:
    tab = context.new_page()
    tab.set_default_timeout(300_000)
    tab.goto(server.address + engine.page)
    tab.add_script_tag(content=engine.script)
    return tab


def _answer(tab: Tab, query: Query, judge: Judge) -> Answer:
    found: dict[str, Any] = tab.evaluate(_ASK, query.text)
    addresses = tuple(dict.fromkeys(map(normal, found["addresses"])))
    right = judge.right(query)
    return Answer(query, addresses, first_right(addresses, right), len(right), found["warm"])


def _visits(browser: Browser, server: Server, engine: Engine, core: Sequence[Query], visits: int) -> Traffic:
    traffic = Traffic()
    for number in range(min(visits, len(core) // SESSION)):
        first, *further = core[number::visits][:SESSION]
        with _context(browser, engine) as context:
            server.sent.clear()
            start = time.perf_counter()
            tab = _open(context, server, engine)
            tab.evaluate(_FIRST, first.text)
            traffic.milliseconds.append((time.perf_counter() - start) * 1000)
            tab.wait_for_timeout(_SETTLE)
            data = [one for one in server.sent if engine.data(one.path)]
            code = [one for one in server.sent if engine.code(one.path)]
            traffic.first.append(_sum(data))
            traffic.first_compressed.append(sum(one.compressed for one in data))
            traffic.code.append(_sum(code))
            traffic.code_compressed.append(sum(one.compressed for one in code))
            for query in further:
                server.sent.clear()
                tab.evaluate("(text) => benchAsk(text)", query.text)
                tab.wait_for_timeout(_SETTLE)
                traffic.further.append(_sum(one for one in server.sent if engine.data(one.path)))
    return traffic


def _sum(sent: Iterable[Sent]) -> int:
    return sum(one.size for one in sent)


def _sample(engine: Engine, core: Sequence[Query]) -> Sequence[Query]:
    """Return the queries for which the search page is opened, where there is one."""
    has_page = engine.name == "hongke" and (engine.folder / "search/index.html").is_file()
    return core[:: max(1, len(core) // 12)] if has_page else ()


def _page_agrees(tab: Tab, context: BrowserContext, server: Server, query: Query) -> bool:
    """Whether the search page shows what the engine answers, in the same order."""
    told: list[str] = tab.evaluate("(text) => benchAsk(text)", query.text)
    page = context.new_page()
    try:
        page.goto(f"{server.address}search/?q={quote(query.text)}")
        page.wait_for_selector("[data-hk-results][data-done=true]", state="attached", timeout=20_000)
        shown: list[str] = page.evaluate(
            "[...document.querySelectorAll('[data-hk-results] [data-address]')].map((hit) => hit.dataset.address)"
        )
    finally:
        page.close()
    return list(map(normal, shown)) == list(map(normal, told))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of the values does not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def median(values: Sequence[float]) -> float:
    """Return the median; 0 of none."""
    return statistics.median(values) if values else 0.0
