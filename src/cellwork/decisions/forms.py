"""What people type about decisions, as plain values. Rules stand in the actions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from cellwork.decisions.actions.carrying_out import PlanLine
from cellwork.decisions.actions.drafting import ClauseText
from cellwork.decisions.actions.redrafting import ClauseAmended
from cellwork.decisions.models import Clause
from cellwork.kernel.refusals import Unfit
from cellwork.meetings.actions import Held
from cellwork.meetings.forms import HeldForm, held_typed
from cellwork.statutes.rules import Statutes
from cellwork.web import wording

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ClauseForm(forms.Form):
    """One clause of a draft."""

    text = forms.CharField(required=False, strip=True)
    kind = forms.ChoiceField(choices=[("task", "something to do"), ("statement", "something said")], required=False)
    audience = forms.CharField(required=False)
    bodies = forms.CharField(required=False)
    due_on = forms.DateField(required=False, error_messages={"invalid": "This date does not exist."})
    measure = forms.ChoiceField(choices=Clause.Measure.choices, required=False)
    target = forms.DecimalField(
        required=False, max_digits=14, decimal_places=2, error_messages={"invalid": "Write a number."}
    )
    unit = forms.CharField(required=False, strip=True)

    def clause_text(self) -> ClauseText:
        """The clause as the action takes it; call after `is_valid`."""
        typed = self.cleaned_data
        audience, codes = _audience(typed["audience"], typed["bodies"])
        return ClauseText(
            text=typed["text"],
            kind=typed["kind"] or "task",
            audience=audience,
            codes=codes,
            due_on=typed["due_on"],
            measure=typed["measure"] or "done",
            target=typed["target"],
            unit=typed["unit"],
        )


def _audience(chosen: str, bodies: str) -> tuple[str, list[str]]:
    """One list offers everybody a clause can be for: `cells`, `sector:farming`, `kind:city_committee`, `bodies`."""
    sort, _, code = chosen.partition(":")
    if sort == "sector":
        return "sectors", code.split(",") if code else []
    if sort == "kind":
        return "kinds", code.split(",") if code else []
    if sort == "bodies":
        return "bodies", [each.strip() for each in bodies.replace("\n", ",").split(",") if each.strip()]
    return "cells", []


def audience_of(clause: Clause | ClauseText) -> tuple[str, str]:
    """The two fields of the form, from a clause."""
    sort = {"sectors": "sector:", "kinds": "kind:"}.get(clause.audience)
    if sort:
        return sort + ",".join(clause.codes), ""
    return clause.audience, ", ".join(clause.codes)


def audience_choices(statutes: Statutes, kind: str, also: str = "") -> list[tuple[str, str]]:
    """Whom a body of this kind can address, in the organisation's words."""
    words = statutes.words
    choices = [("cells", f"all {words.cells}")]
    choices += [(f"sector:{each.code}", f"{words.cells} in {each.title.lower()}") for each in statutes.sectors.values()]
    level = statutes.kinds[kind].level if kind in statutes.kinds else 0
    below = [each for each in statutes.kinds.values() if each.level > level and not each.is_cell]
    choices += [(f"kind:{each.code}", f"all {each.plural.lower()}") for each in below]
    choices += [("bodies", "named bodies (by their codes)")]
    if also and also not in dict(choices):
        choices.insert(1, (also, audience_words(statutes, *_audience(also, ""))))
    return choices


def audience_words(statutes: Statutes, audience: str, codes: list[str]) -> str:
    """For whom, as a phrase."""
    cells = statutes.words.cells
    if audience == "cells":
        return f"all {cells}"
    if audience == "sectors":
        titles = [statutes.sectors[code].title.lower() if code in statutes.sectors else code for code in codes]
        return f"{cells} in {' and '.join(titles)}"
    if audience == "kinds":
        titles = [statutes.kinds[code].plural.lower() if code in statutes.kinds else code for code in codes]
        return f"all {' and '.join(titles)}"
    return f"named bodies: {', '.join(codes)}"


def beside_words(statutes: Statutes, said: Mapping[str, Any] | None) -> dict[str, str]:
    """What stands beside the text of a clause of a wording, as phrases by what they are about. Nothing for no clause."""
    if said is None:
        return {}
    task = said["kind"] == "task"
    told = {"done": "done or not", "words": "an account in words"}.get(said["measure"]) or (
        f"a number, {wording.number(Decimal(said['target'] or 0))} {said['unit']}".strip()
    )
    words = {
        "It is": "a task" if task else "a statement",
        "For": audience_words(statutes, said["audience"], said["codes"]),
    }
    return words | ({"By": wording.day(date.fromisoformat(said["due_on"])), "Told as": told} if task else {})


@dataclass(frozen=True)
class DraftTyped:
    """A whole draft as typed: valid or not, nothing of it is lost."""

    title: str
    preamble: str
    clauses: list[ClauseForm]

    @property
    def valid(self) -> bool:
        """Every field of every clause is a possible value."""
        judged = [form.is_valid() for form in self.clauses]  # all of them: each shows its own faults
        return all(judged)

    def texts(self) -> list[ClauseText]:
        """The clauses as the action takes them."""
        return [form.clause_text() for form in self.clauses]


