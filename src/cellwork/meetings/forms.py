"""What people type about meetings, as plain values. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from cellwork.kernel.refusals import Unfit
from cellwork.meetings.actions import Convening, Held
from cellwork.meetings.points import Resolution, is_kept

HOW, WORDS = "how-", "words-"
"""What stands before the key of a point in the names of its fields."""
_NO_SUCH_DAY = {"invalid": "This date does not exist.", "required": "On which day?"}
_NO_NUMBER = {"invalid": "Write a whole number, such as 12.", "required": "Write a number."}


class ConveningForm(forms.Form):
    """When, where, about what."""

    day = forms.DateField(error_messages=_NO_SUCH_DAY)
    place = forms.CharField(required=False, max_length=200)
    agenda = forms.CharField(required=False, max_length=10_000)


class HeldForm(ConveningForm):
    """And how it went."""

    present = forms.IntegerField(error_messages=_NO_NUMBER)
    members = forms.IntegerField(error_messages=_NO_NUMBER)
    resolved = forms.CharField(required=False, max_length=20_000)


class _FurtherForm(forms.Form):
    before = forms.DateField(required=False)


def before_asked(asked: Mapping[str, Any]) -> date | None:
    """Before which day a further page of a list begins; None for the first page, and for anything that is no day."""
    form = _FurtherForm(asked)
    return form.cleaned_data["before"] if form.is_valid() else None


def convening_typed(posted: Mapping[str, Any]) -> Convening:
    """As the action takes it; Unfit names the first field that cannot be read."""
    return Convening(**_read(ConveningForm(posted)))


def held_typed(posted: Mapping[str, Any], *, prefix: str = "") -> Held:
    """The same for a meeting that was held; `prefix` stands before each name where another form has fields of its own."""
    fields = {name: posted.get(prefix + name, "") for name in HeldForm.base_fields}
    return Held(**_read(HeldForm(fields), prefix))


def resolutions_typed(posted: Mapping[str, Any]) -> list[Resolution]:
    """What was chosen for the points of a meeting; those left open were not reached. What no page sends is left out."""
    found = []
    for name in posted:
        kind, _, point_id = name.removeprefix(HOW).partition(":")
        how = str(posted.get(name, ""))
        if name.startswith(HOW) and how and is_kept(kind) and _is_id(point_id):
            words = str(posted.get(f"{WORDS}{kind}:{point_id}", ""))
            found.append(Resolution(kind=kind, id=UUID(point_id), how=how, words=words))
    return found


def _is_id(text: str) -> bool:
    return _IdForm({"id": text}).is_valid()


class _IdForm(forms.Form):
    id = forms.UUIDField()


def _read(form: forms.Form, prefix: str = "") -> dict[str, Any]:
    if not form.is_valid():
        field, faults = next(iter(form.errors.items()))
        raise Unfit(str(faults[0]), field=prefix + field)
    return form.cleaned_data
