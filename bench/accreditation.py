"""The door of a conference of ten thousand: twenty desks at work, and desks that come back from an hour without a network.

Desks hand over scan by scan what they would over the network, each an act of its own with permission and journal, twenty at a
time in two processes. Then desks hand over 2,000 scans that they had kept, a hundred at a time and half of them of people whom
another desk had, too. The limit is the same number of bare INSERTs of such a row, each with its commit. Afterwards presence is
compared with a walk through all scans in the order of time.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from multiprocessing.synchronize import Barrier
from random import Random
from uuid import UUID, uuid4

from bench.ground import Shape, ground, grow, sql
from bench.rows import Row, scale, scaled, seconds_of

WANTED_RATE, WANTED_MERGE = 50, 5.0
PEOPLE = 10_000
DESKS, PROCESSES = 20, 2
OFFLINE, AT_ONCE = 2_000, 100
SEED = 20
_gate: list[Barrier] = []
SMALL = Shape(
    "party",
    (("central_committee", 1), ("provincial_committee", 2), ("city_committee", 10), ("primary_committee", 40), ("cell", 400)),
    "general_secretary",
    "cell_secretary",
)  # fmt: skip


def measure() -> Iterator[Row]:
    """On a small tree: how large the organisation is makes no difference to a key."""
    seconds = 15 if scale() == 1 else 4
    with ground("door"):
        sql(
            "truncate accreditation_scan, accreditation_presence, accreditation_flag, accreditation_desk, participants_place,"
            " conferences_conference, offices_term cascade"
        )
        grow(SMALL)
        conference_id, staff = _a_conference()
        desks = _desks(conference_id)
        bare = _rate(_insert_bare, conference_id, staff, desks, seconds)
        sql("truncate accreditation_scan")
        ours = _rate(_let_in, conference_id, staff, desks, seconds)
        yield _online_row(ours, bare, seconds, _differences(conference_id))
        yield _offline_row(conference_id, staff, desks)


def _online_row(ours: float, bare: float, seconds: int, wrong: int) -> Row:
    return Row(
        what="scans at the door",
        size=f"{DESKS} desks, {PEOPLE:,} mandates, {seconds} s",
        reached=f"{ours:,.0f} /s; {wrong} people present otherwise than by a walk through the scans",
        limit=f"bare INSERT of such a row and commit, as many threads: {bare:,.0f} /s",
        ratio=f"{ours / bare:.2f}",
        wanted=f">= {WANTED_RATE} /s",
        ok=ours >= WANTED_RATE and wrong == 0,
    )


def _offline_row(conference_id: UUID, staff: UUID, desks: list[UUID]) -> Row:
    from cellwork.accreditation.queries.door import flags  # noqa: PLC0415 -- Django is ready by now

    number = scaled(OFFLINE)
    scans = _kept_offline(number)
    bare = seconds_of(lambda: [_insert_bare(conference_id, staff, desks[0], n) for n in range(number)])
    sql("delete from accreditation_scan where said = 'bare'")
    took = seconds_of(lambda: _hand_over(conference_id, staff, desks, scans))
    again = seconds_of(lambda: _hand_over(conference_id, staff, desks, scans))
    wrong, told = _differences(conference_id), len(flags(conference_id, limit=OFFLINE))
    return Row(
        what="scans kept without a network, merged",
        size=f"{number:,} of {DESKS} desks, {AT_ONCE} at once; the same once more {again:.1f} s",
        reached=f"{took:.1f} s; {told:,} contradictions told; {wrong} people present otherwise",
        limit=f"bare INSERT and commit, one by one: {bare:.1f} s",
        ratio=f"{took / bare:.2f}",
        wanted=f"<= {WANTED_MERGE:.0f} s",
        ok=took <= WANTED_MERGE and wrong == 0,
    )


def _a_conference() -> tuple[UUID, UUID]:
    """Invited, with ten thousand mandates; and whoever sits at the desks."""
    ((body_id,),) = sql("select id from organisation_body where parent_id is null")
    conference_id, staff = uuid4(), uuid4()
    sql(
        "insert into conferences_conference (id, body_id, kind, title, number, phase, about, place, reviews_from, opens_on,"
        " closes_on, because, called_at, called_by, cancelled_because)"
        " values (%s, %s, 'secretaries', 'Conference', 1, 'invited', '', 'Harbour City', current_date - 900, current_date,"
        " current_date + 3, '', now(), 'Somebody', '')",
        conference_id, body_id,
    )  # fmt: skip
    sql(
        "insert into offices_term (id, body_id, office, seat, person_id, person_name, since, standing)"
        " values (uuidv7(), %s, 'organiser', 1, %s, 'Kim Novak', now() - interval '30 days', 'held')",
        body_id, staff,
    )  # fmt: skip
    sql(
        "insert into participants_place (conference_id, person_id, seat_id, number, token, name, category, sector, path,"
        " origin, came_by, because, state, state_since, words)"
        " select %s, id, id, n, gen_random_uuid(), 'Person ' || n, 'delegates', '', '', 'Cell', 'lot', '', 'accepted',"
        " now() - interval '9 days', ''"
        " from (select n, gen_random_uuid() as id from generate_series(1, %s) as n) as people",
        conference_id, PEOPLE,
    )  # fmt: skip
    sql("vacuum (analyze) participants_place")
    return conference_id, staff


def _desks(conference_id: UUID) -> list[UUID]:
    made = [uuid4() for _ in range(DESKS)]
    for nth, desk_id in enumerate(made, start=1):
        sql(
            "insert into accreditation_desk (conference_id, id, name, opened_at, opened_by) values (%s, %s, %s, now(), 'Kim')",
            conference_id, desk_id, f"Desk {nth}",
        )  # fmt: skip
    return made


def _rate(deed: object, conference_id: UUID, staff: UUID, desks: list[UUID], seconds: int) -> float:
    # Processes of their own, not forks: a connection to the database must not be shared.
    spawning = multiprocessing.get_context("spawn")
    ready = spawning.Barrier(PROCESSES)
    each = DESKS // PROCESSES
    parts = [
        (deed, conference_id, staff, desks[nth * each : (nth + 1) * each], nth, seconds) for nth in range(PROCESSES)
    ]
    with spawning.Pool(PROCESSES, initializer=_meet_at, initargs=(ready,)) as pool:
        return sum(pool.starmap(_work, parts)) / seconds


def _meet_at(ready: Barrier) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    import django  # noqa: PLC0415 -- in a process of its own

    django.setup()
    _gate.append(ready)


def _work(deed: object, conference_id: UUID, staff: UUID, desks: list[UUID], part: int, seconds: int) -> int:
    from django.db import connection  # noqa: PLC0415 -- Django is ready by now

    _gate[0].wait(120)
    until = time.monotonic() + seconds
    counted = [0] * len(desks)

    def at_one(place: int) -> None:
        number = part * len(desks) + place + 1
        while time.monotonic() < until:
            deed(conference_id, staff, desks[place], number)  # type: ignore[operator]
            counted[place] += 1
            number = (number + DESKS - 1) % PEOPLE + 1
        connection.close()

    threads = [threading.Thread(target=at_one, args=(place,)) for place in range(len(desks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counted)


def _let_in(conference_id: UUID, staff: UUID, desk_id: UUID, number: int) -> None:
    from cellwork.accreditation.actions.scanning import Scanned, take_scans  # noqa: PLC0415 -- Django is ready by now
    from cellwork.accreditation.states import What  # noqa: PLC0415 -- with it
    from cellwork.kernel.acting import Actor  # noqa: PLC0415 -- with it

    at = datetime.now(UTC)
    scan = Scanned(id=uuid4(), what=What.IN, number=number, checked="document", at=at)
    take_scans(actor=Actor(staff, via="bench"), conference_id=conference_id, desk_id=desk_id, scans=[scan], at=at)


def _insert_bare(conference_id: UUID, staff: UUID, desk_id: UUID, number: int) -> None:  # noqa: ARG001 -- as the other
    from django.db import connection  # noqa: PLC0415 -- Django is ready by now

    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- with it

    with unguarded("the raw limit"), connection.cursor() as cursor:
        cursor.execute(
            "insert into accreditation_scan (conference_id, id, desk_id, what, number, said, verdict, checked, at,"
            " received_at, by) values (%s, %s, %s, 'in', %s, 'bare', 'unknown', '', now(), now(), 'Kim')",
            [conference_id, uuid4(), desk_id, number],
        )


def _kept_offline(number: int) -> list[list[object]]:
    """By desk: people in and out within an hour; half of them at two desks."""
    from cellwork.accreditation.actions.scanning import Scanned  # noqa: PLC0415 -- Django is ready by now
    from cellwork.accreditation.states import What  # noqa: PLC0415 -- with it

    chance = Random(SEED)
    start = datetime.now(UTC) - timedelta(hours=1)
    by_desk: list[list[object]] = [[] for _ in range(DESKS)]
    for nth in range(number):
        said = Scanned(
            id=uuid4(), what=chance.choice([What.IN, What.IN, What.OUT]), number=PEOPLE // 2 + nth // 2 % (PEOPLE // 2) + 1,
            at=start + timedelta(seconds=chance.random() * 3600),
        )  # fmt: skip
        by_desk[chance.randrange(DESKS)].append(said)
    return by_desk


def _hand_over(conference_id: UUID, staff: UUID, desks: list[UUID], scans: list[list[object]]) -> None:
    """All desks at once, as they come back to the network together."""
    from cellwork.accreditation.actions.scanning import take_scans  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel.acting import Actor  # noqa: PLC0415 -- with it

    def one(desk_id: UUID, waiting: list[object]) -> None:
        from django.db import connection  # noqa: PLC0415 -- a thread has its own

        left = iter(waiting)
        while part := list(islice(left, AT_ONCE)):
            take_scans(
                actor=Actor(staff, via="bench"), conference_id=conference_id, desk_id=desk_id, scans=part,  # type: ignore[arg-type]
                at=datetime.now(UTC),
            )  # fmt: skip
        connection.close()

    threads = [threading.Thread(target=one, args=each) for each in zip(desks, scans, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _differences(conference_id: UUID) -> int:
    """People whose presence is not what a walk through all scans in the order of time gives."""
    walked: dict[UUID, bool] = {}
    scans = sql(
        "select person_id, what from accreditation_scan where conference_id = %s and verdict = 'good' order by at, id",
        conference_id,
    )
    for person_id, what in scans:
        walked[person_id] = what == "in"
    inside = {row[0] for row in sql("select person_id from accreditation_presence where until is null")}
    return len(inside ^ {person_id for person_id, there in walked.items() if there})
