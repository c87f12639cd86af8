"""Two desks lose the network and go on; what they wrote down comes together later, and what contradicts itself is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journeys.conftest import DESKTOP, PHONE, House, in_the_house, look, made, served
from journeys.world import PASSWORD

ADA = "Ada Reed"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Any]]]:
    """A house with a conference in it."""
    home = made(tmp_path_factory.mktemp("hall"))
    with served(home) as house:
        yield house, json.loads(in_the_house(home, "journeys.door"))


@pytest.fixture
def device(hall: tuple[House, dict[str, Any]], browser: Browser) -> Iterator[Any]:
    """`device(PHONE)`: another device, on which the organiser is signed in."""
    contexts: list[BrowserContext] = []

    def sign_in(kind: dict[str, object], who: str = "organiser", **more: object) -> Page:
        context = browser.new_context(base_url=hall[0].address, **kind, **more)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("Sign-in name").fill(who)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def test_two_desks_go_on_without_a_network_and_come_together(
    hall: tuple[House, dict[str, Any]], device: Any, tmp_path: Path
) -> None:
    _, told = hall
    door = f"/conferences/{told['conference']}/door/"
    north, south = at_the_desk(device(PHONE), door, told["north"]), at_the_desk(device(PHONE), door, told["south"])

    for page in (north, south):
        page.context.set_offline(True)
    show(north, told["people"][ADA]["line"])
    expect(north.get_by_text("May come in")).to_be_visible()
    look(north, "desk-card-phone")
    north.get_by_role("button", name="Let in").click()
    expect(north.locator("#desk-state")).to_contain_text("1 scan waits on this device")
    look(north, "desk-offline-phone")

    show(south, ADA.split()[1].lower())
    south.get_by_label("photo compared").check()
    south.get_by_role("button", name="Let in").click()
    expect(south.locator("#desk-state")).to_contain_text("No network")

    north.reload()
    expect(north.locator("#desk-state")).to_contain_text("1 scan waits on this device")
    show(north, str(told["people"][ADA]["number"]))
    expect(north.get_by_text("In the hall")).to_be_visible()

    for page in (north, south):
        page.context.set_offline(False)
        expect(page.locator("#desk-state")).to_contain_text("Everything is handed over", timeout=20_000)

    keeper = device(DESKTOP)
    keeper.goto(door)
    expect(keeper.get_by_text(f"{ADA}, mandate {told['people'][ADA]['number']}: let in at two desks.")).to_be_visible()
    expect(keeper.get_by_text(re.compile("Quorum (not )?reached"))).to_be_visible()
    look(keeper, "door-desktop")
    keeper.get_by_label("What it was").first.fill("She went out by the garden to fetch her papers.")
    keeper.get_by_role("button", name="Settled").first.click()
    expect(keeper.get_by_text("To be looked at")).to_have_count(0)


def test_a_desk_that_never_finds_the_network_again_leaves_a_file(
    hall: tuple[House, dict[str, Any]], device: Any, tmp_path: Path
) -> None:
    _, told = hall
    door = f"/conferences/{told['conference']}/door/"
    vera = "Vera Hill"
    lost = at_the_desk(device(PHONE), door, told["south"])
    lost.context.set_offline(True)
    show(lost, told["people"][vera]["line"])
    lost.get_by_role("button", name="Let in").click()
    with lost.expect_download() as saved:
        lost.get_by_role("button", name="Save what waits to a file").click()
    file = tmp_path / "scans.json"
    saved.value.save_as(file)

    keeper = device(DESKTOP)
    keeper.goto(door)
    keeper.get_by_text("Hand over its file").click()
    keeper.get_by_label("The file that it saved").set_input_files(file)
    keeper.get_by_role("button", name="Hand it over").click()
    expect(keeper.get_by_text("1 scan is handed over")).to_be_visible()

    keeper.goto(f"{door}desks/{told['north']}/?who=Vera")
    expect(keeper.get_by_text("In the hall")).to_be_visible()


def test_a_mandate_that_was_changed_lets_nobody_in(hall: tuple[House, dict[str, Any]], device: Any) -> None:
    _, told = hall
    desk = at_the_desk(device(PHONE), f"/conferences/{told['conference']}/door/", told["north"])
    line = told["people"][ADA]["line"]
    show(desk, line[:20] + ("A" if line[20] != "A" else "B") + line[21:])
    expect(
        desk.get_by_text(re.compile("not issued here|another conference|changed or copied|out of date"))
    ).to_be_visible()
    assert desk.get_by_role("button", name="Let in").count() == 0


def test_a_desk_works_without_a_script(hall: tuple[House, dict[str, Any]], device: Any) -> None:
    _, told = hall
    page = device(PHONE, java_script_enabled=False)
    page.goto(f"/conferences/{told['conference']}/door/desks/{told['north']}/")
    page.get_by_label("Scan a mandate").fill("chair")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label("Scan a mandate").fill(str(told["people"][ADA]["number"]))
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name="Goes out").click()
    expect(page.get_by_text(f"{ADA} went out.")).to_be_visible()


def at_the_desk(page: Page, door: str, desk: str) -> Page:
    """With the list on the device, and the page kept for when there is no network."""
    page.goto(f"{door}desks/{desk}/")
    expect(page.locator("#desk-state")).to_contain_text("mandates on this device")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    expect(page.locator("#desk-state")).to_contain_text("mandates on this device")
    return page


def show(page: Page, text: str) -> None:
    """A hand scanner types and presses Enter."""
    page.get_by_label("Scan a mandate").fill(text)
    page.get_by_label("Scan a mandate").press("Enter")
