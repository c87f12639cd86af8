"""Seats: 10,000 to 250 units by five methods, to 12 x 15 units and sectors at once, and the list of 320,000 fixed.

Ours counts in whole numbers and fractions and keeps every line of the sum. The limit of a method is the same seats by plain
floating point, without sum, ties or proof: multiply, round, and give or take the last seats one by one with numpy; for both
dimensions, rows and columns scaled in turn with numpy until all totals hold. The limit of the list is a bare insert of the
same people, without keys, order, sizes of cells or days in office.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np

from bench.ground import REFERENCE, ground, grow, processor_seconds, somebody_in, sql, top_id, upkeep
from bench.rows import Row, median, seconds_of, spread
from cellwork.seats.apportioning.matrices import apportion_both, faults
from cellwork.seats.apportioning.methods import METHODS, apportion
from cellwork.seats.apportioning.ties import Lot

SEATS, UNITS, ROWS, COLUMNS = 10_000, 250, 12, 15
ROUNDS = 5
MOST_ALL, MOST_BOTH, MOST_LIST = 0.050, 1.0, 10.0
MEMBERS_A_CELL = 20

_SIGNS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "d_hondt": lambda n: n + 1,
    "sainte_lague": lambda n: n + 0.5,
    "adams": lambda n: n,
    "huntington_hill": lambda n: np.sqrt(n * (n + 1)),
}


def measure() -> Iterator[Row]:
    """The pure core first; then the list, on the tree of reference size."""
    yield from _five_methods()
    yield _both()
    with ground("seats"):
        grow(REFERENCE)
        yield _list()


def _five_methods() -> Iterator[Row]:
    chance = random.Random(250)
    numbers = {f"unit {n:03}": chance.randint(100, 3000) for n in range(UNITS)}
    plain = np.array(list(numbers.values()), dtype=float)
    ours: dict[str, list[float]] = {key: [] for key in METHODS}
    bare: dict[str, list[float]] = {key: [] for key in METHODS}
    for _ in range(ROUNDS):
        for key in METHODS:
            ours[key].append(seconds_of(lambda key=key: apportion(key, numbers, SEATS, settling=Lot("1"))))  # type: ignore[misc]
            bare[key].append(seconds_of(lambda key=key: _floats(key, plain, SEATS)))  # type: ignore[misc]
    same = all(
        sum(apportion(key, numbers, SEATS, settling=Lot("1")).seats.values())
        == int(_floats(key, plain, SEATS).sum())
        == SEATS
        for key in METHODS
    )
    together, limit = sum(median(each) for each in ours.values()), sum(median(each) for each in bare.values())
    yield Row(
        what="allotment by five methods, with the whole sum", size=f"{SEATS:,} seats, {UNITS} units",
        reached=f"{together * 1000:.1f} ms", limit=f"numpy, floats: {limit * 1000:.1f} ms", ratio=f"{together / limit:.1f}",
        wanted=f"<= {MOST_ALL * 1000:.0f} ms", ok=together <= MOST_ALL and same,
    )  # fmt: skip


def _floats(method: str, numbers: np.ndarray, house: int) -> np.ndarray:
    """The same seats without proof."""
    exact = numbers * house / numbers.sum()
    seats = np.floor(exact)
    if method == "largest_remainder":
        seats[np.argsort(seats - exact)[: house - int(seats.sum())]] += 1
        return seats
    sign = _SIGNS[method]
    seats = np.maximum(seats, 1) if method in ("adams", "huntington_hill") else seats
    while (missing := house - int(seats.sum())) != 0:
        with np.errstate(divide="ignore"):
            if missing > 0:
                seats[np.argmax(numbers / sign(seats))] += 1
            else:
                seats[np.argmin(np.where(seats > 1, numbers / sign(seats - 1), np.inf))] -= 1
    return seats


def _both() -> Row:
    chance = random.Random(12)
    numbers = {
        (f"row {i:02}", f"column {j:02}"): int(chance.paretovariate(1.2) * 300)
        for i in range(ROWS)
        for j in range(COLUMNS)
    }
    rows = dict(apportion("sainte_lague", _sums(numbers, 0), SEATS, settling=Lot("1")).seats)
    columns = dict(apportion("sainte_lague", _sums(numbers, 1), SEATS, settling=Lot("1")).seats)
    plain = np.array([[numbers[row, column] for column in columns] for row in rows], dtype=float)
    ours = [seconds_of(lambda: apportion_both(numbers, rows, columns, settling=Lot("1"))) for _ in range(ROUNDS)]
    bare = [seconds_of(lambda: _scaled(plain, list(rows.values()), list(columns.values()))) for _ in range(ROUNDS)]
    wrong = faults(apportion_both(numbers, rows, columns, settling=Lot("1")))
    return Row(
        what="units and sectors at once, proved by fractions", size=f"{SEATS:,} seats, {ROWS} x {COLUMNS}",
        reached=spread([each * 1000 for each in ours], "ms", 1), limit=f"numpy, floats: {median(bare) * 1000:.1f} ms",
        ratio=f"{median(ours) / median(bare):.1f}", wanted=f"<= {MOST_BOTH:.0f} s, no fault",
        ok=median(ours) <= MOST_BOTH and not wrong,
    )  # fmt: skip


def _scaled(numbers: np.ndarray, rows: list[int], columns: list[int]) -> np.ndarray:
    """Rows and columns in turn, each by halving until its total holds."""
    own, other = np.ones(len(rows)), np.ones(len(columns))
    for _ in range(60):
        own = np.array([_factor(line * other, house) for line, house in zip(numbers, rows, strict=True)])
        seats = np.floor(numbers * own[:, None] * other + 0.5)
        if (seats.sum(axis=0) == columns).all():
            return seats
        other = np.array([_factor(line * own, house) for line, house in zip(numbers.T, columns, strict=True)])
    return seats


def _factor(numbers: np.ndarray, house: int) -> float:
    low, high = 0.0, 4 * house / numbers.sum()
    for _ in range(60):
        middle = (low + high) / 2
        given = np.floor(numbers * middle + 0.5).sum()
        if given == house:
            return middle
        low, high = (middle, high) if given < house else (low, middle)
    return (low + high) / 2


def _sums(numbers: dict[tuple[str, str], int], side: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for pair, number in numbers.items():
        found[pair[side]] = found.get(pair[side], 0) + number
    return found


def _list() -> Row:
    """Everybody who leads a body, members in every cell, one act that freezes the list."""
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now
    from cellwork.seats.actions.fixing import fix_list  # noqa: PLC0415 -- with it
    from cellwork.seats.actions.preparing import set_up_categories  # noqa: PLC0415 -- with it

    at = clock.now()
    _people(at)
    actor = somebody_in("general_secretary", top_id())
    conference_id = _a_conference(at)
    set_up_categories(actor=actor, conference_id=conference_id, at=at)
    before = processor_seconds()
    seconds = seconds_of(lambda: fix_list(actor=actor, conference_id=conference_id, at=at))
    processor = processor_seconds() - before
    ((people,),) = sql("select count(*) from seats_eligible")
    ((members,),) = sql("select count(*) from organisation_membership")
    bare = [_bare() for _ in range(ROUNDS)]
    return Row(
        what="the list of those who fit is fixed", size=f"{people:,} people, {members:,} members",
        reached=f"{seconds:.1f} s, {processor:.1f} s of one processor", limit=f"bare insert {spread(bare, 's')}",
        ratio=f"{seconds / median(bare):.1f}", wanted=f"<= {MOST_LIST:.0f} s", ok=seconds <= MOST_LIST,
    )  # fmt: skip


def _bare() -> float:
    sql("drop table if exists bench_bare")
    sql("create table bench_bare (person_id uuid, name text, body_id uuid, path text, sector text)")
    taken = seconds_of(
        lambda: sql(
            "insert into bench_bare select term.person_id, term.person_name, body.id, body.path, body.sector"
            " from offices_term as term join organisation_body as body on body.id = term.body_id"
        )
    )
    sql("drop table bench_bare")
    return taken


def _people(at: datetime) -> None:
    """Somebody leads every body, one in five of them newly; every cell has its members."""
    sql(
        "truncate offices_term, organisation_membership, seats_category, seats_eligible, seats_unitcount, seats_allotment"
    )
    sql("truncate seats_allottedseats, seats_seatstep, conferences_conference cascade")
    sql(
        "insert into offices_term (id, body_id, office, seat, person_id, person_name, since, standing)"
        " select uuidv7(), id, case when is_cell then 'cell_secretary' when kind = 'primary_committee' then 'secretary'"
        " when kind = 'central_committee' then 'central_secretary' else 'chief_secretary' end, 1,"
        " md5(id::text)::uuid, 'Kim Novak', %s - make_interval(days => 30 + (hashtext(id::text) & 1023)), 'held'"
        " from organisation_body",
        at,
    )
    sql(
        "insert into organisation_membership (body_id, person_id, since, standing, name)"
        " select id, md5(id::text || n)::uuid, %s, 'member', 'Kim Novak' from organisation_body"
        " cross join lateral generate_series(1, %s + (hashtext(id::text) & 15) - 8) as n where is_cell",
        (at - timedelta(days=400)).date(), MEMBERS_A_CELL,
    )  # fmt: skip
    upkeep("vacuum analyze offices_term, organisation_membership")


def _a_conference(at: datetime) -> UUID:
    from cellwork.conferences.models import Conference  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- with it

    today = at.date()
    with unguarded("a bench"):
        return Conference.objects.create(
            body_id=top_id(), kind="secretaries", title="Conference", number=1, place="Hall",
            reviews_from=today - timedelta(days=1800), opens_on=today + timedelta(days=150),
            closes_on=today + timedelta(days=153), called_at=at, called_by="Kim Novak",
        ).pk  # fmt: skip
