"""What the register gives to the desk where voices are answered: what an answer can point at, and what came of a voice."""

from __future__ import annotations

from textwrap import shorten
from uuid import UUID

from django.db.models import Q

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import RAISE
from cellwork.shortcomings.queries.seeing import Sight, sight_at
from cellwork.shortcomings.states import OPEN, Source
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules
from cellwork.voices.queries.linking import LONGEST_TITLE, AtDesk, CameOf, Linked, Page, Thing

KIND = "shortcoming"
MOST = 200


def shortcomings_at_desk(desk: AtDesk) -> Linked:
    """Open shortcomings and matters of the body whose words the person reads; what was raised from the voice, for whoever
    sees it; and where to raise one, for whoever may. Three queries.
    """
    statutes = statutes_at(desk.at)
    sight = sight_at(desk.person_id, today=day_of(desk.at, statutes.time_zone), at=desk.at)
    found = list(Shortcoming.objects.filter(_wanted(desk)).order_by("-raised_at", "-id")[:MOST])
    things = {each.id: _thing(each, desk) for each in found if _offered(each, desk, sight)}
    causes = statutes.part(ShortcomingRules).causes
    titles = {code: cause.title for code, cause in causes.items()}
    came = [_came(each, sight, titles, things) for each in found if _came_here(each, desk, sight)]
    if not desk.body.lives or not may(desk.person_id, RAISE, path=desk.body.path, at=desk.at):
        return Linked(things=list(things.values()), came=came)
    return Linked(things=list(things.values()), came=came, begin="Raise a shortcoming from this", begin_at=_form(desk))


def _wanted(desk: AtDesk) -> Q:
    wanted = Q(body_id=desk.body.pk, state__in=[state.value for state in OPEN])
    return wanted | Q(source=Source.VOICE, origin_id=desk.voice_id) if desk.voice_id else wanted


def _offered(one: Shortcoming, desk: AtDesk, sight: Sight) -> bool:
    return one.body_id == desk.body.pk and one.state in OPEN and sight.reads(one)


def _came_here(one: Shortcoming, desk: AtDesk, sight: Sight) -> bool:
    is_from_it = desk.voice_id is not None and one.origin_id == desk.voice_id and one.source == Source.VOICE
    return is_from_it and (sight.reads(one) or sight.sees(one.path))


def _thing(one: Shortcoming, desk: AtDesk) -> Thing:
    heading = f"Matters of {desk.body.name}" if one.gathers else f"Open shortcomings of {desk.body.name}"
    label = shorten(one.what, LONGEST_TITLE, placeholder=" …")
    return Thing(kind=KIND, id=one.id, title=label, label=label, heading=heading)


def _came(one: Shortcoming, sight: Sight, titles: dict[str, str], things: dict[UUID, Thing]) -> CameOf:
    title = one.what if sight.reads(one) else titles.get(one.cause, one.cause)
    return CameOf(
        said="A shortcoming was raised from this:",
        title=shorten(title, LONGEST_TITLE, placeholder=" …"),
        page=Page(name="shortcoming", args=(one.body_id, one.id)),
        key=things[one.id].key if one.id in things else "",
    )


def _form(desk: AtDesk) -> Page | None:
    if desk.voice_id is None:
        return None
    return Page(name="raise_shortcoming", args=(desk.body.pk,), query=f"?voice={desk.voice_id}&cell={desk.cell_id}")
