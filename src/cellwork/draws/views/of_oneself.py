"""What a member says of themselves: one page, its owner's alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cellwork.people.actions import say_of_self
from cellwork.people.queries import person_by_id, said_of_self
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.draws import DrawRules
from cellwork.web.access import PageRequest, any_member, person_of

NOTHING = "nothing"


@any_member
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("sex")
def about_me(request: PageRequest) -> HttpResponse:
    """Say it, change it, or take it back."""
    if request.method == "POST":
        chosen, choices = request.POST.get("sex", NOTHING), statutes_at(request.at).part(DrawRules).sexes
        say_of_self(actor=request.actor, sex="" if chosen == NOTHING else chosen, choices=choices, at=request.at)
        messages.success(request, "Nothing is kept." if chosen == NOTHING else "It is kept, for you alone to see.")
        return redirect("about_me")
    return render(request, "draws/of_oneself.html", _told(request))


def _told(request: PageRequest) -> dict[str, object]:
    rules = statutes_at(request.at).part(DrawRules)
    person, said = person_by_id(person_of(request)), said_of_self(person_of(request))
    band = rules.band_of(person.born_on if person else None, on=request.at.date())
    return {
        "words": statutes_at(request.at).words,
        "options": [*((sex.code, sex.title) for sex in rules.sexes.values()), (NOTHING, "I do not say")],
        "chosen": said.sex if said and said.sex in rules.sexes else NOTHING,
        "said": said,
        "band": next((each.title for each in rules.age_bands if each.code == band), ""),
        "least_alike": rules.numbers.least_alike,
    }
