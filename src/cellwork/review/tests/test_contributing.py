"""What participants write: kept, sent once, withdrawn until the opening; under the name they chose."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from cellwork.conferences.queries import lock_conference
from cellwork.decisions.tests.test_races import both_held
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.review.actions.contributing import (
    LONGEST_WORDS,
    AlreadySent,
    TooLate,
    keep_draft,
    withdraw_contribution,
)
from cellwork.review.models import Contribution, ContributionDraft
from cellwork.review.queries.preparing import agenda_for, record_of
from cellwork.review.tests.builders import LATER, SINCE, a_delegate, a_place, a_question, a_room, opened, written

pytestmark = pytest.mark.django_db


def kept(room, person, words="Half a sent", *, number=1):
    return keep_draft(
        actor=acting_as(person), conference_id=room.id, number=number, words=words, by_name=False, at=LATER
    )


def test_a_participant_sends_a_contribution_and_finds_it():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)
    written(room, delegate)
    (asked,) = agenda_for(delegate.pk, room.id)
    assert asked.sent and asked.sent.words == "Our stove burns." and asked.sent.shown_as == "Ada Reed"
    entry = Entry.objects.get(fact="ContributionSent")
    assert "stove" not in str(entry.content)


@pytest.mark.parametrize("who", ["secretary of the cell", "body above", "organiser", "stranger", "gave it up"])
def test_nobody_without_a_place_writes_to_a_question(who):
    room = a_room()
    a_question(room)
    cast = room.cast
    person = {
        "secretary of the cell": cast.secretary, "body above": cast.city_chair, "organiser": room.organiser,
        "stranger": cast.stranger, "gave it up": a_place(room, a_person(cell=cast.cell), cast.cell, state="withdrawn"),
    }[who]  # fmt: skip
    with pytest.raises(NotAllowed):
        written(room, person)
    with pytest.raises(NotAllowed):
        kept(room, person)


def test_a_draft_survives_and_is_nobody_elses():
    room = a_room()
    a_question(room)
    delegate, other = a_delegate(room), a_delegate(room, "Bo Marsh")
    assert kept(room, delegate) and kept(room, delegate, "Half a sentence, and more")
    assert agenda_for(delegate.pk, room.id)[0].draft.words == "Half a sentence, and more"
    assert agenda_for(other.pk, room.id)[0].draft is None
    assert not Entry.objects.filter(fact__startswith="Contribution").exists()


def test_what_is_sent_is_no_draft_any_more():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)
    kept(room, delegate)
    written(room, delegate)
    assert not ContributionDraft.objects.exists()
    assert not kept(room, delegate)


def test_one_contribution_to_a_question_and_another_to_the_next():
    room = a_room()
    a_question(room)
    a_question(room, "What do new secretaries need?")
    delegate = a_delegate(room)
    written(room, delegate)
    with pytest.raises(AlreadySent):
        written(room, delegate, "Once more.")
    written(room, delegate, "A mentor.", number=2)
    assert Contribution.objects.count() == 2


def test_withdrawn_its_words_are_gone_and_come_back_as_a_draft_of_ones_own():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)
    written(room, delegate)
    withdraw_contribution(actor=acting_as(delegate), conference_id=room.id, number=1, at=LATER)
    assert Contribution.objects.get().words == ""
    assert ContributionDraft.objects.get().words == "Our stove burns."
    written(room, delegate, "Said better.")
    assert [each.words for each in Contribution.objects.filter(withdrawn_at=None)] == ["Said better."]


def test_nobody_withdraws_what_somebody_else_wrote():
    room = a_room()
    a_question(room)
    written(room, a_delegate(room))
    other = a_delegate(room, "Bo Marsh")
    with pytest.raises(NotVisible):
        withdraw_contribution(actor=acting_as(other), conference_id=room.id, number=1, at=LATER)
    with pytest.raises(NotAllowed):
        withdraw_contribution(actor=acting_as(room.organiser), conference_id=room.id, number=1, at=LATER)


def test_once_the_conference_is_open_nothing_is_sent_and_nothing_withdrawn():
    room = a_room()
    a_question(room)
    delegate, other = a_delegate(room), a_delegate(room, "Bo Marsh")
    written(room, delegate)
    opened(room)
    with pytest.raises(TooLate):
        written(room, other)
    with pytest.raises(TooLate):
        withdraw_contribution(actor=acting_as(delegate), conference_id=room.id, number=1, at=LATER)
    assert not kept(room, other)


def test_without_a_name_it_is_shown_as_an_office_of_a_province():
    room = a_room()
    a_question(room)
    secretary = a_place(room, room.cast.secretary, room.cast.cell)
    assert written(room, secretary, by_name=False).shown_as == "a secretary of Northern Province"
    assert written(room, a_delegate(room), by_name=False).shown_as == "a member of Northern Province"
    chair = a_place(room, room.cast.far_city and room.cast.stranger, room.cast.far_cell)
    assert written(room, chair, by_name=False).shown_as == "a secretary of Southern Province"


def test_no_words_and_too_many_are_refused():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)
    for words in ("  ", "a" * (LONGEST_WORDS + 1)):
        with pytest.raises(Unfit):
            written(room, delegate, words)
    with pytest.raises(NotVisible):
        written(room, delegate, number=7)


def test_the_record_of_the_own_cell_is_of_that_cell_alone():
    room = a_room()
    delegate = a_delegate(room)
    record = record_of(delegate.pk, SINCE, at=LATER)
    assert record.cell.pk == room.cast.cell.pk and record.tasks["addressed"] == 1 and record.tasks["waiting"] == 1
    assert record.voices is None
    assert record_of(room.cast.chair.pk, SINCE, at=LATER) is None


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_the_same_moment_it_is_there_once():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)
    outcomes = both_held(
        "select from conferences_conference where id = %s for update", room.id,
        works=[lambda: written(room, delegate, "One."), lambda: written(room, delegate, "Two.")],
    )  # fmt: skip
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadySent", "Contribution"]


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_while_the_conference_opens_comes_before_it_or_not_at_all():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)

    def open_it():
        with transaction.atomic(), unguarded("the conference opens"), connection.cursor() as cursor:
            lock_conference(room.id)
            opened(room)
            cursor.execute("lock table kernel_entry in row exclusive mode")

    outcomes = both_held(
        "lock table kernel_entry in share mode", works=[open_it, lambda: written(room, delegate, "Late.")]
    )
    assert [type(each).__name__ for each in outcomes] == ["NoneType", "TooLate"]
    assert not Contribution.objects.exists()
