"""`cellwork serve`: one process tree. This process keeps the database, granian with web and hall, and the worker.

Ctrl-C or SIGTERM: web and worker finish what they have in hand, then the embedded database stops. A worker or a web server
that dies is started again, with a growing pause.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType

from cellwork.cli.speaking import refuse, say

GRACE = 10.0  # seconds a child has to finish before it is killed


@dataclass
class Child:
    """A part of the house that runs as a process of its own."""

    name: str
    command: list[str]
    told: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    again_at: float = 0.0
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Begin, in a session of its own: Ctrl-C at the terminal reaches us, and we end them in order."""
        self.process = subprocess.Popen(self.command, start_new_session=True, env=os.environ | self.told)  # noqa: S603
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start again what has died."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.failures = 1 if now - self.started_at > 60 else self.failures + 1  # noqa: PLR2004 -- a minute of health
            self.again_at = now + min(2.0**self.failures, 60.0)
            say(f"{self.name} ended (code {self.process.returncode}); it starts again.")
            self.process = None
        if self.process is None and now >= self.again_at:
            self.start()

    def stop(self) -> None:
        """Ask, wait, insist."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def port_is_free(host: str, port: int) -> bool:
    """Could we listen there?"""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def must_be_free(host: str, port: int) -> None:
    """Refuse with words when somebody else listens on the port."""
    if not port_is_free(host, port):
        raise refuse(
            f"Port {port} on {host} is taken by another program.",
            f"Choose another: --port {port + 1}, or PORT={port + 1} with make.",
        )


def serve_until_told(*, host: str, port: int, web_processes: int) -> None:
    """Run web, hall and worker until SIGINT or SIGTERM."""
    children = [
        Child("the web server", _granian(host, port, web_processes), {"CELLWORK_SERVING": "1"}),
        Child("the worker", [sys.executable, "-m", "cellwork.config.working"]),
    ]
    told = _Told()
    for child in children:
        child.start()
    while not told.stop:
        time.sleep(0.2)
        for child in children:
            if not told.stop:
                child.look_after()
    for child in children:
        child.stop()


def _granian(host: str, port: int, processes: int) -> list[str]:
    # Backlog and backpressure raised: with granian's own, 1,024 open streams are answered and the next hangs silently.
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port),
        "--workers", str(processes), "--backlog", "16384", "--backpressure", "16000", "--log-level", "warning",
        "--no-ws", "--workers-kill-timeout", "5", "cellwork.config.asgi:application",
    ]  # fmt: skip


class _Told:
    def __init__(self) -> None:
        self.stop = False
        signal.signal(signal.SIGINT, self._hear)
        signal.signal(signal.SIGTERM, self._hear)

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop = True
