"""The rules of seats: what they say, and what is said about a slip of the pen in them."""

from __future__ import annotations

import pytest

from cellwork.statutes.reading import read_statutes, sample_names, sample_text
from cellwork.statutes.sections.conferences import ConferenceRules
from cellwork.statutes.sections.seats import METHODS, SeatNumbers, SeatRules
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, every_power, spoiled, the_mistake_in

WITH_SEATS = (
    SMALL
    + """
[conferences.rally]
title = "Rally"
plural = "Rallies"
of = "board"
every_months = 24

[seats]
new_days = 200
small_up_to = 5
large_from = 20

[[seat_categories]]
conference = "rally"
key = "presidents"
title = "President"
plural = "Presidents"
by = "offices"
offices = "president"
kinds = ["district"]
chosen = "ex_officio"

[[seat_categories]]
conference = "rally"
key = "delegates"
title = "Delegate"
plural = "Delegates"
by = "cells"
sectors = ["hills"]
production_sites = true
chosen = "lot"
seats = 40
method = "adams"
allot_by = "members"
allot_to = "both"
minimum = 2

[[seat_categories]]
conference = "rally"
key = "guests"
title = "Guest"
plural = "Guests"
by = "hand"
chosen = "invitation"
"""
)


def rules(text: str = WITH_SEATS) -> SeatRules:
    return read_statutes(text, known_permissions=every_power()).part(SeatRules)


def test_a_file_without_them_has_no_categories():
    assert rules(SMALL) == SeatRules()


def test_what_is_said_counts():
    presidents, delegates, guests = rules().of("rally")
    assert rules().numbers == SeatNumbers(new_days=200, small_up_to=5, large_from=20)
    assert (presidents.offices, presidents.kinds, presidents.chosen) == (("president",), ("district",), "ex_officio")
    assert (delegates.seats, delegates.method, delegates.allot_by, delegates.allot_to) == (
        40,
        "adams",
        "members",
        "both",
    )
    assert (delegates.sectors, delegates.production_sites, delegates.minimum) == (("hills",), True, 2)
    assert (guests.by, guests.kinds, guests.seats, guests.method) == ("hand", (), None, METHODS[0])


def test_somebody_fits_by_the_order_of_the_file():
    assert [each.key for each in rules().of("rally")] == ["presidents", "delegates", "guests"]
    assert rules().of("another") == ()


def test_without_kinds_a_rule_is_about_every_kind_where_its_offices_or_members_are():
    everywhere = rules(spoiled('kinds = ["district"]\n', "", text=WITH_SEATS)).of("rally")
    assert everywhere[0].kinds == ("board", "district")
    assert everywhere[1].kinds == ("club",)


SLIPS = {
    "a conference that is not held": Slip(
        'conference = "rally"', 'conference = "raly"', 'conference = "raly"', "seat_categories", 'no conference "raly"', '"rally"'
    ),
    "no such office": Slip(
        'offices = "president"', 'offices = "presidnet"', 'offices = "presidnet"', "seat_categories", 'no office "presidnet"',
        '"president"',
    ),
    "an office that is not there": Slip(
        'kinds = ["district"]', 'kinds = ["club"]', "kinds", "seat_categories", "None of these offices is at “Club”", "Strike",
    ),
    "no kind of cell": Slip(
        'by = "cells"', 'by = "cells"\nkinds = ["board"]', "kinds", "seat_categories", "no kind of cell", "kinds of cells"
    ),
    "offices forgotten": Slip(
        'offices = "president"\n', "", "", "seat_categories", "not said which offices", "offices ="
    ),
    "offices where they mean nothing": Slip(
        'by = "cells"', 'by = "cells"\noffices = "keeper"', "offices", "seat_categories", "does not depend on offices", "Strike",
    ),
    "no such method": Slip(
        'method = "adams"', 'method = "addams"', "method", "seat_categories", 'no word for "method" "addams"', '"adams"'
    ),
    "no such way to choose": Slip(
        'chosen = "lot"', 'chosen = "lots"', "chosen", "seat_categories", 'no word for "chosen" "lots"', '"lot"'
    ),
    "no such sector": Slip(
        'sectors = ["hills"]', 'sectors = ["hils"]', '"hils"', "seat_categories", 'no sector "hils"', '"hills"'
    ),
    "large that is small": Slip(
        "large_from = 20", "large_from = 5", "large_from", "seats.large_from", "would be large", "Write 6 or more."
    ),
    "a key that no address can have": Slip(
        'key = "guests"', 'key = "our guests"', "key", "seat_categories", "cannot be the key of a category", "small letters"
    ),
    "one key twice": Slip(
        'key = "guests"', 'key = "delegates"', "key", "seat_categories", "two categories with the key", "own key"
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_with_its_place_and_a_remedy(slip: Slip):
    text = spoiled(slip.old, slip.new, text=WITH_SEATS)
    mistake = the_mistake_in(text)
    assert slip.what in mistake.what and slip.remedy in mistake.remedy
    assert mistake.where.startswith(slip.where)
    assert content_at(text, mistake).startswith(slip.at)


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_says_who_comes_to_each_of_its_conferences(name: str):
    statutes = read_statutes(sample_text(name), known_permissions=every_power())
    for code in statutes.part(ConferenceRules).by_code:
        assert statutes.part(SeatRules).of(code), f"{name} holds {code} and does not say who comes"
