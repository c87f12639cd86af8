"""Nothing is ever without owner and day, every route ends, nothing is deleted."""

from datetime import timedelta
from itertools import pairwise
from random import Random

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.kernel.embedded import APPLICATION
from cellwork.kernel.grants import kept_tables
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import Refused
from cellwork.kernel.tests.builders import signed_in_as
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import acting_as
from cellwork.shortcomings.actions.checking import close_checked, give_more_time, judge_explanation, reopen
from cellwork.shortcomings.actions.climbing import climb_when_late
from cellwork.shortcomings.actions.correcting import explain, plan_correction, report_corrected
from cellwork.shortcomings.actions.detecting import detect
from cellwork.shortcomings.actions.gathering import gather
from cellwork.shortcomings.models import Shortcoming, ShortcomingStep
from cellwork.shortcomings.states import ENDS, NEXT, OPEN, STATE_WORDS, TO_CHECK, WORKING, State
from cellwork.shortcomings.tests.builders import SILENCE, a_cast, fresh, later, raised


def reached_from(state):
    seen, coming = set(), [state]
    while coming:
        now = coming.pop()
        seen.add(now)
        coming += [each for each in NEXT[now] if each not in seen]
    return seen


def test_from_every_state_there_is_a_way_to_an_end():
    assert all(reached_from(state) & ENDS for state in State)
    assert WORKING | TO_CHECK == OPEN and set(State) == OPEN | ENDS
    assert set(NEXT) == set(STATE_WORDS) == set(State)


def test_every_state_can_be_reached():
    assert reached_from(State.OPEN) == set(State)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "missing", [{"turn_id": None}, {"turn_by": None}, {"turn_office": ""}, {"owner_office": ""}, {"cause": ""}]
)
def test_the_database_itself_takes_nothing_without_owner_day_and_cause(missing):
    one = raised(a_cast())
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded("trying the database"):
        Shortcoming.objects.filter(id=one.id).update(**missing)


@pytest.mark.django_db(transaction=True)
def test_the_application_itself_cannot_delete_from_the_register_or_rewrite_its_history():
    one = raised(a_cast())
    ours = {table: kept for table, kept in kept_tables().items() if table.startswith("shortcomings_")}
    assert set(ours) == {
        "shortcomings_shortcoming",
        "shortcomings_shortcomingstep",
        "shortcomings_correction",
        "shortcomings_help",
    }
    with signed_in_as(APPLICATION, autocommit=True) as application:
        for table in ours:
            for way in (f"delete from {table}", f"truncate {table}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute(way.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(b"update shortcomings_shortcomingstep set words = ''")
        application.execute(b"update shortcomings_shortcoming set what = what")
    assert fresh(one).what


def deeds(cast, chance, at):
    """Everything anybody may try, with whoever tries it."""
    people = [cast.secretary, cast.deputy, cast.sibling_secretary, cast.third_secretary, cast.city_chair, cast.city_deputy,
              cast.province_chair, cast.chair, cast.stranger]  # fmt: skip
    actor = acting_as(chance.choice(people))
    one = chance.choice(list(Shortcoming.objects.order_by("raised_at", "id")) or [None])
    key = {"actor": actor, "at": at} | ({"body_id": one.body_id, "shortcoming_id": one.id} if one else {})
    day = (at + timedelta(days=chance.randint(0, 40))).date()
    body = chance.choice([cast.cell, cast.sibling, cast.third, cast.city])
    new = [
        lambda: raised(cast, at_body=body, by=chance.choice(people), cause=chance.choice(["no_room", "habit"]), at=at),
        lambda: gather(actor=actor, body_id=cast.city.pk, cause="no_room", what="Rooms.", at=at),
        lambda: detect(at=at),
        lambda: climb_when_late(at=at),
    ]
    about = [
        lambda: plan_correction(**key, what="Do it.", by_when=day),
        lambda: report_corrected(**key, outcome="Done."),
        lambda: explain(**key, because="Not so."),
        lambda: close_checked(**key),
        lambda: reopen(**key, because="Still so."),
        lambda: judge_explanation(**key, accepted=chance.random() < 0.5, words="Seen."),
        lambda: give_more_time(**key, due_on=day, because="Later."),
    ]
    return chance.choice(new + (about * 2 if one else []))


def holds():
    paths = dict(Body.objects.values_list("pk", "path"))
    for one in Shortcoming.objects.all():
        assert one.path == paths[one.body_id]
        assert one.owner_office and one.due_on
        assert paths[one.owner_id] == one.path[: len(one.path) - 4 * one.owner_up]
        if State(one.state) in ENDS:
            assert (one.turn_id, one.turn_by, one.climbed) == (None, None, 0)
        else:
            assert paths[one.turn_id] == one.turn_path == one.path[: len(one.path) - 4 * one.turn_up]
            assert one.turn_office and one.turn_by
        if one.matter_id:
            matter = Shortcoming.objects.get(body_id=one.matter_body_id, id=one.matter_id)
            assert one.state != "gathered" or State(matter.state) in OPEN, "waits for a matter that ended"
            assert matter.state != "closed" or State(one.state) in ENDS or one.state == "open"
        steps = list(ShortcomingStep.objects.filter(shortcoming_id=one.id).order_by("at", "id"))
        assert steps[0].was == "" and steps[-1].became == one.state
        assert all(a.became == b.was for a, b in pairwise(steps))


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_whatever_is_done_in_whatever_order_somebody_has_the_turn_until_a_day(seed, django_db_setup):
    chance = Random(seed)
    with transaction.atomic():
        cast = a_cast(SILENCE)
        for number in range(40):
            at = later(days=number * 2, hours=chance.randint(0, 5))
            try:
                with transaction.atomic():
                    deeds(cast, chance, at)()
            except Refused:
                continue
            holds()
        before = Shortcoming.objects.count()
        assert before >= 0
        transaction.set_rollback(True)
    connection.ensure_connection()
