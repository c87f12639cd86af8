"""320,000 reports of 20 fields: asked, sent, added up from nothing, and read while late ones come in.

Adding up is the one statement that counts the sums of every body above from the reports themselves, and the one that folds
them from deltas. The limit beside them is a statement that only adds the same columns of the same rows into one row.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bench.ground import REFERENCE, ground, grow, sql, top_id, upkeep
from bench.rows import Row, median, percentile, seconds_of, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from cellwork.organisation.models import Body
    from cellwork.reports.models import Asking
    from cellwork.statutes.sections.reports import ReportQuestion

ADD_UP, READ = 5.0, 0.100
ROUNDS = 5
LOOKS = 200


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("reports"):
        grow(REFERENCE)
        asking = _asked()
        yield from _rows(asking)


def _asked() -> Asking:
    """A report of 20 questions of every form that counts, asked of every cell by the house's own statements."""
    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- Django is ready by now
    from cellwork.reports.actions.asking import put_before_all  # noqa: PLC0415 -- with it
    from cellwork.reports.layout import question_kept, slots_for  # noqa: PLC0415 -- with it
    from cellwork.reports.models import Asking  # noqa: PLC0415 -- with it
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- with it

    at = datetime.now(UTC)
    questions = _questions()
    with unguarded("a bench"):
        sql("truncate reports_asking, reports_report, reports_sum, reports_delta")
        asking = Asking.objects.create(
            template="bench", title="Bench", body_id=top_id(), kinds=["cell"], every="month", starts_on=at.date(),
            ends_on=at.date(), due_on=at.date(), questions=[question_kept(each) for each in questions],
            width=slots_for(questions), minutes=10, asked_at=at,
        )  # fmt: skip
        put_before_all(asking, after="", end="~", statutes=statutes_at(at))
    return asking


def _questions() -> list[ReportQuestion]:
    from cellwork.statutes.sections.burden import Answer  # noqa: PLC0415 -- Django is ready by now
    from cellwork.statutes.sections.reports import ReportQuestion  # noqa: PLC0415 -- with it

    forms = [Answer.NUMBER] * 8 + [Answer.SHARE] * 6 + [Answer.CHOICE] * 4 + [Answer.WORDS] * 2
    return [
        ReportQuestion(code=f"q{n}", title=f"Question {n}", form=form, options=("a", "b", "c") if form is Answer.CHOICE else ())
        for n, form in enumerate(forms)
    ]  # fmt: skip


def _rows(asking: Asking) -> Iterator[Row]:
    from cellwork.reports.folding import fold  # noqa: PLC0415 -- Django is ready by now
    from cellwork.reports.queries.rolling import recounted, roll_up  # noqa: PLC0415 -- with it

    sending = seconds_of(lambda: _send_all(asking))
    upkeep("vacuum analyze reports_report")
    reports = f"{asking.bodies:,} reports of {len(asking.asked)} fields, {asking.width} slots"
    yield Row(what="answers written by one statement, for the bench", size=reports, reached=f"{sending:.1f} s")

    ours, limit = [], []
    for _ in range(ROUNDS):
        ours.append(seconds_of(lambda: recounted(asking)))
        limit.append(seconds_of(lambda: _bare_sum(asking)))
    yield Row(
        what="sums of every body above, from the reports themselves",
        size=reports,
        reached=spread(ours, "s"),
        limit=f"bare sum of the same columns: {spread(limit, 's')}",
        ratio=f"{median(ours) / median(limit):.1f}",
        wanted=f"<= {ADD_UP} s",
        ok=median(ours) <= ADD_UP,
    )

    folding = seconds_of(fold)
    yield Row(
        what="the same folded from deltas, as the worker does",
        size=reports,
        reached=f"{folding:.2f} s",
        limit=f"bare sum: {median(limit):.2f} s",
        ratio=f"{folding / median(limit):.1f}",
    )

    top, busiest = _bodies()
    looks, nothings = _look(asking, top, roll_up)
    differences = _differences(asking)
    yield Row(
        what="the roll-up of the centre, all its queries, while late reports come in",
        size=f"{len(looks)} looks",
        reached=_milliseconds(looks),
        limit=f"select 1: {_milliseconds(nothings)}",
        ratio=f"p50 {percentile(looks, 0.5) / percentile(nothings, 0.5):.0f}",
        wanted="p99 <= 100 ms, sums = recount",
        ok=percentile(looks, 0.99) <= READ and differences == 0,
    )
    looks, nothings = _look(asking, busiest, roll_up)
    yield Row(
        what="the same of the body with the most below it", size=f"{len(looks)} looks", reached=_milliseconds(looks)
    )
    today = [seconds_of(lambda: roll_up([asking], top, by_today=True)) for _ in range(3)]
    yield Row(what="the same by today's borders, counted when asked", size=reports, reached=spread(today, "s"))