MOST_FORMS = 60


def draft_typed(posted: Mapping[str, Any], *, add: int = 0, without: int = 0) -> DraftTyped:
    """Read a draft of any number of clauses; `add` blank ones at the end, leave out number `without`."""
    given = _count(posted.get("clauses"))
    numbers = [number for number in range(1, given + 1) if number != without]
    forms_ = [ClauseForm(_fields(posted, number), prefix=None) for number in numbers]
    blanks = [ClauseForm({"kind": "task", "audience": "cells", "measure": "done"}) for _ in range(add)]
    return DraftTyped(str(posted.get("title", "")), str(posted.get("preamble", "")), (forms_ + blanks)[:MOST_FORMS])


def _count(value: object) -> int:
    text = str(value or "")
    return min(int(text), MOST_FORMS) if text.isdigit() else 0


def _fields(posted: Mapping[str, Any], number: int) -> dict[str, Any]:
    names = ("text", "kind", "audience", "bodies", "due_on", "measure", "target", "unit")
    return {name: posted.get(f"clause-{number}-{name}", "") for name in names}


class AmendedForm(ClauseForm):
    """A clause as an amendment leaves it; `number` 0: a new one."""

    number = forms.IntegerField(required=False)
    struck = forms.BooleanField(required=False)
    keeps = forms.BooleanField(required=False)

    def amended(self) -> ClauseAmended:
        """The clause as the action takes it; call after `is_valid`."""
        typed = self.cleaned_data
        return ClauseAmended(
            text=self.clause_text(), number=typed["number"] or 0, struck=typed["struck"], keeps=typed["keeps"]
        )


@dataclass(frozen=True)
class AmendmentTyped:
    """A whole amendment as typed: valid or not, nothing of it is lost."""

    because: str
    clauses: list[AmendedForm]

    @property
    def valid(self) -> bool:
        """Every field of every clause that stays is a possible value."""
        judged = [form.is_valid() for form in self.clauses]  # all of them: each shows its own faults
        return all(judged)

    def amended(self) -> list[ClauseAmended]:
        """The clauses as the action takes them."""
        return [form.amended() for form in self.clauses]


def amendment_typed(posted: Mapping[str, Any], *, add: int = 0, without: int = 0) -> AmendmentTyped:
    """Read an amendment of any number of clauses; `add` blank ones at the end, leave out number `without`."""
    numbers = [number for number in range(1, _count(posted.get("clauses")) + 1) if number != without]
    names = ("number", "struck", "keeps")
    forms_ = [
        AmendedForm(_fields(posted, at) | {name: posted.get(f"clause-{at}-{name}", "") for name in names})
        for at in numbers
    ]
    blanks = [AmendedForm({"kind": "task", "audience": "cells", "measure": "done"}) for _ in range(add)]
    return AmendmentTyped(str(posted.get("because", "")), (forms_ + blanks)[:MOST_FORMS])


def ids_typed(texts: Sequence[str]) -> list[UUID]:
    """The marked ones; what is no id is left out."""
    return [UUID(text) for text in texts if _ID.fullmatch(text)]


class LineForm(forms.Form):
    """A line of a plan for one clause."""

    what = forms.CharField(required=False)
    who = forms.CharField(required=False)
    by_when = forms.DateField(required=False, error_messages={"invalid": "This date does not exist."})


def plan_lines(posted: Mapping[str, Any], numbers: list[int]) -> list[PlanLine]:
    """One line per clause, where something was typed. A line with an impossible date is refused by the action's caller."""
    lines = []
    for number in numbers:
        form = LineForm({name: posted.get(f"line-{number}-{name}", "") for name in ("what", "who", "by_when")})
        if form.is_valid() and any(form.cleaned_data.values()):
            typed = form.cleaned_data
            lines.append(
                PlanLine(what=typed["what"] or "as planned", who=typed["who"], by_when=typed["by_when"], clause=number)
            )
    return lines


class ProgressForm(forms.Form):
    """How far a clause is."""

    done = forms.BooleanField(required=False)
    number = forms.DecimalField(
        required=False, max_digits=14, decimal_places=2, error_messages={"invalid": "Write a number, such as 12."}
    )
    words = forms.CharField(required=False)
    obstacle = forms.CharField(required=False)
    call = forms.UUIDField(required=False, error_messages={"invalid": "Choose a body of the list."})


def meeting_typed(posted: Mapping[str, Any]) -> UUID | Held | None:
    """The meeting named in a form: one entered right there, one chosen, or none. Unfit when it cannot be read."""
    if posted.get("meeting-day") or posted.get("meeting-present"):
        return held_typed(posted, prefix="meeting-")
    return next(iter(ids_typed([str(posted.get("meeting", ""))])), None)


def about_meeting(unfit: Unfit) -> Unfit:
    """A refusal about a meeting entered in another form, with its fields called as they are called there."""
    if unfit.field in HeldForm.base_fields:
        return Unfit(unfit.sentence, unfit.remedy, field=f"meeting-{unfit.field}")
    return unfit
