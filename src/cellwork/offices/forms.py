"""What people type about terms of office and persons. Rules stand in the actions."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from django import forms

from cellwork.kernel.clock import day_of, start_of
from cellwork.kernel.refusals import Unfit
from cellwork.offices.models import Term
from cellwork.offices.queries import Post
from cellwork.organisation.actions.taking_up import NewPerson
from cellwork.statutes.rules import Statutes

_DAY = {"type": "date", "class": "is-date"}
_NO_SUCH_DAY = {"invalid": "This date does not exist."}

# Fixed words, since nothing is written about a person that the person cannot read and answer.
REASONS = [
    ("the term has run its course", "the term has run its course"),
    ("another was elected or appointed", "another was elected or appointed"),
    ("at their own wish", "at their own wish"),
    ("another task was given to them", "another task was given to them"),
    ("they have moved away", "they have moved away"),
    ("recalled by those who may", "recalled by those who may"),
    ("death", "death"),
    ("entered by mistake", "entered by mistake"),
]


def _day_field(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(_DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, error_messages=_NO_SUCH_DAY, widget=widget)


class BeginTerm(forms.Form):
    """Who holds a seat, from when to when, and how."""

    number = forms.CharField(
        label="Person, by number",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "list": "candidates"}),
    )
    since = _day_field("From")
    until = _day_field("Until", required=False)
    standing = forms.ChoiceField(
        label="How",
        choices=[(Term.Standing.HELD, "elected or appointed"), (Term.Standing.ACTING, "for the time being")],
    )


class EndTerm(forms.Form):
    """When a term ends and why."""

    until = _day_field("It ends on")
    because = forms.ChoiceField(label="Why", choices=[("", "choose"), *REASONS])


class CallOffTerm(forms.Form):
    """Why a term does not begin."""

    because = forms.ChoiceField(label="Why", choices=[("", "choose"), *REASONS[1:]])


class Look(forms.Form):
    """Why somebody from above looks at a person."""

    reason = forms.CharField(
        label="Why do you look?",
        max_length=500,
        help_text="One sentence. The person reads it, with your name and office.",
        widget=forms.Textarea({"rows": 3}),
    )


class LookByNumber(Look):
    """The same, for whoever knows the number."""

    field_order = ["number", "reason"]
    number = forms.CharField(label="Person, by number", max_length=200, widget=forms.TextInput({"autocomplete": "off"}))


class AskForTransfer(forms.Form):
    """To which cell, and why."""

    to = forms.CharField(
        label="Code of the other cell",
        max_length=100,
        help_text="It stands on that cell's page; its secretary knows it.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        help_text="Both secretaries read it, and the member.",
        widget=forms.Textarea({"rows": 3}),
    )


class RefuseTransfer(forms.Form):
    """Why not."""

    because = forms.CharField(
        label="Your reasons",
        max_length=1000,
        help_text="The member reads them.",
        error_messages={"required": "A refusal needs its reasons."},
        widget=forms.Textarea({"rows": 3}),
    )


class TakeUp(forms.Form):
    """Somebody on their first day."""

    number = forms.CharField(
        label="Number",
        max_length=100,
        help_text="The organisation's own number for them; it means one person for ever.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    given_name = forms.CharField(label="Given name", max_length=200)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    standing = forms.ChoiceField(
        label="They are",
        choices=[
            ("member", "a member"),
            ("candidate", "a candidate"),
            ("around", "around the cell, and heard"),
        ],
    )

    def new_person(self) -> NewPerson:
        """As the action takes it; call after `is_valid`."""
        typed = self.cleaned_data
        return NewPerson(
            number=typed["number"],
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            standing=typed["standing"],
        )


def begin_form(post: Post, statutes: Statutes, *, at: datetime) -> BeginTerm | None:
    """A form for the next term in a seat, filled in as the statutes say; None while a term there has no end."""
    free = post.free_from(at)
    if free is None:
        return None
    since = day_of(free, statutes.time_zone)
    months = statutes.offices[post.office].term_months
    dates = {"since": since, "until": months_after(since, months) if months else None}
    return BeginTerm(initial=dates, auto_id=f"{post.office}-{post.seat}-%s")


def months_after(day: date, months: int) -> date:
    """The same day of the month so many calendar months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def moment_of(day: date, time_zone: str, *, at: datetime) -> datetime:
    """When something dated to a day begins: this moment if it is today, else as the day begins."""
    return at if day == day_of(at, time_zone) else start_of(day, time_zone)


def told(form: forms.Form, unfit: Unfit | None, names: dict[str, str] | None = None) -> None:
    """Put a refusal beside the field it is about; one about no field of the form stands above it."""
    if unfit:
        field = (names or {}).get(unfit.field, unfit.field)
        form.add_error(field if field in form.fields else None, f"{unfit.sentence} {unfit.remedy}".strip())
