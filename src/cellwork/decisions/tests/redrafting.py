"""Amendments for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from cellwork.decisions.actions.amending import adopt_amendment
from cellwork.decisions.actions.drafting import ClauseText
from cellwork.decisions.actions.redrafting import ClauseAmended, draft_amendment
from cellwork.decisions.models import Amendment, Decision, Wording
from cellwork.decisions.tests.builders import Cast, a_task
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person

A_DAY_LATER = SPRING + timedelta(days=1)


def changed(number: int, text: str, *, keeps: bool = False, **fields: object) -> ClauseAmended:
    """A clause as it reads from now on; with the words it had, it stays."""
    return ClauseAmended(number=number, text=a_task(text, **fields), keeps=keeps)


def struck(number: int) -> ClauseAmended:
    """A clause that goes."""
    return ClauseAmended(number=number, text=a_task(), struck=True)


def an_amendment(
    cast: Cast,
    decision: Decision,
    *clauses: ClauseAmended | ClauseText,
    because: str = "we learned",
    person: Person | None = None,
) -> Amendment:
    """A draft of an amendment by the centre; bare texts are new clauses."""
    given = [each if isinstance(each, ClauseAmended) else ClauseAmended(text=each) for each in clauses]
    return draft_amendment(
        actor=acting_as(person or cast.chair), decision_id=decision.pk, because=because, clauses=given, at=SPRING
    )


def amended(
    cast: Cast,
    decision: Decision,
    *clauses: ClauseAmended | ClauseText,
    because: str = "we learned",
    person: Person | None = None,
    at: datetime = A_DAY_LATER,
) -> Wording:
    """The amendment is adopted, a day after the decision unless said otherwise."""
    an_amendment(cast, decision, *clauses, because=because, person=person)
    return adopt_amendment(actor=acting_as(person or cast.chair), decision_id=decision.pk, at=at)
