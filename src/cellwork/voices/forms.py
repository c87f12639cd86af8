"""What bodies type about voices, as plain values. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django import forms

from cellwork.kernel.refusals import Unfit
from cellwork.voices.actions.answering import PointsAt, Reply
from cellwork.voices.actions.desk import VoiceKey
from cellwork.voices.queries.desk import BEGINNING, Place
from cellwork.voices.queries.linking import Thing


def keys_of(chosen: Iterable[str]) -> list[VoiceKey]:
    """The voices ticked on a page, each as "cell:voice"; what no page sends is left out."""
    found = (each.partition(":") for each in chosen)
    return [VoiceKey(UUID(cell), UUID(voice)) for cell, _, voice in found if _is_id(cell) and _is_id(voice)]


def reply_of(typed: Mapping[str, str], points_at: PointsAt | None) -> Reply:
    """The answer as typed; Unfit for a day that does not exist."""
    return Reply(
        kind=typed.get("kind", ""), words=typed.get("words", ""), by_date=day_typed(typed, "by_date"),
        points_at=points_at, published=typed.get("published") == "on", title=typed.get("title", ""),
    )  # fmt: skip


def pointed_at(typed: Mapping[str, str], offered: Iterable[tuple[str, Iterable[Thing]]]) -> PointsAt | None:
    """What was chosen among the things offered, or None; Unfit for what is offered no more."""
    chosen = typed.get("link", "")
    if not chosen:
        return None
    for thing in (thing for _, things in offered for thing in things):
        if thing.key == chosen:
            return PointsAt(kind=thing.kind, id=thing.id, title=thing.title, clause=thing.clause)
    raise Unfit("The answer cannot point there any more.", "Choose something else, or nothing.", field="link")


def day_typed(typed: Mapping[str, str], name: str) -> date | None:
    """A day, or None when nothing was typed; Unfit for one that does not exist."""
    text = typed.get(name, "").strip()
    if not text:
        return None
    try:
        day: date = forms.DateField().clean(text)
    except forms.ValidationError:
        raise Unfit("This day does not exist.", "Choose a day of the calendar.", field=name) from None
    return day


def place_asked(asked: str) -> Place:
    """After which place in the list of a desk a page begins; the beginning for whatever is no place."""
    form = _PlaceForm(dict(zip(("rests", "first_day", "leader", "place", "id"), asked.split("."), strict=False)))
    return Place(**form.cleaned_data | {"rests": asked.startswith("1")}) if form.is_valid() else BEGINNING


class _PlaceForm(forms.Form):
    first_day = forms.DateField(input_formats=["%Y-%m-%d"])
    leader = forms.UUIDField()
    place = forms.DateField(input_formats=["%Y-%m-%d"])
    id = forms.UUIDField()


def id_typed(typed: Mapping[str, str], name: str, missing: str) -> UUID:
    """An id that a page offered; Unfit with the sentence when there is none."""
    text = typed.get(name, "")
    if not _is_id(text):
        raise Unfit(missing, "Choose one of those offered.", field=name)
    return UUID(text)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
