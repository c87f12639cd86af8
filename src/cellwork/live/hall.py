"""The hall: streams of "changed", answered without Django's handler.

One connection to the database per process listens. A change is turned into bytes once, and the same bytes go to every stream
that has the topic open. A stream sends a comment now and then, so that a dead connection is noticed and a proxy keeps it.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from django.db import connection

from cellwork.live.topics import CHANNEL, topic_in

log = structlog.get_logger()

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

STILL_HERE = 25.0  # seconds between comments on a quiet stream
CHANGED = b"data: changed\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

_open: dict[str, set[asyncio.Event]] = defaultdict(set)
_listening: set[asyncio.Task[None]] = set()


async def hall(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request under /hall/."""
    before, _, signed = scope["path"].partition("/hall/stream/")
    topic = topic_in(signed) if not before and signed else None
    if topic is None or scope["method"] != "GET":
        await _not_here(send)
        return
    _make_sure_somebody_listens()
    await _stream(topic, receive, send)


async def _stream(topic: str, receive: Receive, send: Send) -> None:
    changed = asyncio.Event()
    _open[topic].add(changed)
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": b"retry: 3000\n: here\n\n", "more_body": True})
        while not gone.done():
            said = await _next_words(changed, gone)
            if said:
                await send({"type": "http.response.body", "body": said, "more_body": True})
    finally:
        gone.cancel()
        _open[topic].discard(changed)
        if not _open[topic]:
            del _open[topic]


async def _next_words(changed: asyncio.Event, gone: asyncio.Future[Any]) -> bytes:
    waiting: asyncio.Future[Any] = asyncio.ensure_future(changed.wait())
    await asyncio.wait({waiting, gone}, timeout=STILL_HERE, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if gone.done():
        return b""
    if changed.is_set():
        changed.clear()
        return CHANGED
    return b": still here\n\n"


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _not_here(send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
    )
    await send({"type": "http.response.body", "body": b"There is no such stream. Reload the page.\n"})


def _make_sure_somebody_listens() -> None:
    if not _listening:
        task = asyncio.ensure_future(_listen())
        _listening.add(task)
        task.add_done_callback(_listening.discard)


async def _listen() -> None:
    pause = 0.5
    while True:
        with suppress(psycopg.OperationalError):
            async with await psycopg.AsyncConnection.connect(**_conninfo(), autocommit=True) as listener:
                await listener.execute(f"listen {CHANNEL}")
                pause = 0.5
                _tell_all()  # whatever was said while nobody listened
                async for heard in listener.notifies():
                    _tell(json.loads(heard.payload))
        log.warning("the hall lost its connection to the database", again_in=pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, 10.0)


def _tell(topics: list[str]) -> None:
    for topic in topics:
        for changed in _open.get(topic, ()):
            changed.set()


def _tell_all() -> None:
    _tell(list(_open))


def _conninfo() -> dict[str, Any]:
    params = {key: value for key, value in connection.get_connection_params().items() if key != "pool"}
    return {key: params[key] for key in ("dbname", "user", "password", "host", "port", "sslmode") if params.get(key)}
