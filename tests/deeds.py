"""Deeds for `test_killed`: each is done by a process of its own, so that it can be killed in the middle of it.

python -m tests.deeds DEED [ARGUMENT ...]
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import django

CITIES, CELLS_A_CITY, SECRETARIES = 20, 1000, 240
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")


def say(word: object) -> None:
    """A line for whoever started this process, before anything else happens to it."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def lay_out() -> None:
    """Twenty thousand cells, a chair of the centre, and secretaries of the first cells; prints the draft to adopt."""
    from cellwork.config.installing import install
    from cellwork.decisions.tests.builders import a_task
    from cellwork.kernel.guarding import unguarded
    from cellwork.offices.models import Term
    from cellwork.offices.tests.builders import chair_of
    from cellwork.organisation.models import Body
    from cellwork.organisation.paths import segment
    from cellwork.organisation.tests.builders import SPRING, a_body, statutes_in_force
    from cellwork.people.models import Person

    install()
    statutes_in_force()
    centre = a_body(kind="centre", name="Centre")
    province = a_body(kind="province", under=centre)
    cities = [a_body(kind="city", under=province) for _ in range(CITIES)]
    cells = [
        Body(
            code=f"{city.code}-{number}", name=f"Cell {number}", kind="cell", is_cell=True, parent=city,
            path=city.path + segment(number), since=SPRING - timedelta(days=100),
        )
        for city in cities
        for number in range(CELLS_A_CITY)
    ]  # fmt: skip
    first = cells[:: len(cells) // SECRETARIES][:SECRETARIES]
    people = [Person(id=cell.pk, number=cell.code, given_name=f"Secretary of {cell.code}") for cell in first]
    terms = [
        Term(body=cell, office="secretary", person_id=cell.pk, person_name=cell.code, since=SPRING - timedelta(days=9))
        for cell in first
    ]
    with unguarded("a test world"):
        Body.objects.bulk_create(cells, batch_size=5000)
        Person.objects.bulk_create(people)
        Term.objects.bulk_create(terms)
    chair = chair_of(centre)
    say(draft_of(chair.pk, centre.pk, [a_task()]))


def draft_of(chair: UUID, body: UUID, clauses: list[object]) -> UUID:
    from cellwork.decisions.actions.drafting import draft_decision
    from cellwork.organisation.tests.builders import SPRING, acting_as

    draft = draft_decision(
        actor=acting_as(chair), body_id=body, title="On rooms", preamble="", clauses=clauses, at=SPRING
    )
    return draft.pk


def adopt(decision_id: str) -> None:
    """The chair who drafted it adopts; prints how many are addressed."""
    from cellwork.decisions.actions.adopting import adopt_decision
    from cellwork.decisions.models import Decision, Directive
    from cellwork.organisation.tests.builders import SPRING, acting_as

    chair = Decision.objects.get(pk=decision_id).drafted_by
    adopt_decision(actor=acting_as(chair), decision_id=UUID(decision_id), at=SPRING)
    say(Directive.objects.count())


def accept(decision_id: str, part: str, parts: str) -> None:
    """The secretaries of one part of the cells accept one after the other and begin; prints each cell once it is certain."""
    from cellwork.decisions.actions.carrying_out import accept_decision, record_progress
    from cellwork.offices.models import Term
    from cellwork.organisation.tests.builders import SPRING, acting_as

    cells = list(Term.objects.filter(office="secretary").order_by("body_id").values_list("body_id", flat=True))
    for cell in cells[int(part) :: int(parts)]:
        key = {"actor": acting_as(cell), "decision_id": UUID(decision_id), "body_id": cell, "at": SPRING}
        accept_decision(**key, plan="We begin.")  # type: ignore[arg-type]
        say(cell)
        record_progress(**key, clause=1, words="begun")  # type: ignore[arg-type]


def fold_and_die(times: str, seed: str) -> None:
    """Folding workers, each killed after some milliseconds, in the middle of whatever it does."""
    chance = random.Random(int(seed))
    for _ in range(int(times)):
        worker = os.fork()
        if worker == 0:
            fold_for_ever()
        time.sleep(chance.uniform(0.03, 0.25))
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


def fold_for_ever() -> None:
    from cellwork.decisions.folding import fold

    while True:
        fold()


def figures(decision_id: str) -> None:
    """Fold what is left; print the tallies alone, and the recount, of the centre, the province and the cities."""
    from cellwork.decisions.folding import fold
    from cellwork.decisions.models import Tally
    from cellwork.decisions.queries.overview import recounted
    from cellwork.decisions.states import STATES
    from cellwork.organisation.models import Body

    while fold():
        pass
    paths = list(Body.objects.filter(is_cell=False).values_list("path", flat=True))
    names = [state.value for state in STATES]
    kept = Tally.objects.filter(decision_id=decision_id).values_list("path", "sector", "clause", "clauses", *names)
    again = [
        (row.path, row.sector, row.clause, row.clauses, *(getattr(row, name) for name in names))
        for row in recounted(UUID(decision_id), paths)
    ]
    something = sorted(row for row in kept if any(row[4:]))
    say("exact" if something == sorted(again) else f"{something}\n{sorted(again)}")


def deliver(pause: str) -> None:
    """A worker that delivers what is owed; each reaction writes something, then takes its time."""
    from cellwork.decisions.facts import DecisionRead
    from cellwork.kernel.clock import now
    from cellwork.kernel.delivery import deliver_one
    from cellwork.kernel.guarding import unguarded
    from cellwork.kernel.models import Entry
    from cellwork.kernel.reactions import reaction
    from cellwork.people.models import Person

    @reaction(DecisionRead)
    def somebody_is_told(entry: Entry) -> None:
        with unguarded("so that there is something to lose"):
            Person.objects.create(id=entry.id, number=f"told {entry.id}", given_name="Told")
        say(entry.id)
        time.sleep(float(pause))

    while deliver_one(at=now()):
        pass


def read(decision_id: str, count: str) -> None:
    """Some secretaries open the text; a reaction is owed for each. Prints how many."""
    from cellwork.decisions.actions.carrying_out import read_directive
    from cellwork.decisions.facts import DecisionRead
    from cellwork.kernel.models import Entry
    from cellwork.kernel.reactions import reaction
    from cellwork.offices.models import Term
    from cellwork.organisation.tests.builders import SPRING, acting_as

    @reaction(DecisionRead)
    def somebody_is_told(entry: Entry) -> None:
        raise AssertionError("only owed here")

    cells = list(Term.objects.filter(office="secretary").values_list("body_id", flat=True)[: int(count)])
    for cell in cells:
        read_directive(actor=acting_as(cell), decision_id=UUID(decision_id), body_id=cell, at=SPRING)
    say(len(cells))


DEEDS: dict[str, Callable[..., None]] = {
    each.__name__: each for each in (lay_out, adopt, accept, fold_and_die, figures, deliver, read)
}


def main() -> None:
    """Do what the command line asks for."""
    django.setup()
    DEEDS[sys.argv[1]](*sys.argv[2:])
