"""The rules of voices: what they say, and what is said about a slip of the pen in them."""

from __future__ import annotations

import pytest

from cellwork.statutes.reading import read_statutes, sample_names, sample_text
from cellwork.statutes.sections.voices import LEAST_MIXED, VoiceRules, VoiceTerms
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, every_power, mistakes_in, spoiled, the_mistake_in

HEARD = (
    SMALL
    + """
[voices]
answer_days = 20
mixed_at_least = 9

[subjects.paths]
title = "Paths"
answered_by = "district"

[subjects.huts]
title = "Huts"
answered_by = "club"

[[voice_routes]]
subject = ["paths", "huts"]
sector = "coast"
answered_by = "board"

[moderation.insult]
title = "Somebody is insulted"
text = "Insults are held back."
"""
)


def rules(text: str = HEARD) -> VoiceRules:
    return read_statutes(text, known_permissions=every_power()).part(VoiceRules)


def test_a_file_without_voices_has_the_usual_terms_and_no_subjects():
    assert rules(SMALL) == VoiceRules(terms=VoiceTerms(), subjects={}, moderation={})


def test_what_is_said_counts_and_the_rest_is_as_usual():
    assert (rules().terms.answer_days, rules().terms.mixed_at_least, rules().terms.late_days) == (20, 9, 14)
    assert rules().moderation["insult"].text == "Insults are held back."


def test_a_route_counts_for_its_sector_alone():
    paths, huts = rules().subjects["paths"], rules().subjects["huts"]
    assert (paths.kind_for("hills"), paths.kind_for("coast"), paths.kind_for("")) == ("district", "board", "district")
    assert (huts.kind_for("hills"), huts.kind_for("coast")) == ("club", "board")


SLIPS = {
    "fewer than five mixed": Slip(
        "mixed_at_least = 9", "mixed_at_least = 4", "mixed_at_least", "voices.mixed_at_least", "is 4", "from 5 to 1000"
    ),
    "a subject that nobody answers": Slip(
        'answered_by = "district"', "", "[subjects.paths]", "subjects.paths", '"answered_by" is missing', "lowest kind"
    ),
    "a subject of an unknown kind": Slip(
        'answered_by = "district"',
        'answered_by = "distrikt"',
        "answered_by",
        "subjects.paths.answered_by",
        'no kind of body "distrikt"',
        'mean "district"?',
    ),
    "two subjects of one title": Slip(
        'title = "Huts"',
        'title = "paths"',
        "title",
        "subjects.huts.title",
        "the title of two subjects: paths and huts",
        "tell them apart",
    ),
    "a route for an unknown subject": Slip(
        '["paths", "huts"]',
        '["paths", "boats"]',
        '"boats"',
        "voice_routes[1].subject[2]",
        'no subject "boats"',
        "The subjects are: paths, huts.",
    ),
    "a route for an unknown sector": Slip(
        'sector = "coast"',
        'sector = "coat"',
        "sector",
        "voice_routes[1].sector",
        'no sector "coat"',
        'mean "coast"?',
    ),
    "a route with one pair of brackets": Slip(
        "[[voice_routes]]",
        "[voice_routes]",
        "[voice_routes]",
        "voice_routes",
        "Voice routes come as a series",
        "two pairs of brackets",
    ),
    "a rule without words": Slip(
        'text = "Insults are held back."',
        "",
        "[moderation.insult]",
        "moderation.insult",
        '"text" is missing',
        "as everybody reads it",
    ),
}


@pytest.mark.parametrize("slip", [pytest.param(slip, id=name) for name, slip in SLIPS.items()])
def test_a_slip_of_the_pen_is_named_once_with_its_place_and_a_remedy(slip: Slip):
    text = spoiled(slip.old, slip.new, text=HEARD)
    mistake = the_mistake_in(text)
    assert content_at(text, mistake).startswith(slip.at)
    assert mistake.where == slip.where
    assert slip.what in mistake.what
    assert slip.remedy in mistake.remedy


def test_two_routes_for_the_same_cells_are_named():
    text = HEARD + '\n[[voice_routes]]\nsubject = "huts"\nsector = "coast"\nanswered_by = "club"\n'
    assert [mistake.what for mistake in mistakes_in(text)] == [
        'There are two routes for the subject "huts" in the sector "coast".'
    ]


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_hears_voices_answers_them_and_says_what_is_held_back(name: str):
    said = read_statutes(sample_text(name), known_permissions=every_power()).part(VoiceRules)
    assert said.subjects
    assert said.moderation
    assert said.terms.mixed_at_least >= LEAST_MIXED
