"""Whatever happens, in whatever order, folded at whatever moment: the figures are those of a recount, and no past day changes.

Every act here is committed, since only what is committed can be folded. hypothesis prints what it tried when a test fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.amending import accept_amendment, adopt_amendment
from cellwork.decisions.actions.carrying_out import (
    accept_decision,
    raise_objection,
    read_directive,
    record_progress,
    report_done,
)
from cellwork.decisions.actions.redrafting import ClauseAmended, draft_amendment
from cellwork.decisions.actions.verifying import answer_objection, send_back, verify_report
from cellwork.decisions.folding import begin_anew, fold
from cellwork.decisions.models import Clause, Decision, Directive, Objection, Step
from cellwork.decisions.queries.every import bodies_in
from cellwork.decisions.queries.mapping import LETTERS, body_on_map, forget_maps, map_of
from cellwork.decisions.queries.overview import Overview, StillToAccept, overview_of
from cellwork.decisions.states import State
from cellwork.decisions.tests.builders import DUE, Cast, a_cast, a_task, an_adopted_decision, works_in
from cellwork.decisions.tests.recounting import all_paths, below, by_hand, figures_again, figures_now, until_complete
from cellwork.kernel.acting import Actor
from cellwork.kernel.clock import day_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import Refused
from cellwork.meetings.actions import Held
from cellwork.offices.tests.builders import chair_of, secretary_of
from cellwork.organisation.actions.reorganising import NewBody, dissolve_body, found_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """The cast, two decisions with clauses for different bodies, and whoever holds an office at a body."""

    def __init__(self) -> None:
        self.cast: Cast = a_cast()
        self.at = SPRING
        self.officers: dict[object, Person] = {}
        for_all, for_farmers = (
            a_task(),
            a_task("Sow.", audience="sectors", codes=["farming"], due_on=DUE + timedelta(days=20)),
        )
        for_cities = a_task("Lend tools.", audience="kinds", codes=["city"])
        one_cell = a_task("Sing.", audience="bodies", codes=[self.cast.cell.code])
        self.decisions = [
            an_adopted_decision(self.cast, for_all, for_farmers, for_cities, one_cell),
            an_adopted_decision(self.cast, a_task("Report."), by=self.cast.province, person=self.cast.province_chair),
        ]
        self.days: dict[date, list[dict[str, object]]] = {}
        self.paths: set[str] = set(all_paths())
        self.names_meetings = True

    @property
    def day(self) -> date:
        return day_of(self.at, "UTC")

    def officer(self, body: Body) -> Actor:
        if body.pk not in self.officers:
            at_first = {each.pk: person for each, person in self.cast_officers()}
            self.officers[body.pk] = at_first.get(body.pk) or (secretary_of(body) if body.is_cell else chair_of(body))
        return acting_as(self.officers[body.pk])

    def cast_officers(self) -> list[tuple[Body, Person]]:
        cast = self.cast
        return [
            (cast.centre, cast.chair), (cast.province, cast.province_chair), (cast.city, cast.city_chair),
            (cast.cell, cast.secretary), (cast.sibling, cast.sibling_secretary), (cast.far_cell, cast.stranger),
        ]  # fmt: skip

    def pass_time(self) -> None:
        """Five hours go by; when a day ends, what stood then is written down."""
        self.paths.update(all_paths())
        before, self.at = self.day, self.at + timedelta(hours=5)
        if self.day != before:
            self.days[before] = [figures_again(decision, self.paths) for decision in self.decisions]


def go_on(world: World, one: int, other: int) -> None:
    """A body does what comes next about a decision."""
    decision = world.decisions[other % 2]
    directives = list(Directive.objects.filter(decision_id=decision.pk).order_by("path"))
    directive = directives[one % len(directives)]
    body = Body.objects.get(pk=directive.body_id)
    key = {"actor": world.officer(body), "decision_id": decision.pk, "body_id": body.pk, "at": world.at}
    above = {**key, "actor": world.officer(Body.objects.get(pk=body.parent_id))}
    state = State(directive.state)
    if state is State.RECEIVED and other % 3:
        read_directive(**key)
    elif state in (State.RECEIVED, State.READ) and other % 4 == 0:
        raise_objection(**key, text="We have no room.")
    elif state in (State.RECEIVED, State.READ):
        meeting = Held(day=world.day, present=3, members=5) if other % 2 and world.names_meetings else None
        accept_decision(**key, plan="We begin.", wording=wording_of(decision), meeting=meeting)
    elif directive.amend_by is not None and other % 4 < 3:
        accept_amendment(**key, wording=wording_of(decision))
    elif directive.amend_by is not None:
        raise_objection(**key, text="Not that.")
    elif state is State.OBJECTED:
        objection = Objection.objects.filter(body_id=body.pk, decision_id=decision.pk).latest("raised_at")
        decider = world.officer(Body.objects.get(pk=decision.body_id))
        answer_objection(actor=decider, body_id=body.pk, objection_id=objection.id, answer="Share one.", at=world.at)
    elif state is State.REPORTED and other % 2:
        verify_report(**above)
    elif state is State.REPORTED:
        send_back(**above, because="no photo")
    elif state in (State.ACCEPTED, State.UNDER_WAY, State.RETURNED):
        work(key, directive, other)


def wording_of(decision: Decision) -> int:
    return int(Decision.objects.values_list("wording", flat=True).get(pk=decision.pk))


def amend(world: World, one: int, other: int) -> None:
    """One clause has other words, is for others, or is struck."""
    decision = world.decisions[other % 2]
    clauses = list(Clause.objects.filter(decision_id=decision.pk).order_by("number"))
    chosen = clauses[one % len(clauses)]
    given = [
        ClauseAmended(
            number=each.number, struck=each is chosen and other % 5 == 0, keeps=other % 3 == 0,
            text=a_task(
                each.text + (" Soon." if each is chosen else ""), due_on=each.due_on, audience=each.audience,
                codes=["industry"] if each is chosen and each.codes == ["farming"] else each.codes,
            ),
        )
        for each in clauses
    ]  # fmt: skip
    key = {"actor": world.officer(Body.objects.get(pk=decision.body_id)), "decision_id": decision.pk, "at": world.at}
    draft_amendment(**key, because="we learned", clauses=given)
    adopt_amendment(**key)


def work(key: dict[str, object], directive: Directive, other: int) -> None:
    with suppress(Refused):
        report_done(**key, report="All done.")
        return
    for number in range(1, 5):
        if directive.clauses >> (number - 1) & 1:
            record_progress(**key, clause=number, done=other % 3 > 0)
            if other % 5 == 0:
                return


def found(world: World, one: int, other: int) -> None:
    cities = list(Body.objects.filter(kind="city", dissolved_on__isnull=True).order_by("path"))
    new = NewBody(
        code=f"N{Body.objects.count()}", name="New", kind="cell", sector=["", "farming", "industry"][other % 3]
    )
    found_body(actor=acting_as(world.cast.chair), parent_id=cities[one % len(cities)].pk, new=new, at=world.at)


def move(world: World, one: int, other: int) -> None:
    kind, under = [("cell", "city"), ("cell", "city"), ("city", "province")][other % 3]
    bodies = list(Body.objects.filter(kind=kind, dissolved_on__isnull=True).order_by("path"))
    parents = list(Body.objects.filter(kind=under, dissolved_on__isnull=True).order_by("path"))
    body, parent = bodies[one % len(bodies)], parents[(one + other) % len(parents)]
    move_body(actor=acting_as(world.cast.chair), body_id=body.pk, to_parent=parent.pk, at=world.at)


def dissolve(world: World, one: int, other: int) -> None:
    cells = list(Body.objects.filter(is_cell=True, dissolved_on__isnull=True).order_by("path"))
    cell, goal = cells[one % len(cells)], cells[(one + 1) % len(cells)]
    dissolve_body(
        actor=acting_as(world.cast.chair), body_id=cell.pk, because="too few", members_to=goal.pk, at=world.at
    )


def change_sector(world: World, one: int, other: int) -> None:
    bodies = list(Body.objects.filter(parent__isnull=False, dissolved_on__isnull=True).order_by("path"))
    works_in(bodies[one % len(bodies)], ["", "farming", "industry"][other % 3], at=world.at)


def withdraw(world: World, one: int, other: int) -> None:
    decision = world.decisions[other % 2]
    if one % 4 == 0:
        by = world.officer(Body.objects.get(pk=decision.body_id))
        withdraw_decision(actor=by, decision_id=decision.pk, because="superseded", at=world.at)


def fold_now(world: World, one: int, other: int) -> None:
    fold()


def look_at_the_map(world: World, one: int, other: int) -> None:
    """Whatever was looked at before, the map shows what is so now."""
    decision = world.decisions[other % 2]
    bodies = [world.cast.centre, world.cast.province, world.cast.city]
    body = Body.objects.get(pk=bodies[one % 3].pk)
    sector = [None, None, "farming", ""][other % 4]
    today = SPRING.date() + timedelta(days=16)
    there = sorted(below(decision, body.path), key=lambda each: each.path)
    expected = "".join(letter_of(each, decision, today) for each in there if sector in (None, each.sector))
    decision.refresh_from_db()
    assert "".join(each.letters for each in map_of(decision, body.path, today=today, sector=sector)) == expected


def fold_and_fail(world: World, one: int, other: int) -> None:
    """A worker that dies before its commit."""
    with suppress(ZeroDivisionError), transaction.atomic():
        fold()
        raise ZeroDivisionError


def restored(world: World, one: int, other: int) -> None:
    """Into another cluster, where transactions are counted anew, and where the house starts anew."""
    begin_anew()
    forget_maps()


EXAMPLES = int(os.environ.get("CELLWORK_EXAMPLES", "10"))
Happening = Callable[[World, int, int], None]
ways: list[Happening] = [
    go_on, go_on, go_on, go_on, go_on, go_on, go_on, found, move, move, change_sector, change_sector, dissolve, amend,
    withdraw, look_at_the_map, look_at_the_map, look_at_the_map, fold_now, fold_and_fail, restored,
]  # fmt: skip
happenings = st.lists(
    st.tuples(st.sampled_from(ways), st.integers(0, 20), st.integers(0, 20)), min_size=25, max_size=60
)


@contextmanager
def an_emptied_house() -> Iterator[None]:
    """Every example begins with nothing: what it commits would otherwise stay for the next."""
    names = [f"{name}" for name in connection.introspection.table_names() if name.split("_")[0] in OURS]
    with unguarded("the next example"), connection.cursor() as cursor:
        cursor.execute(f"truncate {', '.join(names)} cascade")
    yield


OURS = {"kernel", "statutes", "organisation", "offices", "meetings", "decisions", "reports", "people"}


# Not made smaller when it fails: each try costs a second.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@settings(max_examples=EXAMPLES, phases=PHASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(happenings)
def test_after_anything_the_figures_are_those_of_a_recount_and_past_days_stay_as_they_were(sequence):
    with an_emptied_house():
        world = World()
        for happens, one, other in sequence:
            with suppress(Refused):
                happens(world, one, other)
            world.pass_time()
        now_is_exact(world)
        past_days_are_exact(world, list(world.days)[-2:])
        fold()
        now_is_exact(world)
        past_days_are_exact(world, list(world.days))
        every_overview_adds_up(world)


def now_is_exact(world: World) -> None:
    for decision in world.decisions:
        assert figures_now(decision, world.paths) == figures_again(decision, world.paths)


def past_days_are_exact(world: World, days: list[date]) -> None:
    for day in days:
        for decision, then in zip(world.decisions, world.days[day], strict=True):
            assert figures_now(decision, then, day=day) == then, day


def every_overview_adds_up(world: World) -> None:
    for decision in Decision.objects.filter(stage__in=["adopted", "withdrawn"]):
        for body in Body.objects.all():
            for days in (16, 130):
                an_overview_adds_up(decision, body, SPRING.date() + timedelta(days=days))


def an_overview_adds_up(decision: Decision, body: Body, today: date) -> None:
    directives = below(decision, body.path)
    overview = overview_of(decision, body, today=today, time_zone="UTC")
    it_adds_up(overview, directives, today)
    sectors = {each.sector for each in directives}
    assert {each.sector for each in overview.sectors} == sectors
    for each in overview.sectors:
        of_this = [directive for directive in directives if directive.sector == each.sector]
        assert each.figures == by_hand(decision, of_this, today), each.sector
        alone = overview_of(decision, body, today=today, time_zone="UTC", sector=each.sector)
        it_adds_up(alone, of_this, today)
    assert_listed(decision, body, directives, today)


def assert_listed(decision: Decision, body: Body, directives: list[Directive], today: date) -> None:
    """The map and the list show each of these bodies, and of a sector those of it."""
    for sector in {None, *(each.sector for each in directives)}:
        of_this = sorted(each.path for each in directives if sector in (None, each.sector))
        letters = map_of(decision, body.path, today=today, sector=sector)
        expected = "".join(letter_of(each, decision, today) for each in sorted(directives, key=lambda each: each.path)
                           if sector in (None, each.sector))  # fmt: skip
        assert "".join(each.letters for each in letters) == expected
        listed = bodies_in(decision, body.path, sort="all", after="", today=today, sector=sector)
        assert [each.path for each in listed] == of_this
        shown = [
            body_on_map(decision.pk, each.branch, n, sector=sector)
            for each in letters
            for n in range(len(each.letters))
        ]
        assert [each.path for each in shown if each] == of_this


def letter_of(directive: Directive, decision: Decision, today: date) -> str:
    answer_by = directive.answer_by or decision.answer_by
    silent = directive.state in ("received", "read") and answer_by is not None and answer_by < today
    return next(letter for letter, state in LETTERS.items() if state == ("silent" if silent else directive.state))


def it_adds_up(overview: Overview, directives: list[Directive], today: date) -> None:
    decision = overview.decision
    assert overview.total == by_hand(decision, directives, today)
    assert overview.discussed == sum(each.meeting_id is not None and each.state != "closed" for each in directives)
    asked = [each.amend_by for each in directives if each.amend_by is not None]
    assert overview.still == StillToAccept(len(asked), sum(day < today for day in asked))
    left = list(directives)
    for branch in overview.branches:
        inside = [each for each in left if each.path.startswith(branch.body.path)]
        left = [each for each in left if each not in inside]
        assert branch.figures == by_hand(decision, inside, today), branch.body.name
    assert overview.gone == by_hand(decision, left, today)


def steps_not_folded() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from decisions_step where xact >= (select below from decisions_folded)")
        return int(cursor.fetchone()[0])


def test_the_worker_folds_all_there_is_when_nobody_writes():
    world = World()
    go_on(world, 0, 1)
    until_complete()
    fold()
    assert steps_not_folded() == 0
    assert Step.objects.exists()


def test_a_day_is_the_organisations_day():
    world = World()
    late = datetime.combine(SPRING.date(), datetime.max.time(), tzinfo=SPRING.tzinfo)
    accept_decision(
        actor=acting_as(world.cast.secretary), decision_id=world.decisions[0].pk, body_id=world.cast.cell.pk, plan="Now.",
        at=late,
    )  # fmt: skip
    assert Step.objects.get().day == SPRING.date()
