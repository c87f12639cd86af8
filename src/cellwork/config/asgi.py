"""The front: one port. `/hall/` is answered by a bare application, everything else by Django on a few lasting threads.

Django's own handler makes a new thread for every request (measured: 240 small pages a second); with executors that
stay, each a thread of its own, it is 985. A request holds one executor from beginning to end, so that its connection to the
database, which belongs to a thread, is the same all the while.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext
from django.core.handlers.asgi import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 -- Django must be set up first

from cellwork.live.hall import hall  # noqa: E402 -- Django must be set up first

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

THREADS = int(os.environ.get("CELLWORK_THREADS", "8"))


class Pages(ASGIHandler):
    """Django, on lasting threads."""

    def __init__(self) -> None:
        super().__init__()
        self._free: asyncio.LifoQueue[ThreadPoolExecutor] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for a free thread, answer on it, give it back."""
        free = self._threads()
        executor = await free.get()
        try:
            async with ThreadSensitiveContext(executor=executor):
                await self.handle(scope, receive, send)
        finally:
            free.put_nowait(executor)

    def _threads(self) -> asyncio.LifoQueue[ThreadPoolExecutor]:
        if self._free is None:
            self._free = asyncio.LifoQueue()
            for number in range(THREADS):
                self._free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"page-{number}"))
        return self._free


pages = Pages()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """What granian calls."""
    if scope["type"] == "lifespan":
        await _live_and_die(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/hall/"):
        await hall(scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, no_longer_than(settings.LONGEST_REQUEST, receive), send)


def no_longer_than(most: int, receive: Receive) -> Receive:
    """The same request, of which nothing above `most` bytes is kept: Django would write all of it to disk first.

    The rest is still taken in, since a browser shows no answer before it has sent everything; `web/middleware.py` refuses.
    """
    taken = 0

    async def received() -> Mapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {**message, "body": b""} if taken > most and message["type"] == "http.request" else message

    return received


async def _live_and_die(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return
