"""Somebody without an account scans the poster, writes, comes back with the code, reads the answer, and is not content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journeys.conftest import DESKTOP, PHONE, Enter, House, look

WORDS = "The stairs to the reading room are dark since autumn; my mother does not come any more."
NOBODY = "Nobody"


@pytest.fixture
def passers_by(browser: Browser, house: House) -> Iterator[Any]:
    """Phones of people the house does not know. At the end none of them has been given a cookie."""
    met: list[BrowserContext] = []

    def meet(**more: object) -> Page:
        context = browser.new_context(base_url=house.address, **PHONE, **more)  # type: ignore[arg-type]
        met.append(context)
        return context.new_page()

    yield meet
    assert [context.cookies() for context in met if context.cookies()] == []
    for context in met:
        context.close()


def poster_of(enter: Enter, sign_in_name: str) -> str:
    """A secretary makes the link and prints the sheet; returns the address on it."""
    secretary = enter(sign_in_name, PHONE)
    secretary.get_by_role("link", name="Your voice").first.click()
    secretary.get_by_role("link", name=re.compile("^Poster of")).click()
    if secretary.get_by_role("button", name="Make the link").count():
        secretary.get_by_role("button", name="Make the link").click()
    look(secretary, "poster-phone")
    return secretary.locator(".poster-address").inner_text()


def write(page: Page, address: str, words: str, *, manner: str = NOBODY, name: str = "") -> str:
    """Write at the poster; returns the code."""
    page.goto(address)
    page.get_by_label(manner, exact=True).check()
    if name:
        page.get_by_label("Your name").fill(name)
    page.get_by_label("A need").check()
    page.get_by_label("What is it about?").select_option(label="Housing")
    page.get_by_label("What do you want to say?").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Received. This is your code")).to_be_visible()
    return "-".join(page.locator(".code span").all_inner_texts())


def come_back(page: Page, code: str) -> None:
    page.goto("/say/back/")
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Open").click()


def come_back_until(page: Page, code: str, words: str) -> None:
    """What lies in the box comes out within seconds once enough lies together."""
    for _ in range(20):
        come_back(page, code)
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(1000)
    pytest.fail(f"{words} did not appear")


def answer(page: Page, beginning: str, words: str) -> None:
    """The body that answers, on its desk."""
    page.get_by_role("link", name="Harbour City").first.click()
    page.get_by_role("link", name="Voices to answer").click()
    page.get_by_role("link", name=re.compile(beginning)).first.click()
    page.get_by_label("Done", exact=True).check()
    page.get_by_label("In words").fill(words)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text(re.compile("Answered"))).to_be_visible()


def test_somebody_nobody_knows_writes_reads_the_answer_and_is_not_content(enter: Enter, passers_by: Any) -> None:
    address = poster_of(enter, "secretary")
    author = passers_by()
    author.goto(address)
    expect(author.get_by_role("heading", name="Who will read what")).to_be_visible()
    expect(author.get_by_text("Harbour City").first).to_be_visible()
    look(author, "say-phone")
    code = write(author, address, WORDS)
    assert re.fullmatch(r"([A-Z2-9]{4}-){4}[A-Z2-9]{4}", code)
    look(author, "code-phone")
    come_back(author, code)
    expect(author.get_by_role("heading", name="Nothing is found under this code yet")).to_be_visible()
    look(author, "nothing-yet-phone")

    for number in range(4):
        write(passers_by(), address, f"Another need, number {number}.")
    come_back_until(author, code, WORDS)
    look(author, "voice-by-code-phone")

    city = enter("city_chair", DESKTOP)
    answer(city, WORDS[:20], "There are new lamps since Monday.")
    come_back(author, code)
    expect(author.get_by_text("There are new lamps since Monday.")).to_be_visible()
    look(author, "answer-by-code-phone")
    author.get_by_text("This does not answer me").click()
    author.get_by_label("What is missing").fill("They are out again by the door.")
    author.get_by_role("button", name="Send it one level up").click()
    expect(author.get_by_text("Taken. It lies sealed among others")).to_be_visible()
    for number in range(4):
        write(passers_by(), address, f"One more need, number {number}.")
    come_back_until(author, code, "it went to Northern Province")


def test_without_scripts_and_under_a_name_it_goes_the_same_way(enter: Enter, passers_by: Any) -> None:
    address = poster_of(enter, "secretary")
    author = passers_by(java_script_enabled=False)
    words = "The till is short of change on Saturdays."
    code = write(author, address, words, manner="Those who answer, and my cell", name="Nela Neighbour")
    come_back(author, code)
    expect(author.get_by_text(words)).to_be_visible()
    expect(author.get_by_text("It lies with", exact=True)).to_be_visible()


def test_a_member_says_something_and_is_told_when_there_is_an_answer(enter: Enter) -> None:
    member = enter("sibling_secretary", PHONE)
    member.get_by_role("link", name="Your voice").first.click()
    member.get_by_role("link", name="Say something").click()
    look(member, "say-account-phone")
    words = "The quay needs a second ladder."
    member.get_by_label("Only those who answer", exact=True).check()
    member.get_by_label("A proposal").check()
    member.get_by_label("What is it about?").select_option(label="Housing")
    member.get_by_label("What do you want to say?").fill(words)
    member.get_by_role("button", name="Send").click()
    expect(member.get_by_text("It is on its way.")).to_be_visible()
    look(member, "own-voices-phone")

    answer(enter("city_chair", PHONE), words, "It hangs there since this morning.")
    member.goto("/")
    member.get_by_role("link", name=words, exact=True).click()
    expect(member.get_by_text("It hangs there since this morning.")).to_be_visible()
    look(member, "own-voice-phone")
    member.get_by_role("button", name="This answers me").click()
    expect(member.get_by_text("Settled. Thank you for saying so.")).to_be_visible()
