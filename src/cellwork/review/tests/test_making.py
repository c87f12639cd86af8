"""Who has a dossier made, and what an edition is once it is made."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.decisions.tests.builders import accepted, an_adopted_decision
from cellwork.decisions.tests.test_races import both_held
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.organisation.tests.builders import acting_as
from cellwork.review.actions.making import (
    AlreadyShown,
    AlreadyUnderWay,
    NotMadeYet,
    ask_dossier,
    make_next_part,
    order_dossier,
    show_dossier,
)
from cellwork.review.layout import SECTIONS
from cellwork.review.models import Dossier, DossierPart
from cellwork.review.queries.composing import STEPS
from cellwork.review.queries.reading import edition_visible_to, parts_of
from cellwork.review.tests.builders import LATER, SINCE, a_delegate, a_room, asked_for, made

pytestmark = pytest.mark.django_db


def test_the_body_itself_has_a_dossier_made_of_its_branch():
    room = a_room()
    dossier = made(room, body=room.cast.province, by=room.cast.province_chair, for_conference=False)
    assert dossier.made and dossier.number == 1 and dossier.parts == len(STEPS)
    sections = DossierPart.objects.filter(body_id=room.cast.province.pk).values_list("section", flat=True)
    assert set(SECTIONS) <= set(sections)


@pytest.mark.parametrize("who", ["body above", "sibling", "stranger", "expired", "organiser"])
def test_nobody_else_has_one_made(who):
    room = a_room()
    cast = room.cast
    person = {
        "body above": cast.chair, "sibling": cast.secretary, "stranger": cast.stranger, "organiser": room.organiser,
        "expired": an_expired_chair(cast.province),
    }[who]  # fmt: skip
    with pytest.raises(NotAllowed):
        asked_for(room, body=cast.province, by=person, for_conference=False)
    assert not Dossier.objects.exists()


def test_it_is_asked_for_by_a_person_and_made_by_nobody_and_the_journal_says_both():
    room = a_room()
    made(room)
    facts = list(Entry.objects.filter(fact__startswith="Dossier").values_list("fact", "actor_id"))
    assert facts == [("DossierAsked", room.cast.chair.pk), ("DossierMade", None)]


def test_while_one_is_being_made_no_other_is_asked_for():
    room = a_room()
    asked_for(room)
    with pytest.raises(AlreadyUnderWay):
        asked_for(room)


def test_a_new_edition_leaves_the_old_one_as_it_was():
    room = a_room()
    first = made(room)
    before = parts_of(first).content
    accepted(room.cast, an_adopted_decision(room.cast, at=LATER), hours=30)
    second = made(room)
    assert second.number == 2
    assert parts_of(first).content == before != parts_of(second).content


def test_each_part_is_counted_once_and_progress_is_seen_in_between():
    room = a_room()
    dossier = asked_for(room)
    seen = []
    while make_next_part(at=LATER) is not None:
        dossier.refresh_from_db()
        seen.append((dossier.parts, dossier.made))
    assert seen == [(number, number == len(STEPS)) for number in range(1, len(STEPS) + 1)]
    assert DossierPart.objects.filter(section="voices").count() == 1


def test_a_time_that_has_not_begun_or_lies_too_far_back_is_refused():
    room = a_room()
    for since in (LATER.date(), date(1990, 1, 1)):
        with pytest.raises(Unfit):
            ask_dossier(actor=acting_as(room.cast.chair), body_id=room.cast.centre.pk, since=since, at=LATER)


def test_no_edition_is_made_for_a_conference_of_another_body():
    room = a_room()
    with pytest.raises(NotVisible):
        ask_dossier(
            actor=acting_as(room.cast.province_chair), body_id=room.cast.province.pk, since=SINCE, conference_id=room.id,
            at=LATER,
        )  # fmt: skip


def test_whoever_keeps_the_installation_may_order_one_from_a_terminal():
    room = a_room()
    dossier = order_dossier(body_id=room.cast.centre.pk, since=SINCE, via="command line: keeper", at=LATER)
    assert dossier.asked_by == "" and Entry.objects.get(fact="DossierAsked").via == "command line: keeper"


def test_participants_read_an_edition_from_when_it_is_put_before_them():
    room = a_room()
    delegate = a_delegate(room)
    dossier = made(room)
    with pytest.raises(NotVisible):
        edition_visible_to(delegate.pk, dossier.body_id, dossier.number, at=LATER)
    show_dossier(actor=acting_as(room.cast.chair), body_id=dossier.body_id, number=dossier.number, at=LATER)
    _, reader = edition_visible_to(delegate.pk, dossier.body_id, dossier.number, at=LATER)
    assert not reader.far and not reader.makes
    for stranger in (room.cast.stranger, room.cast.secretary):
        with pytest.raises(NotVisible):
            edition_visible_to(stranger.pk, dossier.body_id, dossier.number, at=LATER)


def test_an_edition_is_put_before_the_participants_once_and_only_when_it_is_made():
    room = a_room()
    dossier = asked_for(room)
    show = {"body_id": dossier.body_id, "number": dossier.number, "at": LATER}
    with pytest.raises(NotMadeYet):
        show_dossier(actor=acting_as(room.cast.chair), **show)
    while make_next_part(at=LATER) is not None:
        pass
    for person in (room.cast.province_chair, room.cast.stranger, room.organiser, an_expired_chair(room.cast.centre)):
        with pytest.raises(NotAllowed):
            show_dossier(actor=acting_as(person), **show)
    show_dossier(actor=acting_as(room.cast.chair), **show)
    with pytest.raises(AlreadyShown):
        show_dossier(actor=acting_as(room.cast.chair), **show)


def test_who_reads_the_branch_reads_its_editions_and_nobody_beside_it():
    room = a_room()
    dossier = made(room, body=room.cast.province, by=room.cast.province_chair, for_conference=False)
    for reader in (room.cast.province_chair, room.cast.chair):
        assert edition_visible_to(reader.pk, dossier.body_id, 1, at=LATER)[1].far
    for stranger in (
        room.cast.city_chair,
        room.cast.secretary,
        room.cast.stranger,
        an_expired_chair(room.cast.province),
    ):
        with pytest.raises(NotVisible):
            edition_visible_to(stranger.pk, dossier.body_id, 1, at=LATER)


def test_the_database_holds_one_unfinished_edition_of_a_body():
    room = a_room()
    dossier = asked_for(room)
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded("a test"):
        Dossier.objects.create(
            body_id=dossier.body_id, number=9, path=dossier.path, since=SINCE, asked_at=LATER, parts_all=1
        )


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_get_one_edition():
    room = a_room()
    outcomes = both_held(
        "select from organisation_body where id = %s for update", room.cast.centre.pk,
        works=[lambda: asked_for(room), lambda: asked_for(room)],
    )  # fmt: skip
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyUnderWay", "Dossier"]
    assert Dossier.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_count_no_part_twice():
    room = a_room()
    asked_for(room)
    with holding("lock table review_dossierpart in share mode"):
        first = Running(lambda: make_next_part(at=LATER))
        until_waiting(1)
        assert make_next_part(at=LATER) is None
    assert first.outcome is not None
    dossier = Dossier.objects.get()
    assert dossier.parts == DossierPart.objects.filter(subject="").values("section").distinct().count() == 1


def test_a_period_of_one_day_is_a_period():
    room = a_room()
    dossier = ask_dossier(
        actor=acting_as(room.cast.chair), body_id=room.cast.centre.pk, since=LATER.date() - timedelta(days=1), at=LATER
    )
    assert dossier.parts_all == len(STEPS)
