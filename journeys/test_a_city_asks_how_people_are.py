"""A city asks everybody how they are; members answer on their phones; at the end it is told of many, and of few it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESKTOP, PHONE, Enter, House, in_the_house, look, made, served

STATEMENT = "I know what my cell is working on."
WORDS = "We never see the minutes."
DARK = {**PHONE, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own: the people it needs would change the figures of other journeys."""
    home = made(tmp_path_factory.mktemp("asking"))
    with served(home) as found:
        in_the_house(home, "journeys.world")
        in_the_house(home, "journeys.asking")
        yield found


def test_a_city_asks_members_answer_and_small_groups_stay_untold(house: House, enter: Enter) -> None:
    city = enter("city_chair", DESKTOP)
    ask(city)

    member = enter("secretary", PHONE)
    answer(member, "Rather yes", words=WORDS, pictures=True)
    without_scripts = enter("sibling_secretary", PHONE, java_script_enabled=False)
    answer(without_scripts, "Rather not")
    city.reload()
    expect(city.get_by_text("nobody sees anything, not even how many have answered").first).to_be_visible()
    look(city, "pulse-open-desktop")

    in_the_house(house.home, "journeys.asking", "others")
    in_the_house(house.home, "journeys.asking", "end")

    city.reload()
    expect(city.get_by_text(re.compile(r"26\s+people took part of\s+\d+\s+asked"))).to_be_visible()
    expect(city.get_by_text(WORDS)).to_be_visible()
    expect(city.get_by_role("link", name="Mill Cell")).to_be_visible()
    assert city.get_by_role("link", name="Quay Cell").count() == 0, "nothing says that there is more to be known of it"
    look(city, "pulse-told-desktop")

    results(member, "Your cell")
    expect(member.get_by_text(re.compile(r"16\s+people took part"))).to_be_visible()
    look(member, "pulse-told-phone")

    small = enter("sibling_secretary", DARK)
    results(small, "Your cell")
    expect(small.get_by_text(re.compile("Of Quay Cell nothing can be told: too few answered"))).to_be_visible()
    expect(small.get_by_text(re.compile(r"26\s+people took part in Harbour City"))).to_be_visible()
    look(small, "pulse-untold-phone-dark")


def ask(page: Page) -> None:
    """Written, looked at as everybody will see it, asked."""
    page.get_by_role("link", name="Harbour City").first.click()
    page.get_by_role("link", name="Short questions").click()
    page.get_by_role("link", name="Ask everybody").click()
    look(page, "pulse-ask-desktop")
    page.get_by_label("A statement people agree with or not").fill(STATEMENT)
    page.get_by_role("button", name="Look at it as everybody will see it").click()
    expect(page.get_by_role("heading", name="Is this what you want to ask?")).to_be_visible()
    look(page, "pulse-preview-desktop")
    page.get_by_role("button", name="Ask everybody").click()
    expect(page.get_by_text("Asked. Nobody sees an answer before the last day")).to_be_visible()


def answer(page: Page, step: str, *, words: str = "", pictures: bool = False) -> None:
    """From the first page; a moment after it was asked the box is ready."""
    page.goto("/")
    page.get_by_role("link", name="1 short question", exact=True).click()
    for _ in range(20):
        if page.get_by_label(step, exact=True).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("Nobody will know what you answered", exact=True)).to_be_visible()
    if pictures:
        look(page, "pulse-answer-phone")
    page.get_by_label(step, exact=True).check()
    page.get_by_label("Something you would like to say to it?").fill(words)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", name="Your answer is in")).to_be_visible()
    if pictures:
        look(page, "pulse-answered-phone")


def results(page: Page, body: str) -> None:
    """The way from the first page to what was told."""
    page.goto("/")
    page.get_by_role("link", name=body).first.click()
    page.get_by_role("link", name="Short questions").click()
    page.get_by_role("link", name=re.compile(STATEMENT)).click()
