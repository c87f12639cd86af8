"""An amendment is adopted, and accepted by the bodies it concerns.

The words in force stand in the clauses; each wording is written down for ever beside them. Order of locks as everywhere:
the hierarchy, the decision, its directives.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.actions.adopting import (
    AddressesNobody,
    dates_must_lie_ahead,
    each_must_address_somebody,
)
from cellwork.decisions.actions.meeting import NamedMeeting, adopting_meeting, discussing_meeting, hold_meetings
from cellwork.decisions.actions.reconciling import give_what_is_missing
from cellwork.decisions.actions.redrafting import Amended, amended_by, drafted_amendment, locked_in_force
from cellwork.decisions.actions.steps import (
    AmendedMeanwhile,
    decision_in_force,
    locked_directive,
    marking,
    must_be_open,
)
from cellwork.decisions.aims import aims_as_parameters, aims_of
from cellwork.decisions.facts import AmendmentAccepted, DecisionAmended
from cellwork.decisions.fingerprints import amended_words, fingerprint_of_words
from cellwork.decisions.models import Acceptance, Amendment, Clause, Decision, Directive, Wording
from cellwork.decisions.permissions import ACCEPT_DECISION, ADOPT_DECISION
from cellwork.decisions.queries.amending import reach_of
from cellwork.decisions.queries.preview import must_be_allowed, reached_by
from cellwork.decisions.queries.reading import clauses_of
from cellwork.decisions.states import TAKEN_UP
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused
from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


class NothingToAccept(Refused):
    """The body knows the words in force."""


class NotTakenUpYet(Refused):
    """Whoever has not accepted a decision accepts the words in force, not a change of words."""


class DraftChanged(Refused):
    """Somebody changed the draft of the amendment while it was read."""


def adopt_amendment(
    *, actor: Actor, decision_id: UUID, meeting: NamedMeeting = None, at: datetime, read_as_of: str = ""
) -> Wording:
    """The body that decided adopts the amendment: a new wording, and every body it concerns knows at once.

    `meeting`: at which of its meetings it did; one without a quorum, or before the wording that it amends, is refused.
    `read_as_of`: the moment of the draft's last change (ISO 8601) when it was read; DraftChanged if it is another by now.

    Cost: two to four times the cascade of the adoption, one transaction: killed half-way, nothing of it remains.
    """
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()  # a cell that moves or is founded meanwhile would receive the words before
        decision = locked_in_force(decision_id)
        meeting_id = adopting_meeting(act, decision.body_id, meeting, since=decision.amended_at or decision.adopted_at)
        require(act, ADOPT_DECISION, body_id=decision.body_id)
        amendment = drafted_amendment(decision)
        if read_as_of not in ("", amendment.revised_at.isoformat()):
            raise DraftChanged("The amendment was changed while you read it.", "Read it as it is now, then adopt it.")
        body = body_by_id(decision.body_id)
        amended = amended_by(amendment)
        dates_must_lie_ahead(amended.concerned(), today)
        must_be_allowed(act, decision, amended.clauses, before=clauses_of(decision.pk))

        run("decisions", "hold_standing", {"decision_id": decision.pk})  # before anything is counted
        reach = reach_of(decision.pk, amended.clauses, changed=amended.changed, again=amended.again, path=body.path)
        if not reach.addressed:
            raise AddressesNobody("No body below would be addressed any more.", "Withdraw the decision instead.")
        each_must_address_somebody(amended.concerned(), reached_by(amended.clauses, path=body.path))
        wording = _written(decision, amendment, amended, body, meeting_id, act.signed(name_of(actor.person_id)), at)
        _turn(decision, wording, amended, body, at=at, day=today)
        amendment.delete()
        act.record(
            DecisionAmended(
                body_id=body.pk, decision_id=decision.pk, wording=wording.number, fingerprint=wording.fingerprint,
                because=wording.because, concerned=reach.concerned, meeting_id=meeting_id,
            )
        )  # fmt: skip
    return wording


def accept_amendment(
    *,
    actor: Actor,
    decision_id: UUID,
    body_id: UUID,
    wording: int,
    plan: str = "",
    meeting: NamedMeeting = None,
    at: datetime,
) -> Directive:
    """A body that had accepted accepts the changed words, and says what they mean for its plan if it likes.

    `wording` is the one it had before it: AmendedMeanwhile when there is a newer one. `meeting`: at which of its meetings what
    changed was discussed; not one before it was adopted.
    """
    with acting(actor, at=at) as act:
        hold_meetings(body_id, meeting)
        directive = locked_directive(decision_id, body_id)
        meeting_id = discussing_meeting(act, directive, meeting)
        require(act, ACCEPT_DECISION, body_id=body_id)
        decision = decision_in_force(decision_id)
        must_be_open(directive)
        if directive.state not in TAKEN_UP:
            raise NotTakenUpYet(
                "Your body has not accepted this decision yet.", "Accept it as it reads now, with a plan."
            )
        if wording != decision.wording:
            raise AmendedMeanwhile("The words were amended once more.", "Read what changed, then accept.")
        if directive.amend_by is None:
            raise NothingToAccept("Your body has accepted the words in force.", "Nothing more is asked of you.")

        Acceptance.objects.create(
            decision_id=decision_id, body_id=body_id, wording=wording, plan=plan.strip(), accepted_at=at,
            accepted_by=act.signed(name_of(actor.person_id)), meeting_id=meeting_id,
        )  # fmt: skip
        with marking(act, directive):
            directive.wording, directive.amend_by = wording, None
            directive.save(update_fields=["wording", "amend_by"])
        act.record(
            AmendmentAccepted(
                body_id=body_id, decision_id=decision_id, wording=wording, plan=plan.strip(), meeting_id=meeting_id
            )
        )
    return directive


def _written(
    decision: Decision,
    amendment: Amendment,
    amended: Amended,
    body: Body,
    meeting_id: UUID | None,
    name: str,
    at: datetime,
) -> Wording:
    """The next wording, for ever, and the clauses as they are from now on."""
    statutes = statutes_at(at)
    before = Wording.objects.get(decision=decision, number=decision.wording)
    number = decision.wording + 1
    words = amended_words(
        decision, amended.clauses, body_code=body.code, wording=number, amends=before.fingerprint,
        because=amendment.because,
    )  # fmt: skip
    wording = Wording.objects.create(
        decision=decision, number=number, words=words, fingerprint=fingerprint_of_words(words), adopted_at=at,
        adopted_by=name, because=amendment.because, changed=amended.changed, struck=amended.struck, again=amended.again,
        accept_by=day_of(at, statutes.time_zone) + timedelta(days=statutes.deadlines.accept_days), meeting_id=meeting_id,
    )  # fmt: skip
    Clause.objects.filter(decision=decision).delete()
    Clause.objects.bulk_create(amended.clauses)
    decision.wording, decision.amended_at = number, at
    decision.save(update_fields=["wording", "amended_at"])
    return wording


def _turn(decision: Decision, wording: Wording, amended: Amended, body: Body, *, at: datetime, day: date) -> None:
    """What the new wording means for every directive: a few statements, whatever their number."""
    words = f"amended: {wording.because}"
    params = {
        "decision_id": decision.pk, "path": body.path, "end": end_of(body.path), "at": at, "day": day, "words": words,
        "closed_because": f"no longer asked of you, {words}", "wording": wording.number, "amend_by": wording.accept_by,
        "changed": amended.changed, "again": amended.again, "tasks": amended.tasks, "by": wording.adopted_by,
    } | aims_as_parameters(aims_of(amended.clauses))  # fmt: skip
    run("decisions", "amend_directives", params)
    run("decisions", "amend_progress", params)
    run("decisions", "amend_calls", params)
    run("decisions", "amend_reports", params)
    give_what_is_missing(decision, path=body.path, words=words, at=at)
