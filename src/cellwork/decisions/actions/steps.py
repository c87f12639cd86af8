"""One step of one directive from one state to the next: the only way a directive changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from cellwork.decisions.marks import marks_of
from cellwork.decisions.models import Decision, Directive, Progress, Step
from cellwork.decisions.states import State
from cellwork.kernel.acting import Act
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible, Refused
from cellwork.statutes.queries import statutes_at


class DecisionWithdrawn(Refused):
    """The decision is no longer in force."""


class AmendedMeanwhile(Refused):
    """The words were amended while somebody had the earlier ones before them."""


class DirectiveClosed(Refused):
    """Nothing is to be done about this any more."""


def locked_directive(decision_id: UUID, body_id: UUID) -> Directive:
    """The directive, locked until the end of the act; NotVisible when the body is not addressed.

    The directive, not the decision: ten thousand cells may accept the same decision in the same minute. Withdrawal locks
    the directives too, so what is read after this line stays true until the commit. Read the decision only afterwards:
    a row joined to a locked one is as old as the wait.
    """
    directive = Directive.objects.select_for_update().filter(decision_id=decision_id, body_id=body_id).first()
    if directive is None:
        raise NotVisible("This decision is not addressed to this body.")
    return directive


def decision_in_force(decision_id: UUID) -> Decision:
    """The decision, or why nothing can be done about it. Call with the directive locked."""
    decision = Decision.objects.get(pk=decision_id)
    if decision.stage == Decision.Stage.WITHDRAWN:
        raise DecisionWithdrawn(
            f"This decision was withdrawn: {decision.withdrawn_because}", "There is nothing left to do."
        )
    return decision


def must_be_open(directive: Directive) -> None:
    """Refuse when the directive is closed."""
    if directive.state == State.CLOSED:
        raise DirectiveClosed(f"This was closed: {directive.remark}", "There is nothing left to do.")


def step(act: Act, directive: Directive, to: State, *, by: str, words: str = "", changed: Sequence[str] = ()) -> None:
    """Move a locked directive to a state; `changed` names further fields set by the caller. Two statements."""
    was, directive.state, directive.state_since = directive.state, to, act.at
    directive.save(update_fields=["state", "state_since", *changed])
    if was != to:
        _write(act, directive, 0, was, to, by, words)


def clause_step(act: Act, directive: Directive, progress: Progress, *, was: str, by: str) -> None:
    """A clause of a locked directive is in another state, or was touched for the first time (`was` empty)."""
    if was != progress.state:
        _write(act, directive, progress.clause, was, progress.state, by, progress.words)


@contextmanager
def marking(act: Act, directive: Directive) -> Iterator[None]:
    """A block that changes what a locked directive bears besides its state, and saves it: each mark that turns is counted."""
    before = marks_of(directive)
    yield
    after = marks_of(directive)
    for clause, number in sorted(before ^ after):
        borne = (clause, number) in after
        was, became = ("", State.RECEIVED) if borne else (State.RECEIVED, "")
        _write(act, directive, clause, was, became, "", "", clauses=number)


def _write(
    act: Act, directive: Directive, clause: int, was: str, became: str, by: str, words: str, *, clauses: int = 0
) -> None:
    Step.objects.create(
        body_id=directive.body_id,
        decision_id=directive.decision_id,
        path=directive.path,
        sector=directive.sector,
        clause=clause,
        clauses=directive.clauses if clause == 0 else clauses,
        was=was,
        became=became,
        at=act.at,
        day=day_of(act.at, statutes_at(act.at).time_zone),
        by=by,
        words=words,
    )
