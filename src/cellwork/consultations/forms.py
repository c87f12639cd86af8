"""What people type about pulses, as plain values. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from cellwork.consultations.actions.asking import Questions
from cellwork.kernel.refusals import Unfit
from cellwork.statutes.sections.consultations import MOST_STATEMENTS


def questions_typed(typed: Mapping[str, str]) -> Questions:
    """What is to be asked; Unfit for a day that does not exist."""
    statements = [typed.get(f"statement_{number}", "") for number in range(1, MOST_STATEMENTS + 1)]
    text = typed.get("closes_on", "").strip()
    try:
        closes_on = forms.DateField().clean(text) if text else None
    except forms.ValidationError:
        raise Unfit("This day does not exist.", "Choose a day of the calendar.", field="closes_on") from None
    return Questions(statements=statements, with_words=typed.get("with_words") == "on", closes_on=closes_on)


def steps_typed(typed: Mapping[str, str], statements: int) -> list[int | None]:
    """The step chosen for each statement; None where none was."""
    found = (typed.get(f"step_{number}", "") for number in range(1, statements + 1))
    return [int(each) if each.isascii() and each.isdigit() and len(each) == 1 else None for each in found]
