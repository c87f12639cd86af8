"""What people type about bodies. Rules stand in the actions."""

from __future__ import annotations

from django import forms

from cellwork.organisation.actions.reorganising import NewBody
from cellwork.statutes.rules import Kind, Statutes

LONGEST = 300


def _by_name_or_code(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        error_messages={"required": "Write a name or a code."},
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class FoundBody(forms.Form):
    """A new body."""

    kind = forms.ChoiceField(label="It is a")
    name = forms.CharField(label="Name", max_length=LONGEST)
    code = forms.CharField(
        label="Code", max_length=100, help_text="Unique in the whole organisation. This one is free."
    )
    sector = forms.ChoiceField(label="Sector", required=False)
    place = forms.CharField(label="Place", required=False, max_length=LONGEST)
    production_site = forms.BooleanField(label="It is at a production site", required=False)

    def for_kinds(self, kinds: tuple[Kind, ...], statutes: Statutes) -> FoundBody:
        """Offer what the statutes allow here."""
        self.fields["kind"].choices = [(kind.code, kind.title) for kind in kinds]  # type: ignore[attr-defined]
        sectors = [(sector.code, sector.title) for sector in statutes.sectors.values()]
        self.fields["sector"].choices = [("", "none"), *sectors]  # type: ignore[attr-defined]
        if not sectors:
            del self.fields["sector"]
        return self

    def new_body(self) -> NewBody:
        """As the action takes it; call after `is_valid`."""
        typed = self.cleaned_data
        return NewBody(
            code=typed["code"],
            name=typed["name"],
            kind=typed["kind"],
            sector=typed.get("sector", ""),
            place=typed["place"],
            production_site=typed["production_site"],
        )


class Rename(forms.Form):
    """Another name."""

    name = forms.CharField(label="New name", max_length=LONGEST, error_messages={"required": "Write the new name."})


class ChooseAbove(forms.Form):
    """The body it will stand under, by name or code."""

    to = _by_name_or_code("Name or code of the body above it")


class ChooseCell(forms.Form):
    """Where those in and around a cell go, by name or code."""

    to = _by_name_or_code("Where its people go: name or code")


Choose = ChooseAbove | ChooseCell


class Dissolve(forms.Form):
    """Why a body is dissolved."""

    because = forms.CharField(
        label="Why",
        max_length=1000,
        help_text="One or two sentences. Everybody for whom it was something can read them.",
        widget=forms.Textarea({"rows": 3}),
    )


class Day(forms.Form):
    """A past day."""

    day = forms.DateField(
        label="Day",
        error_messages={"invalid": "This date does not exist.", "required": "Choose a day."},
        widget=forms.DateInput({"type": "date", "class": "is-date"}, format="%Y-%m-%d"),
    )
