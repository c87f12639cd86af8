"""What others do on the page of a shortcoming: check, reopen, judge, help, give time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from cellwork.shortcomings.actions.checking import close_checked, give_more_time, judge_explanation, reopen
from cellwork.shortcomings.actions.helping import give_help, offer_help
from cellwork.shortcomings.forms import day_typed
from cellwork.shortcomings.views.single import answer
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@require_POST
@access.checked_by_the_action
def close(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """It is so: corrected."""
    words = request.POST.get("words", "")
    unfit = attempt(
        lambda: close_checked(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id, words=words, at=request.at
        )
    )
    return answer(request, body_id, shortcoming_id, unfit, "Checked and closed. It stays in the register.")


@require_POST
@access.checked_by_the_action
def open_again(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """Not yet, or not any more."""
    unfit = attempt(
        lambda: reopen(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id,
            because=request.POST.get("because", ""), due_on=day_typed(request.POST, "due_on"), at=request.at,
        )
    )  # fmt: skip
    return answer(request, body_id, shortcoming_id, unfit, "It is open again, with a new day.")


@require_POST
@access.checked_by_the_action
def judge(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """The explanation does, or does not."""
    accepted = request.POST.get("accepted") == "yes"
    unfit = attempt(
        lambda: judge_explanation(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id, accepted=accepted,
            words=request.POST.get("words", ""), at=request.at,
        )
    )  # fmt: skip
    done = "Accepted: it was not so." if accepted else "Answered. It is open again."
    return answer(request, body_id, shortcoming_id, unfit, done)


@require_POST
@access.checked_by_the_action
def more_time(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """A later day."""
    unfit = attempt(
        lambda: give_more_time(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id,
            due_on=day_typed(request.POST, "later"), because=request.POST.get("why_later", ""), at=request.at,
        )
    )  # fmt: skip
    return answer(request, body_id, shortcoming_id, unfit, "There is more time now, with your reason.")


@require_POST
@access.checked_by_the_action
def give(request: PageRequest, body_id: UUID, shortcoming_id: UUID, help_id: UUID) -> HttpResponse:
    """A call for help is answered."""
    unfit = attempt(
        lambda: give_help(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id, help_id=help_id,
            text=request.POST.get("given", ""), at=request.at,
        )
    )  # fmt: skip
    return answer(request, body_id, shortcoming_id, unfit, "Your answer is there.")


@require_POST
@access.checked_by_the_action
def offer(request: PageRequest, body_id: UUID, shortcoming_id: UUID) -> HttpResponse:
    """Help is offered unasked."""
    unfit = attempt(
        lambda: offer_help(
            actor=request.actor, body_id=body_id, shortcoming_id=shortcoming_id, text=request.POST.get("offer", ""),
            at=request.at,
        )
    )  # fmt: skip
    return answer(request, body_id, shortcoming_id, unfit, "Your offer is there.")
