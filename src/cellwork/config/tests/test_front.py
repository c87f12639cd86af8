"""What the front lets through to the pages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from cellwork.config.asgi import no_longer_than


def passed(most: int, *messages: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    left = list(messages)

    async def receive() -> Mapping[str, Any]:
        return left.pop(0)

    async def read() -> list[Mapping[str, Any]]:
        bounded = no_longer_than(most, receive)
        return [await bounded() for _ in messages]

    return asyncio.run(read())


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_request_as_long_as_may_be_passes_whole():
    messages = (part(b"12345"), part(b"67890", more=False), {"type": "http.disconnect"})
    assert passed(10, *messages) == list(messages)


def test_of_a_longer_one_nothing_above_the_length_is_kept_and_its_end_is_still_heard():
    got = passed(8, part(b"12345"), part(b"67890"), part(b"1", more=False), {"type": "http.disconnect"})
    assert got == [part(b"12345"), part(b""), part(b"", more=False), {"type": "http.disconnect"}]
