"""Every page of five persons of the invented organisation: how many statements it asks, how long the server takes.

The pages are found by following links from the first page, a handful of addresses for each kind of page. Statements are
counted within this process; then the real house serves each address several times, one after the other, each person with
their own connection, and between them the most trivial page there is: that is the limit.
"""

from __future__ import annotations

import html
import http.client
import logging
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.house import a_house
from bench.invented import PERSONS, invented_organisation, signed_in, size
from bench.rows import Row, median, percentile

if TYPE_CHECKING:
    from django.test import Client

MOST_STATEMENTS = 25
WANTED = 0.150
OF_A_KIND = 6  # addresses followed for each kind of page and person
VISITS = 5
TRIVIAL = "/sign-in/"
_LINK = re.compile(r'(?:href|hx-get|data-refresh|data-letters)="(/[^"#]*)')
_NO_QUESTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
_NOT_FOLLOWED = re.compile(r"^/(static|hall|operators|sign-in|sign-out)/")


@dataclass
class Seen:
    """A page of a person."""

    person: str
    kind: str
    address: str
    status: int
    statements: int
    linked_from: str
    took: list[float] = field(default_factory=list)


def measure() -> Iterator[Row]:
    """On the invented organisation."""
    logging.disable(logging.WARNING)
    with invented_organisation():
        browsers = {name: signed_in(name) for name in PERSONS}
        pages = [page for name, browser in browsers.items() for page in walk(name, browser)]
        with a_house() as port:
            trivial = _visit_all(port, pages, browsers)
        _tell(pages)
        yield _links_row(pages)
        yield _statements_row(pages)
        yield _time_row(pages, trivial)


def walk(person: str, browser: Client) -> list[Seen]:
    """Follow links from the first page; pages that are forms to be filled in are opened, never sent."""
    kinds: Counter[str] = Counter()
    waiting = [("/", ""), ("/bodies/find/?q=a", "/"), ("/account/", "/")]
    known = {address for address, _ in waiting}
    seen: list[Seen] = []
    while waiting:
        address, origin = waiting.pop(0)
        kind = _kind_of(address)
        if kind is None or kinds[kind] >= OF_A_KIND:
            continue
        kinds[kind] += 1
        page, links = _open(Seen(person, kind, address, 0, 0, origin), browser)
        seen.append(page)
        fresh = [link for link in links if link not in known and not _NOT_FOLLOWED.match(link)]
        known.update(fresh)
        waiting.extend((link, address) for link in fresh)
    return seen


def _kind_of(address: str) -> str | None:
    from django.urls import Resolver404, resolve  # noqa: PLC0415 -- Django is ready by now

    path, _, asked = address.partition("?")
    try:
        return f"{resolve(path).view_name}{' ?' + asked.split('=')[0] if asked else ''}"
    except Resolver404:
        return None


def _open(seen: Seen, browser: Client) -> tuple[Seen, list[str]]:
    from django.db import connection  # noqa: PLC0415 -- Django is ready by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- with it

    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(seen.address)
    asked = [each for each in captured if not each["sql"].startswith(_NO_QUESTIONS)]
    seen.status, seen.statements = answer.status_code, len(asked)
    if answer.status_code in (301, 302):
        return seen, [answer["Location"]]
    body = answer.content.decode(errors="replace") if "html" in answer.get("Content-Type", "") else ""
    return seen, [html.unescape(link) for link in dict.fromkeys(_LINK.findall(body))]


def _visit_all(port: int, pages: list[Seen], browsers: dict[str, Client]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    cookies = {name: browser.cookies["sessionid"].value for name, browser in browsers.items()}
    trivial: list[float] = []
    for _ in range(VISITS):
        for page in pages:
            page.took.append(_visit(connection, page.address, cookies[page.person]))
            trivial.append(_visit(connection, TRIVIAL, None))
    return trivial


def _visit(connection: http.client.HTTPConnection, address: str, cookie: str | None) -> float:
    headers = {"Accept-Encoding": "gzip", "Accept": "text/html"} | ({"Cookie": f"sessionid={cookie}"} if cookie else {})
    begun = time.perf_counter()
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return time.perf_counter() - begun


def _tell(pages: list[Seen]) -> None:
    of_kind: defaultdict[str, list[Seen]] = defaultdict(list)
    for page in pages:
        of_kind[page.kind].append(page)
    print(f"{'page':28} {'addresses':>9} {'statements':>10} {'p50 ms':>8} {'worst ms':>8}  by")
    for kind, found in sorted(of_kind.items(), key=lambda each: -max(median(page.took) for page in each[1])):
        worst = max(found, key=lambda page: median(page.took))
        times = [took for page in found for took in page.took]
        print(
            f"{kind:28} {len(found):9} {max(page.statements for page in found):10} {median(times) * 1000:8.1f}"
            f" {median(worst.took) * 1000:8.1f}  {worst.person} {worst.address}"
        )
    for page in pages:
        if page.status >= 400:
            print(f"dead link for {page.person}: {page.address} ({page.status}), on {page.linked_from}")


def _links_row(pages: list[Seen]) -> Row:
    dead = [page for page in pages if page.status >= 400]
    return Row(
        what="links that lead nowhere",
        size=f"{len(pages)} pages",
        reached=str(len(dead)),
        wanted="0",
        ok=not dead,
    )


def _statements_row(pages: list[Seen]) -> Row:
    most = max(pages, key=lambda page: page.statements)
    return Row(
        what="statements of a page, the session's included",
        size=f"{len(pages)} pages of {len(PERSONS)} persons, {len({page.kind for page in pages})} kinds, {size()} size",
        reached=f"most {most.statements} ({most.kind}), median {median(page.statements for page in pages):.0f}",
        wanted=f"<= {MOST_STATEMENTS}",
        ok=most.statements <= MOST_STATEMENTS,
    )


def _time_row(pages: list[Seen], trivial: list[float]) -> Row:
    times = [took for page in pages for took in page.took]
    slowest = max(pages, key=lambda page: median(page.took))
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    missed = [page for page in pages if percentile(page.took, 0.95) > WANTED]
    return Row(
        what="any page of any person, on the server",
        size=f"{len(times)} visits, {size()} size",
        reached=f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms; slowest {slowest.kind}"
        f" {median(slowest.took) * 1000:.0f} ms; {len(missed)} pages beyond {WANTED * 1000:.0f} ms",
        limit=f"{TRIVIAL} p50 {median(trivial) * 1000:.1f} ms, p95 {percentile(trivial, 0.95) * 1000:.1f} ms",
        ratio=f"p50 {p50 / median(trivial):.1f}, p95 {p95 / percentile(trivial, 0.95):.1f}",
        wanted=f"p95 <= {WANTED * 1000:.0f} ms",
        ok=p95 <= WANTED,
    )