def _send_all(asking: Asking) -> None:
    """Nine of ten cells answer; each report is counted and has its delta, as sending would have left them."""
    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- Django is ready by now
    from cellwork.reports.layout import FIRST  # noqa: PLC0415 -- with it

    slots = ", ".join(f"(random() * 100)::bigint + {slot}" for slot in range(asking.width - FIRST))
    with unguarded("a bench"):
        sql(
            f"update reports_report set state = 'sent', sent_at = now(), slots = array[{slots}]::bigint[],"
            ' answers = \'{"q18": "Words."}\' where asking_id = %s and random() < 0.9',
            asking.pk,
        )
        sql(
            "insert into reports_delta (body_id, id, asking_id, path, slots)"
            " select body_id, gen_random_uuid(), asking_id, path, array[-1, 1, 0, 0, 0, 0]::bigint[] || slots"
            " from reports_report where asking_id = %s and state = 'sent'",
            asking.pk,
        )


def _bare_sum(asking: Asking) -> None:
    from cellwork.reports.layout import FIRST, sums_in_sql  # noqa: PLC0415 -- Django is ready by now

    sql(f"select {sums_in_sql(asking.width - FIRST)} from reports_report where asking_id = %s", asking.pk)


def _bodies() -> tuple[Body, Body]:
    from cellwork.organisation.models import Body  # noqa: PLC0415 -- Django is ready by now

    ((busiest,),) = sql(
        "select parent_id from organisation_body where parent_id is not null group by parent_id order by count(*) desc limit 1"
    )
    return Body.objects.get(pk=top_id()), Body.objects.get(pk=busiest)


def _look(
    asking: Asking, body: Body, roll_up: Callable[[list[Asking], Body], object]
) -> tuple[list[float], list[float]]:
    looks, nothings = [], []
    for number in range(LOOKS):
        _one_late(asking, number)
        looks.append(seconds_of(lambda: roll_up([asking], body)))
        nothings.append(seconds_of(lambda: sql("select 1")))
        time.sleep(0.005)
    return looks, nothings


def _one_late(asking: Asking, number: int) -> None:
    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- Django is ready by now

    slots = ", ".join(str(number) for _ in range(asking.width - 6))
    with unguarded("a bench"):
        sql(
            "with late as (update reports_report set state = 'sent', late = true, sent_at = now(),"
            f" slots = array[{slots}]::bigint[] where (asking_id, body_id) in"
            " (select asking_id, body_id from reports_report where asking_id = %s and state = 'open' limit 1)"
            " returning body_id, asking_id, path, slots)"
            " insert into reports_delta (body_id, id, asking_id, path, slots) select body_id, gen_random_uuid(), asking_id,"
            " path, array[-1, 1, 0, 0, 0, 1]::bigint[] || slots from late",
            asking.pk,
        )


def _differences(asking: Asking) -> int:
    """Bodies above whose sums differ from a recount."""
    from cellwork.reports.queries.rolling import recounted, sums_now  # noqa: PLC0415 -- Django is ready by now

    again = recounted(asking)
    kept = sums_now([asking], [(asking.pk, path) for path in again])
    return sum(kept.get((asking.pk, path)) != row for path, row in again.items())


def _milliseconds(values: list[float]) -> str:
    return f"p50 {percentile(values, 0.5) * 1000:.1f} ms, p99 {percentile(values, 0.99) * 1000:.1f} ms"
