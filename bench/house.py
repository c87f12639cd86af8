"""The house itself as a process: `cellwork serve` on a free port, on the ground of the figure."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.ground import as_the_application

STARTING = 60.0  # seconds


def cellwork(*words: str, good: tuple[int, ...] = (0,)) -> str:
    """Run a command of the house to its end, as everybody does; what it printed. RuntimeError for another exit code."""
    command = [str(Path(sys.executable).parent / "cellwork"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in good:
        raise RuntimeError(f"cellwork {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def a_house() -> Iterator[int]:
    """Web, hall and worker are up during the block, as everybody starts them; the port they listen on."""
    port = _free_port()
    command = [str(Path(sys.executable).parent / "cellwork"), "serve", "--port", str(port)]
    log = Path(os.environ["CELLWORK_HOME"]) / "house.log"
    with log.open("wb") as said, subprocess.Popen(command, env=as_the_application(), stdout=said, stderr=said) as house:
        try:
            _wait_until_open(house, port)
            yield port
        finally:
            house.terminate()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_until_open(house: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and house.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the house did not open")
