"""What the statutes can say of meetings, and what is said of mistakes in it."""

import pytest

from cellwork.organisation.tests.builders import STATUTES
from cellwork.statutes.mistakes import StatutesRefused
from cellwork.statutes.reading import read_statutes, read_statutes_once_in_force, sample_names, sample_text
from cellwork.statutes.rules import known_permissions
from cellwork.statutes.sections.meetings import MeetingRules

BARE = STATUTES[: STATUTES.index("[[meetings]]")]


def rules(text: str) -> MeetingRules:
    return read_statutes_once_in_force(BARE + text).part(MeetingRules)


def mistakes(text: str) -> list[str]:
    with pytest.raises(StatutesRefused) as refusal:
        read_statutes(BARE + text, known_permissions=known_permissions())
    return [each.what for each in refusal.value.mistakes]


def test_one_rule_is_for_several_kinds_and_a_quorum_need_not_be_said():
    found = rules('[[meetings]]\nof = ["centre", "city"]\nevery_days = 92\n').by_kind
    assert {kind: (rule.every_days, rule.quorum_percent) for kind, rule in found.items()} == {
        "centre": (92, 0),
        "city": (92, 0),
    }


def test_statutes_that_say_nothing_let_bodies_meet_when_they_like():
    assert rules("").by_kind == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[meetings]]\nof = "cel"\nevery_days = 31\n', "cel"),
        ('[[meetings]]\nof = "cell"\nevery_days = 0\n', "every_days"),
        ('[[meetings]]\nof = "cell"\n', "every_days"),
        ('[[meetings]]\nof = "cell"\nevery_days = 31\nquorum_percent = 101\n', "quorum_percent"),
        ('[[meetings]]\nof = "cell"\nevery_days = 31\n[[meetings]]\nof = ["cell"]\nevery_days = 62\n', "two rules"),
    ],
)
def test_every_mistake_is_named(text, said):
    assert any(said in mistake for mistake in mistakes(text)), mistakes(text)


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_says_how_often_its_cells_meet_and_who_may_convene_them(name):
    statutes = read_statutes_once_in_force(sample_text(name))
    for kind in statutes.cell_kinds:
        assert kind.code in statutes.part(MeetingRules).by_kind
        assert any(statutes.reaches_of(office.code, "meetings.convene") for office in statutes.offices_at(kind.code))
