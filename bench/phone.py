"""The first page after sign-in on a phone: bytes over the wire as Chromium counts them, and whether anything shifts.

A cell secretary, nothing in the cache, the real house, a slow network (400 ms there and back, 50 kB a second), so that
whatever comes late is seen to come late. The limit is the same page's HTML alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.house import a_house
from bench.invented import PERSONS, invented_organisation, signed_in, size
from bench.rows import Row

WANTED = 100_000
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
_WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def measure() -> Iterator[Row]:
    """On the invented organisation, for each of the five; the figure asked for is the cell secretary's."""
    with invented_organisation():
        cookies = {name: signed_in(name).cookies["sessionid"].value for name in PERSONS}
        with a_house() as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
            for name in PERSONS:
                yield _row(name, *_first_page(browser, port, cookies[name]))
            browser.close()


def _row(name: str, whole: int, page_alone: int, files: int, shifted: float, loaded: float) -> Row:
    return Row(
        what=f"first page after sign-in, {PERSONS[name]}",
        size=f"{files} files, {size()} size",
        reached=f"{whole / 1000:.1f} kB, shift {shifted:.4f}, there in {loaded:.1f} s",
        limit=f"its HTML alone {page_alone / 1000:.1f} kB",
        ratio=f"{whole / page_alone:.1f}",
        wanted="<= 100 kB, shift 0",
        ok=whole <= WANTED and shifted == 0,
    )


def _first_page(browser: Browser, port: int, cookie: str) -> tuple[int, int, int, float, float]:
    address = f"http://127.0.0.1:{port}/"
    context = browser.new_context(**PHONE)
    try:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
        return _watched(context, address)
    finally:
        context.close()


def _watched(context: BrowserContext, address: str) -> tuple[int, int, int, float, float]:
    page = context.new_page()
    page.add_init_script(_WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    sizes: dict[str, int] = {}
    wire.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: int(told["encodedDataLength"])}))
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    page.wait_for_timeout(1000)
    shifted = float(page.evaluate("window.shifted"))
    loaded = float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")) / 1000
    html_alone = int(page.evaluate("performance.getEntriesByType('navigation')[0].transferSize"))
    return sum(sizes.values()), html_alone, len(sizes), shifted, loaded


def _chromium() -> str:
    known = Path(__file__).parent.parent / ".venv" / ".chromium"
    path = known.read_text().strip() if known.exists() else shutil.which("chromium")
    if not path:
        raise SystemExit("No Chromium: run tools/make-chromium.")
    return path
