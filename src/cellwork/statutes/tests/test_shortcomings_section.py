"""The rules of shortcomings: what they say, and what is said about a slip of the pen in them."""

from __future__ import annotations

import pytest

from cellwork.statutes.reading import read_statutes, sample_names, sample_text
from cellwork.statutes.sections.shortcomings import OTHER, Detector, ShortcomingRules, ShortcomingTerms
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, every_power, spoiled, the_mistake_in

MENDED = (
    SMALL
    + """
[shortcomings]
small_days = 40
pattern_bodies = 3

[causes.no_hut]
title = "No hut"
lies_at = ["district"]

[detectors.quiet]
kind = "silence"
title = "No sign"
bodies = ["club"]
days = 45
weight = "medium"
cause = "no_hut"
"""
)


def rules(text: str = MENDED) -> ShortcomingRules:
    return read_statutes(text, known_permissions=every_power()).part(ShortcomingRules)


def test_a_file_that_is_silent_has_terms_one_cause_and_no_detector() -> None:
    silent = rules(SMALL)
    assert silent.terms == ShortcomingTerms()
    assert list(silent.causes) == [OTHER]
    assert silent.detectors == {}


def test_what_the_file_says_holds_and_the_rest_stays() -> None:
    said = rules()
    assert (said.terms.small_days, said.terms.medium_days, said.terms.pattern_bodies) == (40, 30, 3)
    assert said.causes["no_hut"].lies_at == ("district",)
    assert OTHER in said.causes
    quiet = said.detectors["quiet"]
    assert (quiet.kind, quiet.days, quiet.least, quiet.weight, quiet.cause, quiet.kinds) == (
        Detector.SILENCE, 45, 1, "medium", "no_hut", ("club",),
    )  # fmt: skip


def test_the_days_follow_from_the_weight() -> None:
    terms = ShortcomingTerms()
    assert [terms.days_for(weight) for weight in ("small", "medium", "grave")] == [60, 30, 14]


SLIPS = [
    Slip('kind = "silence"', 'kind = "silense"', '"silense"', "detectors.quiet.kind", "no kind", '"silence"'),
    Slip('weight = "medium"', 'weight = "heavy"', '"heavy"', "detectors.quiet.weight", "no weight", "small, medium, grave"),
    Slip('cause = "no_hut"', 'cause = "no_hat"', '"no_hat"', "detectors.quiet.cause", "no cause", '"no_hut"'),
    Slip('bodies = ["club"]', 'bodies = ["clubs"]', '"clubs"', "detectors.quiet.bodies[1]", "clubs", '"club"'),
    Slip('lies_at = ["district"]', 'lies_at = ["distrikt"]', '"distrikt"', "causes.no_hut.lies_at[1]", "distrikt", '"district"'),
    Slip("days = 45", "days = -1", "-1", "detectors.quiet.days", "-1", "0 to"),
    Slip("pattern_bodies = 3", "pattern_bodies = 1", "1", "shortcomings.pattern_bodies", "1", "2 to"),
    Slip('title = "No hut"\n', "", "[causes.no_hut]", "causes.no_hut", '"title" is missing', "title"),
    Slip("small_days = 40", "smal_days = 40", "smal_days", "shortcomings.smal_days", "no setting", "small_days"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.new or slip.old)
def test_a_slip_of_the_pen_is_named_with_its_place_and_a_remedy(slip: Slip) -> None:
    text = spoiled(slip.old, slip.new, text=MENDED)
    mistake = the_mistake_in(text)
    assert mistake.where == slip.where
    assert slip.what in mistake.what
    assert slip.remedy in mistake.remedy
    assert slip.at.strip('"') in content_at(text, mistake)


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_names_causes_and_detectors(name: str) -> None:
    said = rules(sample_text(name))
    assert len(said.causes) >= 3
    assert said.detectors


def test_the_party_lets_every_kind_of_detector_look() -> None:
    assert {rule.kind for rule in rules(sample_text("party")).detectors.values()} == set(Detector)
