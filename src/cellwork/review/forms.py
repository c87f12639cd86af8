"""What people type about reviews, as plain values. Rules stand in the actions."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import QueryDict


class SinceForm(forms.Form):
    """From which day on."""

    since = forms.DateField(error_messages={"invalid": "This date does not exist.", "required": "Choose a day."})


def chosen(posted: QueryDict, name: str) -> list[UUID]:
    """The ids that were ticked; what is no id is passed over."""
    return [found for text in posted.getlist(name) if (found := _id(text)) is not None]


def _id(text: str) -> UUID | None:
    compact = text.replace("-", "")
    good = len(compact) == 32 and all(letter in "0123456789abcdef" for letter in compact.lower())  # noqa: PLR2004 -- of a UUID
    return UUID(compact) if good else None
