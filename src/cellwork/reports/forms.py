"""What people type about reports, as plain values. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from cellwork.reports.actions.filing import MOST_SECONDS
from cellwork.reports.layout import Given
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import ReportQuestion

MOST_EXTRA = 5
"""Questions on the form of an extra question."""

FORMS: Sequence[tuple[str, str]] = (
    (Answer.NUMBER.value, "a number"),
    (Answer.SHARE.value, "so many of so many"),
    (Answer.CHOICE.value, "one of several answers"),
    (Answer.WORDS.value, "words"),
)


def answers_typed(questions: Sequence[ReportQuestion], posted: QueryDict) -> dict[str, Given]:
    """Each question's field as it was typed; a share has two, a question that was not on the form is absent."""
    typed: dict[str, Given] = {}
    for question in questions:
        if question.form is Answer.SHARE and f"{question.code}-of" in posted:
            typed[question.code] = [str(posted.get(question.code, "")), str(posted[f"{question.code}-of"])]
        elif question.code in posted:
            typed[question.code] = str(posted[question.code])
    return typed


def seconds_typed(posted: QueryDict) -> int | None:
    """Seconds somebody worked at the form, counted by the page; None where no script ran."""
    text = posted.get("seconds", "")
    return min(int(text), MOST_SECONDS) if text.isdecimal() else None


class ExtraForm(forms.Form):
    """The frame of an extra question."""

    title = forms.CharField(required=False, strip=True, max_length=120)
    because = forms.CharField(required=False, strip=True, max_length=1000)
    due_on = forms.DateField(required=False, error_messages={"invalid": "This date does not exist."})


def questions_typed(posted: Mapping[str, Any]) -> list[ReportQuestion]:
    """The questions of an extra one; lines without a title are left out."""
    found = []
    for number in range(1, MOST_EXTRA + 1):
        title = str(posted.get(f"question-{number}-title", "")).strip()
        form = str(posted.get(f"question-{number}-form", ""))
        if title and form in dict(FORMS):
            found.append(
                ReportQuestion(
                    code="",
                    title=title[:200],
                    form=Answer(form),
                    options=_options(posted, number) if form == Answer.CHOICE else (),
                    unit=str(posted.get(f"question-{number}-unit", "")).strip()[:40],
                    required=posted.get(f"question-{number}-required") == "on",
                )
            )
    return found


def _options(posted: Mapping[str, Any], number: int) -> tuple[str, ...]:
    lines = str(posted.get(f"question-{number}-options", "")).replace(",", "\n").splitlines()
    return tuple(dict.fromkeys(line.strip()[:80] for line in lines if line.strip()))[:12]


def kinds_to_ask(statutes: Statutes, kind: str) -> list[tuple[str, str]]:
    """The kinds of bodies below one of this kind, the lowest first."""
    level = statutes.kinds[kind].level if kind in statutes.kinds else 0
    below = sorted((each for each in statutes.kinds.values() if each.level > level), key=lambda each: -each.level)
    return [(each.code, each.plural) for each in below]
