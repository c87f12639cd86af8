"""What participants wrote, for those who prepare: by question, under themes, alike ones together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from cellwork.conferences.views.framing import frame
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.review.actions.gathering import give_theme, put_theme_on_the_agenda
from cellwork.review.forms import chosen
from cellwork.review.queries.gathering import LOOSE, PAGE, Gathered, alike_to, gathered, written_to
from cellwork.review.queries.seeing import conference_prepared_by
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@require_GET
@access.any_member
def written(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """The contributions to one question, all, of one theme, or those under none."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    return _page(request, conference, number)


def _page(request: PageRequest, conference: Conference, number: int, *, unfit: Unfit | None = None) -> HttpResponse:
    one = _gathered(conference, number)
    theme = request.GET.get("theme", "")
    if theme not in ("", LOOSE, *(str(line.theme.id) for line in one.themes)):
        raise NotVisible("There is no such theme.")
    found = written_to(conference, number, theme=theme, after=_after(request))
    context = {
        "one": one, "theme": theme, "found": found[:PAGE], "more": len(found) > PAGE, "alike": None, "unfit": unfit,
        "typed": request.POST.get("title", "") if unfit else "",
        "titles": _titles(one),
    }  # fmt: skip
    context |= frame(request, conference, here="agenda")
    return render(request, "review/written.html", context, status=422 if unfit else 200)


def _titles(one: Gathered) -> dict[UUID, str]:
    return {line.theme.id: line.theme.title for line in one.themes}


def _after(request: PageRequest) -> str:
    ids = chosen(request.GET, "after")
    return str(ids[0]) if ids else ""


def _gathered(conference: Conference, number: int) -> Gathered:
    found = gathered(conference.pk, number=number)
    if not found:
        raise NotVisible("This conference has no such question.")
    return found[0]


@require_GET
@access.any_member
def alike(request: PageRequest, conference_id: UUID, number: int, contribution_id: UUID) -> HttpResponse:
    """One contribution and those that say nearly the same, ready to be put under one theme."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    one = _gathered(conference, number)
    context = {
        "one": one, "theme": "", "found": alike_to(conference, number, contribution_id), "more": False,
        "alike": contribution_id, "unfit": None, "typed": "",
        "titles": _titles(one),
    }  # fmt: skip
    return render(request, "review/written.html", context | frame(request, conference, here="agenda"))


@require_POST
@access.checked_by_the_action
def theme(request: PageRequest, conference_id: UUID, number: int) -> HttpResponse:
    """What is ticked goes under a theme, a new one or one that is there, or out of all."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    title = "" if request.POST.get("out") else request.POST.get("title", "").strip() or request.POST.get("known", "")
    unfit = attempt(lambda: _give(request, conference_id, number, title))
    if unfit:
        return _page(request, conference, number, unfit=unfit)
    return redirect(f"{reverse('contributions', args=[conference_id, number])}?{urlencode({'theme': LOOSE})}")


def _give(request: PageRequest, conference_id: UUID, number: int, title: str) -> None:
    if not title and not request.POST.get("out"):
        raise Unfit("Under which theme?", "Write a title, or choose one that is there.", field="title")
    give_theme(
        actor=request.actor, conference_id=conference_id, number=number, contributions=chosen(request.POST, "contribution"),
        title=title, at=request.at,
    )  # fmt: skip
    messages.success(request, f"Under “{title}”." if title else "Under no theme any more.")


@require_POST
@access.checked_by_the_action
def on_the_agenda(request: PageRequest, conference_id: UUID, number: int, theme_id: UUID) -> HttpResponse:
    """A theme becomes a question of the conference."""
    conference = conference_prepared_by(person_of(request), conference_id, at=request.at)
    unfit = attempt(
        lambda: put_theme_on_the_agenda(
            actor=request.actor, conference_id=conference_id, theme_id=theme_id, title=request.POST.get("title", "").strip(),
            asked=request.POST.get("asked", ""), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return _page(request, conference, number, unfit=unfit)
    messages.success(request, "On the agenda. Whoever wrote under this theme is told so.")
    return redirect("conference_agenda", conference_id)
