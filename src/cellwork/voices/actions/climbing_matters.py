"""A matter that nobody dealt with by its day stands on the agenda of the body above, as voices climb: by the dates alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.organisation.paths import WIDTH
from cellwork.organisation.queries import body_at, body_by_id, hold_hierarchy_still, top_body
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules, VoiceTerms
from cellwork.voices.actions.desk import step_all
from cellwork.voices.actions.matters import locked_behind, on_agenda
from cellwork.voices.facts import MatterClimbed
from cellwork.voices.models import Gathered, Matter
from cellwork.voices.standing import levels_up
from cellwork.voices.states import What

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

AT_ONCE = 200


def climb_matters(*, at: datetime) -> int:
    """Open matters whose day, and the days they may be late, have passed. Run by the worker; returns how many climbed.

    The clock's own act; AT_ONCE at most, each by itself: they are few by nature. At the top nothing is higher: there a matter
    stays, very late.
    """
    statutes = statutes_at(at)
    terms = statutes.part(VoiceRules).terms
    today = day_of(at, statutes.time_zone)
    due = _due(today - timedelta(days=terms.late_days))
    if not due.exists():
        return 0
    with transaction.atomic():
        hold_hierarchy_still()
        # Whoever waited here reads anew: what was dealt with meanwhile is not due any more.
        climbing = list(due.select_for_update().order_by("body_id", "id")[:AT_ONCE])
        if not climbing:
            return 0
        with acting(Actor(person_id=None, via="the clock"), at=at) as act:
            for matter in climbing:
                _climb(act, matter, terms=terms, today=today)
    return len(climbing)


def _due(before: date) -> QuerySet[Matter]:
    top = top_body()
    found = Matter.objects.filter(ended_on__isnull=True, answer_by__lt=before)
    return found.exclude(body_id=top.pk) if top else found.none()


def _climb(act: Act, matter: Matter, *, terms: VoiceTerms, today: date) -> None:
    act.use(UsedPower("deadline", matter.body_id))
    here = body_by_id(matter.body_id)
    levels = levels_up(matter.answer_by, path=here.path, today=today, terms=terms)
    above = body_at(here.path[: len(here.path) - WIDTH * levels])
    assert above is not None, "whoever stands above a body is there"
    _lay(act, matter, above, levels=levels, terms=terms, today=today)


def _lay(act: Act, matter: Matter, above: Body, *, levels: int, terms: VoiceTerms, today: date) -> None:
    """A matter of the same voices that stands there already is enough: it has the earlier of the two days."""
    voices = locked_behind(matter)
    there = on_agenda(act, above.pk, voices, matter.likeness_id, title=matter.title, why=matter.why)
    term = timedelta(days=levels * (terms.answer_days + terms.late_days + 1))
    Matter.objects.filter(body_id=there.body_id, id=there.id).update(
        from_id=matter.body_id, words=matter.words, climbed=matter.climbed + levels,
        answer_by=min(there.answer_by, matter.answer_by + term),
    )  # fmt: skip
    gathered = list(Gathered.objects.filter(matter_id=matter.id))
    for each in gathered:
        each.matter_id = there.id
    Gathered.objects.bulk_create(gathered, ignore_conflicts=True)
    outcome = f"Nobody dealt with it by its day: it stands on the agenda of {above.name} now."
    Matter.objects.filter(body_id=matter.body_id, id=matter.id).update(ended_on=today, outcome=outcome)
    step_all(
        voices, What.ON_THE_AGENDA, on=today, words="Nobody had dealt with it by its day.", from_id=matter.body_id,
        to_id=above.pk,
    )  # fmt: skip
    act.record(MatterClimbed(body_id=matter.body_id, matter_id=matter.id, to_id=above.pk))
