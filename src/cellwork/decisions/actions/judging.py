"""Who judges a report: never the person who made it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.models import ReportFromAbove
from cellwork.decisions.permissions import VERIFY
from cellwork.decisions.states import State
from cellwork.kernel.powers import may, require, spans_of
from cellwork.kernel.refusals import Refused
from cellwork.offices.authority import acts_in_place_of
from cellwork.organisation.paths import parent_of
from cellwork.organisation.queries import body_at, body_by_id

if TYPE_CHECKING:
    from cellwork.decisions.models import Directive
    from cellwork.kernel.acting import Act, UsedPower


class OwnReport(Refused):
    """Whoever reports does not verify."""


def note_who_reported(act: Act, directive: Directive, power: UsedPower) -> None:
    """Keep who made a report that they could judge as well. Call before the directive changes to reported."""
    from_id = power.from_id or _other_office(act, directive)
    key = {"decision_id": directive.decision_id, "body_id": directive.body_id}
    if directive.state == State.RETURNED:
        ReportFromAbove.objects.filter(**key).delete()  # of the report that was sent back
    if from_id is not None and act.actor.person_id is not None:
        ReportFromAbove.objects.create(**key, person_id=act.actor.person_id, from_id=from_id)


def require_to_judge(act: Act, directive: Directive) -> None:
    """Hold that the actor may verify or send back, and did not make the report. With the directive locked."""
    made = ReportFromAbove.objects.filter(decision_id=directive.decision_id, body_id=directive.body_id).first()
    require(act, VERIFY, body_id=directive.body_id, or_as_at=made.from_id if made else None)
    if made and directive.state == State.REPORTED and made.person_id == act.actor.person_id:
        above = body_by_id(made.from_id)
        raise OwnReport(
            "You made this report yourself; whoever reports does not verify.",
            f"Another officer of {above.name} who may verify does it, or the body above {above.name}.",
        )


def _other_office(act: Act, directive: Directive) -> UUID | None:
    """The body by an office of which the actor could judge their own report too: the one directly above, or, while that has
    nobody who leads it, the one whose office stands in for it."""
    person_id, path = act.actor.person_id, parent_of(directive.path)
    if person_id is None or not may(person_id, VERIFY, path=directive.path, at=act.at):
        return None
    if not any(span.covers(directive.path) for span in spans_of(person_id, VERIFY, at=act.at)):
        fallen = acts_in_place_of(person_id, path, at=act.at)
        return fallen.from_id if fallen else None
    above = body_at(path)
    return above.pk if above else None
