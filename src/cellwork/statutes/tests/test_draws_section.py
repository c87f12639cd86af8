"""The rules of draws: what they say, and what is said about a slip of the pen in them."""

from __future__ import annotations

from datetime import date

import pytest

from cellwork.statutes.reading import read_statutes
from cellwork.statutes.sections.draws import AgeBand, DrawNumbers, DrawRules, Sex
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, every_power, spoiled, the_mistake_in

WITH_DRAWS = (
    SMALL
    + """
[draws]
floor_percent = 80
least_alike = 3

[sexes.f]
title = "Walker (she)"
plural = "Walkers (she)"

[age_bands.young]
title = "To 30"
up_to = 30

[age_bands.old]
title = "Older"
"""
)


def rules(text: str = WITH_DRAWS) -> DrawRules:
    return read_statutes(text, known_permissions=every_power()).part(DrawRules)


def test_a_file_without_them_has_two_sexes_and_four_bands():
    silent = rules(SMALL)
    assert silent == DrawRules()
    assert (list(silent.sexes), len(silent.age_bands)) == (["woman", "man"], 4)


def test_what_is_said_counts_in_the_organisations_own_words():
    said = rules()
    assert said.numbers == DrawNumbers(floor_percent=80, least_alike=3)
    assert said.sexes == {"f": Sex(code="f", title="Walker (she)", plural="Walkers (she)")}
    assert said.age_bands[0] == AgeBand(code="young", title="To 30", up_to=30)


def test_somebody_is_in_the_band_of_their_age_on_the_day():
    bands, day = rules(SMALL), date(2026, 5, 9)
    assert bands.band_of(date(1990, 5, 10), on=day) == "to_35"
    assert bands.band_of(date(1990, 5, 9), on=day) == "to_50"
    assert bands.band_of(date(1930, 1, 1), on=day) == "older"


def test_a_day_of_birth_that_is_not_known_is_a_value_of_its_own():
    assert rules().band_of(None, on=date(2026, 5, 9)) == ""


SLIPS = {
    "a share above the whole": Slip(
        "floor_percent = 80", "floor_percent = 101", "floor_percent", "draws.floor_percent", "is 101", "100"
    ),
    "nobody alike": Slip("least_alike = 3", "least_alike = 0", "least_alike", "draws.least_alike", "is 0", "1"),
    "a band for younger people after one for older ones": Slip(
        'title = "Older"',
        'title = "Older"\nup_to = 20',
        "up_to = 20",
        "age_bands.old.up_to",
        "ends at 20",
        "order of age",
    ),
}


@pytest.mark.parametrize("slip", [pytest.param(slip, id=name) for name, slip in SLIPS.items()])
def test_a_slip_of_the_pen_is_named_once_with_its_place_and_a_remedy(slip: Slip):
    text = spoiled(slip.old, slip.new, text=WITH_DRAWS)
    mistake = the_mistake_in(text)
    assert content_at(text, mistake).startswith(slip.at)
    assert mistake.where == slip.where
    assert slip.what in mistake.what
    assert slip.remedy in mistake.remedy
