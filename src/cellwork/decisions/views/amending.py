"""Amending a decision: writing the amendment, looking at what it changes, adopting it; reading every wording there was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.amending import adopt_amendment
from cellwork.decisions.actions.redrafting import (
    ClauseAmended,
    amended_by,
    clauses_drafted,
    discard_amendment,
    draft_amendment,
)
from cellwork.decisions.differences import ClauseDifference, clause_differences
from cellwork.decisions.fingerprints import words_of
from cellwork.decisions.forms import (
    AmendedForm,
    AmendmentTyped,
    amendment_typed,
    audience_choices,
    audience_of,
    audience_words,
    beside_words,
    meeting_typed,
)
from cellwork.decisions.models import Decision
from cellwork.decisions.permissions import ADOPT_DECISION, DRAFT_DECISION
from cellwork.decisions.queries.amending import (
    amendment_of,
    amendment_of_or_not_there,
    clauses_in,
    differences_between,
    reach_of,
    wordings_of,
)
from cellwork.decisions.queries.preview import addressed_by, addressing_nobody
from cellwork.decisions.queries.reading import clauses_of, decision_visible_to
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.queries import held_lately, meeting_by_id, members_to_count
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cellwork.decisions.models import Clause, Wording
    from cellwork.meetings.models import Meeting
    from cellwork.statutes.rules import Statutes


@dataclass(frozen=True)
class Shown:
    """A clause's difference as a page shows it; `beside`: what it is about, the phrase before, the phrase after."""

    difference: ClauseDifference
    beside: list[tuple[str, str, str]]


def shown(differences: Iterable[ClauseDifference], statutes: Statutes) -> list[Shown]:
    """Differences with the phrases beside the text, those that are the same left out where the clause stays."""
    return [Shown(each, _beside(each, statutes)) for each in differences]


def _beside(difference: ClauseDifference, statutes: Statutes) -> list[tuple[str, str, str]]:
    before, after = beside_words(statutes, difference.before), beside_words(statutes, difference.after)
    both = bool(before) and bool(after)
    lines = [(about, before.get(about, ""), after.get(about, "")) for about in before | after]
    return [line for line in lines if not both or line[1] != line[2]]


@access.checked_by_the_action
def amend(request: PageRequest, decision_id: UUID) -> HttpResponse:
    """Write how a decision is to be amended, beginning from its words in force or from the draft there is."""
    decision = _at_the_desk(request, decision_id)
    if request.method != "POST":
        return _sheet(request, decision, _as_kept(decision))
    wish = request.POST.get("do", "keep")
    typed = _as_sent(request, wish)
    if wish != "keep" or not typed.valid:
        return _sheet(request, decision, typed, faulty=wish == "keep")
    unfit = attempt(
        lambda: draft_amendment(
            actor=request.actor, decision_id=decision_id, because=typed.because, clauses=typed.amended(), at=request.at
        )
    )
    if unfit:
        return _sheet(request, decision, typed, unfit=unfit, faulty=True)
    return redirect("amendment", decision_id)


@access.any_member
def amendment(request: PageRequest, decision_id: UUID) -> HttpResponse:
    """What an amendment would change, and for how many bodies, before it is adopted."""
    decision = _seen(request, decision_id)
    path = decision.body.path
    may_draft, may_adopt = (_may(request, permission, path) for permission in (DRAFT_DECISION, ADOPT_DECISION))
    if not (may_draft or may_adopt):
        raise NotVisible("There is no such amendment.")
    drafted = amendment_of_or_not_there(decision)
    amended = amended_by(drafted)
    before = words_of(decision, clauses_of(decision_id), body_code="")["clauses"]
    differences = clause_differences(before, words_of(decision, amended.clauses, body_code="")["clauses"])
    return render(
        request,
        "decisions/amendment.html",
        {
            "decision": decision,
            "amendment": drafted,
            "again": amended.again,
            "shown": shown(differences, statutes_at(request.at)),
            "reach": reach_of(decision.pk, amended.clauses, changed=amended.changed, again=amended.again, path=path),
            "addressing_nobody": addressing_nobody(amended.concerned(), addressed_by(amended.clauses, path=path)),
            "may_draft": may_draft,
            "may_adopt": may_adopt,
        }
        | (_meetings(request, decision) if may_adopt else {}),
    )


@require_POST
@access.checked_by_the_action
def adopt(request: PageRequest, decision_id: UUID) -> HttpResponseRedirect:
    """The amendment is adopted; every body it concerns is asked at once."""
    wording = adopt_amendment(
        actor=request.actor, decision_id=decision_id, meeting=meeting_typed(request.POST), at=request.at,
        read_as_of=request.POST.get("read_as_of", ""),
    )  # fmt: skip
    messages.success(request, f"Amended. Wording {wording.number} is in force, and every body it concerns knows.")
    return redirect("decision", decision_id)


