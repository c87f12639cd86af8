"""A phone in a workshop: no scripts, no network for a while, a keyboard alone, the dark, and little patience."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESKTOP, PHONE, Enter, look
from journeys.test_a_decision_goes_down_and_comes_back import adopt

MOST_BYTES = 100_000
TITLE = "On wells and pumps"


@pytest.fixture(autouse=True)
def decided(enter: Enter) -> None:
    """A decision of its own is in force."""
    page = enter("chair", DESKTOP)
    page.get_by_role("link", name="Decisions").first.click()
    if page.get_by_role("link", name=TITLE).count() == 0:
        adopt(page, TITLE)


def test_a_cell_accepts_and_reports_without_javascript(enter: Enter) -> None:
    page = enter("sibling_secretary", PHONE, java_script_enabled=False)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_label("Your plan").fill("We read on the quay.")
    page.get_by_role("button", name="Accept with this plan").click()
    expect(page.get_by_text("Now tell of each clause")).to_be_visible()
    tell(page, 1, words="Open.")
    tell(page, 2, number="6")
    page.get_by_role("button", name="Report the whole as done").click()
    expect(page.get_by_text("Reported done on")).to_be_visible()


def tell(page: Page, clause: int, *, words: str = "", number: str = "") -> None:
    card = page.locator(f"#clause-{clause}")
    card.get_by_text("Tell how far it is").click()
    if words:
        card.locator(f"#words-{clause}").fill(words)
    if number:
        card.locator(f"#number-{clause}").fill(number)
    card.locator(f"#done-{clause}").check()
    card.get_by_role("button", name="Tell").click()
    expect(page.get_by_text(f"Clause {clause} is noted.")).to_be_visible()


def test_what_was_written_without_a_network_is_still_there(enter: Enter) -> None:
    page = enter("secretary", PHONE)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_label("Your plan").fill("Ina has the key; we begin on Saturday.")
    expect(page.get_by_text("Kept on this device.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your plan")).to_have_value("Ina has the key; we begin on Saturday.")
    page.get_by_role("button", name="Accept with this plan").click()
    expect(page.get_by_text("Now tell of each clause")).to_be_visible()


def test_what_is_in_the_way_is_answered_from_above(enter: Enter) -> None:
    secretary = enter("secretary", PHONE)
    secretary.get_by_role("link", name=TITLE).first.click()
    secretary.get_by_text("Tell how far it is").nth(0).click()
    secretary.locator("#obstacle-1").fill("The hall is locked.")
    secretary.locator("#clause-1").get_by_role("button", name="Tell").click()
    expect(secretary.get_by_text("Lies with Harbour City; to be answered by")).to_be_visible()
    look(secretary, "called-phone")

    above = enter("city_chair", PHONE)
    above.get_by_role("link", name="Help: The hall is locked.", exact=True).click()
    above.get_by_label("What you have done, or will do").fill("The caretaker opens at six.")
    above.get_by_role("button", name="Answer").click()
    secretary.reload()
    expect(secretary.get_by_text("The caretaker opens at six.")).to_be_visible()


def test_a_city_guides_its_branch(enter: Enter) -> None:
    city = enter("city_chair", DESKTOP)
    city.get_by_role("link", name="Harbour City").first.click()
    city.get_by_role("link", name=TITLE).last.click()
    city.get_by_text("Your guidance").click()
    city.get_by_label("What this means for your branch").fill("Begin with the school by the harbour.")
    city.get_by_role("button", name="Give this guidance").click()
    expect(city.get_by_text("Your branch reads this beside the text.")).to_be_visible()
    cell = enter("secretary", PHONE)
    cell.get_by_role("link", name=TITLE).first.click()
    expect(cell.get_by_text("Begin with the school by the harbour.")).to_be_visible()


def test_every_page_of_a_day_is_legible_in_the_dark(enter: Enter) -> None:
    page = enter("chair", DESKTOP, color_scheme="dark")
    look(page, "home-dark")
    page.get_by_role("link", name="Decisions").first.click()
    look(page, "decisions-dark")
    page.get_by_role("link", name=TITLE).first.click()
    look(page, "text-dark")
    page.get_by_role("link", name="How it is carried out").click()
    look(page, "overview-dark")
    page.get_by_role("link", name="Map").click()
    expect(page.locator(".map-branch [data-size]").first).not_to_be_empty()
    look(page, "map-dark")
    page.get_by_role("link", name="Every body").click()
    look(page, "every-dark")


def test_a_committee_works_by_keyboard_alone(enter: Enter) -> None:
    page = enter("city_chair", DESKTOP)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim().slice(0, 40)")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", f"the focus cannot be seen on {focused}"
        seen.add(focused)
        if re.match("Verify|Quay Cell reported", focused):
            break
    assert any("Quay Cell" in each for each in seen), seen


def test_the_first_page_after_sign_in_is_light_and_does_not_jump(enter: Enter) -> None:
    page = enter("secretary", PHONE)
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights: list[float] = []
    client.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shift += e.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto("/", wait_until="networkidle")
    assert 0 < sum(weights) <= MOST_BYTES
    assert page.evaluate("window.shift") == 0
