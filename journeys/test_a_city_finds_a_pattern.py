"""Two cells raise the same on their phones; the city finds the pattern, makes it its matter, and each instance is checked."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESKTOP, PHONE, ROOT, Enter, House, look

DARK = {**DESKTOP, "color_scheme": "dark"}


@pytest.fixture(autouse=True)
def _register(house: House) -> None:
    env = {key: value for key, value in os.environ.items() if key not in ("CELLWORK_AS_OWNER", "DATABASE_URL")}
    env |= {"CELLWORK_HOME": str(house.home), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "journeys.register"], env=env, check=True, cwd=ROOT)


def test_a_city_finds_a_pattern(enter: Enter) -> None:
    secretary = enter("secretary", PHONE)
    raise_one(secretary, "The reading room was given to the canteen.", pictures=True)
    sibling = enter("sibling_secretary", PHONE)
    raise_one(sibling, "We meet in a corridor.")

    city = enter("city_chair", DESKTOP)
    city.get_by_role("link", name="Harbour City").first.click()
    city.get_by_role("link", name="Shortcomings").click()
    look(city, "register-desktop")
    city.get_by_role("link", name="Patterns").click()
    expect(city.get_by_role("heading", name="No room to meet in")).to_be_visible()
    look(city, "patterns-desktop")
    gather(city)
    look(city, "matter-desktop")

    secretary.reload()
    expect(secretary.get_by_role("link", name=re.compile("Part of a matter above"))).to_be_visible()

    city.get_by_text("It is corrected", exact=True).first.click()
    city.get_by_label("What did you do?").fill("Two rooms are rented in the old school.")
    city.get_by_role("button", name="It is corrected").click()
    expect(city.get_by_text("Somebody else looks now")).to_be_visible()
    check_instances(city)

    province = enter("province_chair", DARK)
    province.get_by_role("link", name="Rooms are missing in the city.", exact=True).click()
    look(province, "matter-dark")
    province.get_by_role("button", name="Yes: close it").click()
    expect(province.get_by_text("Checked and closed.")).to_be_visible()

    secretary.reload()
    expect(secretary.get_by_text("closed, checked").first).to_be_visible()
    look(secretary, "shortcoming-closed-phone")


def raise_one(page: Page, what: str, *, pictures: bool = False) -> None:
    page.get_by_role("link", name="Your cell").click()
    page.get_by_role("link", name="Shortcomings").click()
    page.get_by_role("link", name="Raise a shortcoming of your own").click()
    if pictures:
        look(page, "raise-phone")
    page.get_by_label("What?").fill(what)
    page.get_by_label("Why, as far as you know?").select_option("no_room")
    page.get_by_label("medium").check()
    page.get_by_role("button", name="Put it in the register").click()
    expect(page.get_by_text("Seeing it yourselves is good work")).to_be_visible()
    if pictures:
        look(page, "shortcoming-phone")


def gather(page: Page) -> None:
    page.get_by_text("Make it one matter of Harbour City").click()
    page.get_by_label("What is missing in all of these?").fill("Rooms are missing in the city.")
    page.get_by_role("button", name="Make it our matter").click()
    expect(page.get_by_text("Its instances wait for it.")).to_be_visible()


def check_instances(page: Page) -> None:
    matter = page.url
    for what in ("The reading room was given to the canteen.", "We meet in a corridor."):
        page.goto(matter)
        page.get_by_role("link", name=what).click()
        page.get_by_label("What you saw").fill("They have met there.")
        page.get_by_role("button", name="Yes: close it").click()
        expect(page.get_by_text("Checked and closed.")).to_be_visible()
