"""Open pages are told of a change: two thousand streams of the real house, from the announcement to the last of them.

The announcement is what the worker does after a fold: a NOTIFY, committed. The limit is a bare asyncio server in a process of
its own that writes the same bytes to as many sockets at a word from here. The clients are the same bare sockets for both.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from bench.ground import ground
from bench.house import a_house
from bench.rows import Row, median, percentile, scaled

ROUNDS = 7
WORD = b"data: changed"
PATIENCE = 30.0  # seconds until a stream that heard nothing is called deaf
Say = Callable[[], None]
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def measure() -> Iterator[Row]:
    """On the ground of reference size; it need not hold anything."""
    many = scaled(2_000)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * many + 500), hard))
    # The bare server first: it is a fork, and must not inherit a connection to the database.
    with _bare_server() as (bare_port, say), ground("reference"), a_house() as port:
        ours, bare = asyncio.run(_both(port, bare_port, say, many))
    yield Row(
        what="open pages told of a change",
        size=f"{many:,} streams, {ROUNDS} changes",
        reached=_spoken(ours),
        limit=f"bare sockets {_spoken(bare)}",
        ratio=f"{median(map(max, ours)) / median(map(max, bare)):.1f}",
        wanted="for information",
    )


async def _both(port: int, bare_port: int, say: Say, many: int) -> tuple[list[list[float]], list[list[float]]]:
    from cellwork.live.announcing import announce  # noqa: PLC0415 -- Django is ready by now
    from cellwork.live.topics import stream_url  # noqa: PLC0415 -- with it

    topic = f"decision:{uuid4()}"
    ours = await _open_streams(port, stream_url(topic), many)
    bare = await _open_streams(bare_port, "/", many)
    heard_ours, heard_bare = [], []
    for _ in range(ROUNDS):
        heard_bare.append(await _told(bare, say))
        heard_ours.append(await _told(ours, lambda: announce([topic])))
    return heard_ours, heard_bare


async def _open_streams(port: int, path: str, many: int) -> list[Stream]:
    streams = []
    for _ in range(many):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode())
        await asyncio.wait_for(reader.readuntil(b": here\n\n"), PATIENCE)
        streams.append((reader, writer))  # a writer that is dropped closes its connection
    return streams


async def _told(streams: list[Stream], say: Say) -> list[float]:
    """Seconds from the word to each stream's hearing it."""
    waiting = [asyncio.ensure_future(_hear(reader)) for reader, _ in streams]
    await asyncio.sleep(0.5)
    begun = time.perf_counter()
    await asyncio.to_thread(say)
    return [heard - begun for heard in await asyncio.gather(*waiting)]


async def _hear(reader: asyncio.StreamReader) -> float:
    await asyncio.wait_for(reader.readuntil(WORD), PATIENCE)
    return time.perf_counter()


@contextmanager
def _bare_server() -> Iterator[tuple[int, Say]]:
    """A server that knows nothing: it answers every connection, and writes to all of them when a pipe says so."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(16384)
    heard, said = os.pipe()
    server = multiprocessing.get_context("fork").Process(target=_serve_bare, args=(listening, heard), daemon=True)
    server.start()
    try:
        yield listening.getsockname()[1], lambda: _write(said)
    finally:
        server.terminate()
        server.join()
        listening.close()


def _write(pipe: int) -> None:
    os.write(pipe, b"!")


def _serve_bare(listening: socket.socket, pipe: int) -> None:
    asyncio.run(_bare(listening, pipe))


async def _bare(listening: socket.socket, pipe: int) -> None:
    opened: set[asyncio.Transport] = set()
    loop = asyncio.get_running_loop()

    class Connection(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            opened.add(transport)
            transport.write(b"HTTP/1.1 200 OK\r\n\r\n: here\n\n")

    def tell_all() -> None:
        os.read(pipe, 1)
        for transport in opened:
            transport.write(WORD + b"\n\n")

    loop.add_reader(pipe, tell_all)
    server = await loop.create_server(Connection, sock=listening)
    await server.serve_forever()


def _spoken(rounds: list[list[float]]) -> str:
    middle = median(percentile(heard, 0.5) for heard in rounds) * 1000
    last = median(max(heard) for heard in rounds) * 1000
    return f"median {middle:.0f} ms, last {last:.0f} ms (worst {max(map(max, rounds)) * 1000:.0f})"
