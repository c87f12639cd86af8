"""The house as its users meet it: `cellwork serve`, embedded database, Chromium on a phone and on a desktop."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journeys.world import PASSWORD

ROOT = Path(__file__).parent.parent
PICTURES = Path(__file__).parent / "pictures"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


@dataclass
class House:
    """A running Cellwork."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Built and served once for all journeys."""
    home = made(tmp_path_factory.mktemp("house"))
    with served(home) as found:
        in_the_house(home, "journeys.world")
        yield found


def made(home: Path) -> Path:
    """A house that stands and is not served yet."""
    subprocess.run([_program(), "init"], env=_surroundings(home), check=True, cwd=ROOT)
    return home


@contextmanager
def served(home: Path, said: IO[bytes] | None = None) -> Iterator[House]:
    """The house is open during the block; what it prints goes to `said`."""
    port = _free_port()
    process = subprocess.Popen(
        [_program(), "serve", "--port", str(port)], env=_surroundings(home), cwd=ROOT, start_new_session=True,
        stdout=said, stderr=said,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield House(address, home, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def in_the_house(home: Path, module: str, *more: str) -> str:
    """Run one of our modules against the database of the house; returns what it printed."""
    command = [sys.executable, "-m", module, *more]
    return subprocess.run(
        command, env=_surroundings(home), check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ).stdout


def _surroundings(home: Path) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if key not in ("CELLWORK_AS_OWNER", "DATABASE_URL")}
    return env | {"CELLWORK_HOME": str(home), "PYTHONPATH": str(ROOT)}


def _program() -> str:
    return str(Path(sys.executable).parent / "cellwork")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, found or installed by tools/make-chromium."""
    known = ROOT / ".venv" / ".chromium"
    path = known.read_text().strip() if known.exists() else shutil.which("chromium") or ""
    if not path:
        pytest.fail("No Chromium: run tools/make-chromium (make test does).")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=quiet)
        yield chromium
        chromium.close()


Enter = Callable[..., Page]


@pytest.fixture
def enter(house: House, browser: Browser) -> Iterator[Enter]:
    """`enter("secretary", PHONE)`: a person signs in on a device of their own. Errors in the page fail the journey."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def sign_in(who: str | None, device: dict[str, object], **more: object) -> Page:
        context = browser.new_context(base_url=house.address, **device, **more)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto("/sign-in/")
        if who is not None:
            page.get_by_label("Sign-in name").fill(who)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "422" not in fault] == []


def look(page: Page, name: str) -> None:
    """Keep a picture, and hold the page to WCAG: no violation that axe-core can find, and no sideways scrolling."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "cellwork serve ended"
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("cellwork serve does not answer")