@require_POST
@access.checked_by_the_action
def discard(request: PageRequest, decision_id: UUID) -> HttpResponseRedirect:
    """Throw the draft of the amendment away."""
    discard_amendment(actor=request.actor, decision_id=decision_id, at=request.at)
    messages.success(request, "The draft of the amendment is thrown away. The decision is as it was.")
    return redirect("decision", decision_id)


@access.any_member
def wording(request: PageRequest, decision_id: UUID, number: int) -> HttpResponse:
    """One wording as it stood, and what it changed."""
    decision = _seen(request, decision_id)
    wordings = wordings_of(decision_id)
    found = next((each for each in wordings if each.number == number), None)
    if found is None:
        raise NotVisible("There is no such wording.")
    statutes = statutes_at(request.at)
    before = wordings[number - 2] if number > 1 else None
    changes = [each for each in differences_between(before, found) if each.sort != "same"] if before else []
    clauses = clauses_in(found.words, decision)
    return render(
        request,
        "decisions/wording.html",
        {
            "decision": decision,
            "wording": found,
            "wordings": wordings,
            "before": before,
            "adopted_at_meeting": _adopted_at_meeting(decision, found),
            "shown": shown(changes, statutes),
            "clauses": [(clause, audience_words(statutes, clause.audience, clause.codes)) for clause in clauses],
        },
    )


def _meetings(request: PageRequest, decision: Decision) -> dict[str, Any]:
    """The meetings of the body since the words in force, at which it may have amended them."""
    statutes = statutes_at(request.at)
    assert decision.adopted_at is not None
    since = day_of(decision.amended_at or decision.adopted_at, statutes.time_zone)
    return {
        "meetings": [each for each in held_lately(decision.body_id) if each.day >= since],
        "may_enter_meeting": _may(request, CONVENE, decision.body.path),
        "members_now": members_to_count(decision.body, at=request.at),
        "today": day_of(request.at, statutes.time_zone),
    }


def _adopted_at_meeting(decision: Decision, wording: Wording) -> Meeting | None:
    meeting_id = decision.meeting_id if wording.number == 1 else wording.meeting_id
    return meeting_by_id(decision.body_id, meeting_id) if meeting_id else None


def _seen(request: PageRequest, decision_id: UUID) -> Decision:
    decision = decision_visible_to(person_of(request), decision_id, at=request.at)
    if decision.stage == Decision.Stage.DRAFT:
        raise NotVisible("A draft has no wordings yet.")
    return decision


def _may(request: PageRequest, permission: Any, path: str) -> bool:
    return may(person_of(request), permission, path=path, at=request.at)


def _at_the_desk(request: PageRequest, decision_id: UUID) -> Decision:
    decision = _seen(request, decision_id)
    if not _may(request, DRAFT_DECISION, decision.body.path):
        raise NotAllowed(
            f"You hold no office that may draft decisions of {decision.body.name}.", "Ask whoever leads that body."
        )
    return decision


def _as_sent(request: PageRequest, wish: str) -> AmendmentTyped:
    if wish.startswith("without-") and wish[8:].isdigit():
        return amendment_typed(request.POST, without=int(wish[8:]))
    return amendment_typed(request.POST, add=int(wish == "more"))


def _as_kept(decision: Decision) -> AmendmentTyped:
    drafted = amendment_of(decision)
    if drafted is None:
        return AmendmentTyped("", [_form_of(clause, clause.number) for clause in clauses_of(decision.pk)])
    return AmendmentTyped(drafted.because, [_form_of_draft(each) for each in clauses_drafted(drafted)])


def _form_of_draft(each: ClauseAmended) -> AmendedForm:
    form = _form_of(each.text, each.number)
    return AmendedForm(dict(form.data) | {"struck": each.struck, "keeps": each.keeps})


def _form_of(clause: Any, number: int) -> AmendedForm:
    audience, bodies = audience_of(clause)
    return AmendedForm(
        {
            "number": number, "text": clause.text, "kind": clause.kind, "audience": audience, "bodies": bodies,
            "due_on": clause.due_on.isoformat() if clause.due_on else "", "measure": clause.measure,
            "target": "" if clause.target is None else f"{clause.target:f}", "unit": clause.unit,
        }
    )  # fmt: skip


def _sheet(
    request: PageRequest,
    decision: Decision,
    typed: AmendmentTyped,
    *,
    unfit: Unfit | None = None,
    faulty: bool = False,
) -> HttpResponse:
    statutes = statutes_at(request.at)
    said: dict[str, Any] = {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {}
    in_force = set(_numbers(clauses_of(decision.pk)))
    return render(
        request,
        "decisions/amend.html",
        {
            "decision": decision,
            "typed": typed,
            "in_force": in_force,
            "choices": [
                audience_choices(statutes, decision.body.kind, form["audience"].value() or "") for form in typed.clauses
            ],
            "unfit": said,
        },
        status=422 if faulty else 200,
    )


def _numbers(clauses: Iterable[Clause]) -> list[str]:
    return [str(clause.number) for clause in clauses]
