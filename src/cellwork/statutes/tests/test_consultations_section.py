"""The rules of short questions: what they say, and what is said about a slip of the pen in them."""

from __future__ import annotations

import pytest

from cellwork.statutes.reading import read_statutes, sample_names, sample_text
from cellwork.statutes.sections.consultations import LEAST_DAYS_BETWEEN, PulseRules
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, every_power, spoiled, the_mistake_in

ASKED = (
    SMALL
    + """
[pulse]
at_most_every_days = 40
open_days_most = 7
least_part = 6
least_answers = 12
least_words = 25
minutes = 3
"""
)


def rules(text: str = ASKED) -> PulseRules:
    return read_statutes(text, known_permissions=every_power()).part(PulseRules)


def test_a_file_without_them_has_the_floors():
    assert rules(SMALL) == PulseRules()


def test_what_is_said_counts():
    assert rules() == PulseRules(
        at_most_every_days=40, open_days_most=7, least_part=6, least_answers=12, least_words=25, minutes=3
    )


SLIPS = {
    "people asked more often than monthly": Slip(
        "at_most_every_days = 40",
        "at_most_every_days = 7",
        "at_most_every_days",
        "pulse.at_most_every_days",
        "is 7",
        "28",
    ),
    "a number told of too few": Slip("least_part = 6", "least_part = 4", "least_part", "pulse.least_part", "is 4", "5"),
    "shares of too few": Slip(
        "least_answers = 12", "least_answers = 9", "least_answers", "pulse.least_answers", "is 9", "10"
    ),
    "words of too few": Slip("least_words = 25", "least_words = 19", "least_words", "pulse.least_words", "is 19", "20"),
    "words of fewer than shares": Slip(
        "least_answers = 12",
        "least_answers = 30",
        "least_words",
        "pulse.least_words",
        'fewer than "least_answers", which is 30',
        "Write 30 or more.",
    ),
}


@pytest.mark.parametrize("slip", [pytest.param(slip, id=name) for name, slip in SLIPS.items()])
def test_a_slip_of_the_pen_is_named_once_with_its_place_and_a_remedy(slip: Slip):
    text = spoiled(slip.old, slip.new, text=ASKED)
    mistake = the_mistake_in(text)
    assert content_at(text, mistake).startswith(slip.at)
    assert mistake.where == slip.where
    assert slip.what in mistake.what
    assert slip.remedy in mistake.remedy


def test_a_raised_threshold_raises_those_that_the_file_leaves_out_by_a_mistake_with_a_remedy():
    mistake = the_mistake_in(SMALL + "\n[pulse]\nleast_part = 15\nleast_words = 25\n")
    assert 'fewer than "least_part", which is 15' in mistake.what
    assert mistake.remedy == "Write 15 or more."


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_lets_somebody_ask_and_nobody_be_asked_more_often_than_monthly(name: str):
    said = read_statutes(sample_text(name), known_permissions=every_power())
    assert any(power.permission == "consultations.ask_pulse" for power in said.powers)
    assert said.part(PulseRules).at_most_every_days >= LEAST_DAYS_BETWEEN
