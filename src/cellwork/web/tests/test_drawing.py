"""Bars and lines show what they count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django import forms
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cellwork.people.tests.builders import PASSWORD, an_account
from cellwork.web.drawing import BAR, drawn, highest, laid_end_to_end, share, summary_of

DAY = date(2026, 11, 24)


def test_a_bar_is_as_long_as_its_share_and_never_invisible() -> None:
    assert share(1, 2) == BAR / 2
    assert share(0, 2) == share(None, 2) == share(1, 0) == 0
    assert share(1, 10**9) > 0
    assert share(3, 2) == BAR


@given(st.lists(st.integers(0, 10**6), max_size=9), st.integers(0, 10**6))
def test_parts_follow_each_other_and_stay_inside_the_bar(values: list[int], whole: int) -> None:
    laid = laid_end_to_end([{"key": str(place), "value": value} for place, value in enumerate(values)], whole)
    end = 0.0
    for part in laid:
        assert part.start == pytest.approx(end, abs=0.11)
        end = part.start + part.width
    assert end <= BAR + 0.1


def test_days_without_a_figure_leave_their_room() -> None:
    points = [(DAY, 0), (DAY + timedelta(1), 5), (DAY + timedelta(10), 10)]
    assert highest(points) == 10
    assert drawn(points, 10, 1000, 102) == "0.0,101.0 100.0,51.0 1000.0,1.0"
    assert drawn(points[:1], 10, 1000, 102) == "0.0,101.0 1000.0,101.0"


def test_every_mistake_of_a_form_is_listed_with_its_field() -> None:
    class Plan(forms.Form):
        plan = forms.CharField(label="Your plan")

    form = Plan({})
    form.add_error(None, "The decision was withdrawn.")
    assert summary_of(form) == [("", "The decision was withdrawn."), ("id_plan", "Your plan: This field is required.")]


@pytest.mark.django_db
def test_the_pattern_page_shows_every_component_in_every_state(client: Client) -> None:
    an_account(operator=True, name="keeper")
    client.post("/sign-in/", {"username": "keeper", "password": PASSWORD})
    page = client.get("/patterns/").content.decode()
    for part in (
        "received",
        "sent back",
        "overdue",
        "12 days late",
        "Nothing waits on you.",
        "Please mend this first",
        "polyline",
    ):
        assert part in page


def test_a_field_is_bound_to_its_hint_and_its_error() -> None:
    page = _field()
    assert 'aria-describedby="id_plan_helptext id_plan_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<label for="id_plan">' in page


def _field() -> str:
    from django.template import engines

    source = '{% from "ui/field.html" import textarea %}{{ textarea("plan", "Plan", hint="Short.", error="Missing.") }}'
    return engines["jinja2"].from_string(source).render()
