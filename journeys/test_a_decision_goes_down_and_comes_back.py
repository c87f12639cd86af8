"""The centre adopts, a secretary accepts and reports on a phone, the body above verifies, the centre sees it happen."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from journeys.conftest import DESKTOP, PHONE, Enter, look

TITLE = "On reading rooms"


def test_a_decision_goes_down_and_comes_back(enter: Enter) -> None:
    centre = enter("chair", DESKTOP)
    adopt(centre)
    expect(centre.get_by_role("row", name=re.compile("Northern Province"))).to_contain_text("2")
    look(centre, "overview-desktop")

    secretary = enter("secretary", PHONE)
    expect(secretary.get_by_role("heading", name="What waits on you")).to_be_visible()
    look(secretary, "home-phone")
    accept(secretary)
    # The centre's page is still open: it hears of the acceptance by itself.
    expect(centre.locator(".funnel-accepted .funnel-number")).to_have_text("1", timeout=15_000)
    tell_and_report(secretary)

    above = enter("city_chair", DESKTOP)
    look(above, "home-desktop")
    above.get_by_role("link", name="Mill Cell reported done", exact=True).click()
    look(above, "verify-desktop")
    above.get_by_role("button", name="Verify: it is done").click()
    expect(above.get_by_text("Verified. The body sees it at once.")).to_be_visible()
    expect(centre.locator(".funnel-verified .funnel-number")).to_have_text("1", timeout=15_000)

    centre.get_by_role("link", name="Northern Province").first.click()
    centre.get_by_role("link", name="Harbour City").first.click()
    expect(centre.get_by_role("row", name=re.compile("Mill Cell"))).to_contain_text("verified")
    look(centre, "city-desktop")
    centre.get_by_role("link", name="Mill Cell").first.click()
    expect(centre.get_by_role("heading", name=TITLE)).to_be_visible()
    look(centre, "cell-from-above-desktop")


def adopt(page: Page, title: str = TITLE) -> None:
    page.get_by_role("link", name="Decisions").first.click()
    page.get_by_role("link", name="Draft for Central Committee").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text", exact=True).nth(0).fill("Every cell opens a **reading room**, however small.")
    page.locator("[name=clause-1-due_on]").fill((date.today() + timedelta(days=60)).isoformat())
    page.get_by_label("Text", exact=True).nth(1).fill("Each room holds meetings, and the cell counts them.")
    page.locator("[name=clause-2-due_on]").fill((date.today() + timedelta(days=90)).isoformat())
    page.locator("[name=clause-2-measure]").select_option("number")
    page.locator("[name=clause-2-target]").fill("6")
    page.locator("[name=clause-2-unit]").fill("meetings")
    look(page, "draft-desktop")
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.get_by_text("On adoption the text is fixed")).to_be_visible()
    look(page, "text-desktop")
    page.get_by_text("Adopt", exact=True).last.click()
    page.get_by_role("button", name="Adopt it").click()
    expect(page.get_by_text("Every addressed body has it before it now.")).to_be_visible()


def accept(page: Page) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    look(page, "accept-phone")
    page.get_by_role("button", name="Accept with this plan").click()
    expect(page.get_by_text("Say how you will carry it out.")).to_be_visible()
    page.get_by_label("Your plan").fill(
        "Ina and Tomas clear the store room on Saturday; open by the first of the month."
    )
    page.get_by_role("button", name="Accept with this plan").click()
    expect(page.get_by_text("Now tell of each clause")).to_be_visible()


def tell_and_report(page: Page) -> None:
    page.get_by_text("Tell how far it is").nth(0).click()
    page.locator("#words-1").fill("The room is open.")
    page.locator("#done-1").check()
    page.locator("#clause-1").get_by_role("button", name="Tell").click()
    expect(page.locator("#clause-1")).to_contain_text("reported done")
    page.get_by_text("Tell how far it is").click()
    page.locator("#number-2").fill("6")
    page.locator("#done-2").check()
    page.locator("#clause-2").get_by_role("button", name="Tell").click()
    expect(page.locator("#clause-2")).to_contain_text("6 of 6 meetings")
    look(page, "working-phone")
    page.get_by_label("A word to the body above").fill("People came from the first evening on.")
    page.get_by_role("button", name="Report the whole as done").click()
    expect(page.get_by_text("The body above verifies it", exact=False).first).to_be_visible()
    look(page, "reported-phone")
