"""A secretary fills in the monthly report on a phone, loses the network, goes on, sends; the body above returns it once."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESKTOP, PHONE, ROOT, Enter, House, look

REPORT = re.compile("Monthly report")


@pytest.fixture(autouse=True)
def reports_are_asked(house: House) -> None:
    """The statutes ask for reports, and last month's are out."""
    env = {key: value for key, value in os.environ.items() if key not in ("CELLWORK_AS_OWNER", "DATABASE_URL")}
    env |= {"CELLWORK_HOME": str(house.home), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "journeys.reporting"], env=env, check=True, cwd=ROOT)


def test_a_secretary_files_the_monthly_report(enter: Enter) -> None:
    phone = enter("secretary", PHONE)
    phone.get_by_role("link", name=REPORT).first.click()
    expect(phone.get_by_text("filled in already")).to_be_visible()
    look(phone, "report-phone")
    fill_in(phone)
    expect(phone.get_by_text("Kept. You can go on later")).to_be_visible(timeout=10_000)

    phone.context.set_offline(True)
    phone.get_by_label("What fell short?").fill("Two evenings fell out.")
    expect(phone.get_by_text("No connection.")).to_be_visible(timeout=10_000)
    phone.context.set_offline(False)
    phone.reload()
    expect(phone.get_by_label("What fell short?")).to_have_value("Two evenings fell out.")
    expect(phone.get_by_label("Visits")).to_have_value("12")

    phone.get_by_role("button", name="Send the report", exact=True).click()
    expect(phone.get_by_text("Sent. The body above takes it")).to_be_visible()
    look(phone, "report-sent-phone")

    desk = enter("city_chair", DESKTOP)
    look(desk, "home-with-reports-desktop")
    desk.get_by_role("link", name="Mill Cell sent its report", exact=True).click()
    desk.get_by_text("Return it for correction").click()
    desk.get_by_label("What is to be corrected").fill("Twelve visits in a cell of one?")
    desk.get_by_role("button", name="Return it", exact=True).click()
    expect(desk.get_by_text("Returned, with your reason.")).to_be_visible()

    phone.goto("/")
    phone.get_by_role("link", name=REPORT).first.click()
    expect(phone.get_by_text("Twelve visits in a cell of one?")).to_be_visible()
    phone.get_by_label("Visits").fill("2")
    phone.get_by_role("button", name="Send the report", exact=True).click()
    expect(phone.get_by_text("Sent. The body above takes it")).to_be_visible()

    desk.reload()
    desk.get_by_role("button", name="Accept the report").click()
    expect(desk.get_by_text("Accepted. The body sees it at once.")).to_be_visible()
    what_it_adds_up_to(enter("chair", DESKTOP))


def test_a_report_is_sent_without_javascript(enter: Enter) -> None:
    phone = enter("sibling_secretary", PHONE, java_script_enabled=False)
    phone.get_by_role("link", name="Reports").first.click()
    phone.get_by_role("link", name=REPORT).first.click()
    phone.get_by_label("Visits").fill("many")
    phone.get_by_role("button", name="Keep it and go on later").click()
    expect(phone.get_by_text("Kept. Go on whenever you like")).to_be_visible()
    phone.get_by_role("button", name="Send the report", exact=True).click()
    expect(phone.get_by_text("is not a number").first).to_be_visible()
    phone.get_by_label("Visits").fill("3")
    phone.get_by_role("button", name="Send the report", exact=True).click()
    expect(phone.get_by_text("Sent. The body above takes it")).to_be_visible()


def fill_in(page: Page) -> None:
    page.get_by_label("Visits").fill("12")
    page.get_by_label("Took part in study: how many").fill("4")
    page.get_by_label("Took part in study: of how many").fill("6")
    page.get_by_label("good", exact=True).check()
    page.get_by_label("What went well?").fill("The garden bore its first tomatoes.")


def what_it_adds_up_to(page: Page) -> None:
    page.get_by_role("link", name="Reports").first.click()
    page.get_by_role("link", name=REPORT).first.click()
    expect(page.get_by_role("row", name=re.compile("Northern Province"))).to_contain_text("(4 of 6)")
    look(page, "roll-up-desktop")
    page.get_by_role("link", name="Northern Province").first.click()
    page.get_by_role("link", name="Harbour City").first.click()
    page.get_by_role("link", name="Mill Cell").first.click()
    expect(page.get_by_text("What was written in words is read by Mill Cell itself")).to_be_visible()
