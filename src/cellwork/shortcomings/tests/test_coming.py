"""What comes of reports and voices, and what those who spoke hear of it."""

from uuid import uuid4

import pytest

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.worker import do_all_due
from cellwork.organisation.tests.builders import acting_as
from cellwork.reports.models import Asking, Report
from cellwork.shortcomings.actions.checking import close_checked
from cellwork.shortcomings.actions.coming import take_from_report
from cellwork.shortcomings.actions.detecting import detect
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.queries.wording import why
from cellwork.shortcomings.tests.builders import a_cast, corrected, later, raised
from cellwork.statutes.queries import statutes_at
from cellwork.voices.models import Answer

pytestmark = pytest.mark.django_db

CONTRADICTION = """
[detectors.contradiction]
kind = "contradiction"
title = "A report and the figures differ"
bodies = "cell"
days = 30
"""


def question(code, title, form="number", filled_by="", about=""):
    return {
        "code": code, "title": title, "form": form, "options": [], "unit": "", "required": False, "filled_by": filled_by,
        "about": about, "over_time": "sum", "for_all_above": False,
    }  # fmt: skip


def an_asking(cast):
    with unguarded("a test world"):
        return Asking.objects.create(
            template="monthly", title="Monthly report", body_id=cast.centre.pk, kinds=["cell"], every="month",
            starts_on=later(-30).date(), ends_on=later(-1).date(), due_on=later(4).date(), width=10, minutes=5,
            asked_at=later(-1),
            questions=[
                question("members", "How many members?", filled_by="members"),
                question("fell_short", "What fell short?", "words", about="shortcoming"),
            ],
        )  # fmt: skip


def a_report(cast, asking, *, told, known):
    with unguarded("a test world"):
        return Report.objects.create(
            asking_id=asking.pk, body_id=cast.cell.pk, path=cast.cell.path, state="sent", due_at=later(4), sent_at=later(1),
            answers=told, known=known, slots=[1, 1],
        )  # fmt: skip


def take(cast, asking, told):
    return take_from_report(body_id=cast.cell.pk, asking_id=asking.pk, told=told, at=later(1))


def test_what_a_report_says_about_shortcomings_stands_in_the_register_once_however_often_it_is_sent():
    cast = a_cast()
    asking = an_asking(cast)
    assert take(cast, asking, {"fell_short": "Two evenings fell out."}) == 1
    assert take(cast, asking, {"fell_short": "Two evenings fell out, then three."}) == 0
    one = Shortcoming.objects.get()
    assert (one.source, one.what, one.cause_words) == ("report", "Two evenings fell out.", "What fell short?")
    assert (one.owner_id, one.turn_id, one.owner_office) == (cast.cell.pk, cast.cell.pk, "secretary")


def test_nothing_fell_short_is_no_shortcoming():
    cast = a_cast()
    assert take(cast, an_asking(cast), {"fell_short": " None. "}) == 0
    assert not Shortcoming.objects.exists()


def test_a_report_that_differs_from_what_the_house_counted_is_found_and_stays_until_it_is_set_right():
    cast = a_cast(CONTRADICTION)
    asking = an_asking(cast)
    report = a_report(cast, asking, told={"members": "12"}, known={"members": "9"})
    (looked,) = detect(at=later(2), only="contradiction")
    assert looked.found == 1
    one = Shortcoming.objects.get()
    assert why(one, statutes_at(later(2))) == "“How many members?”: the report says 12, the house counts 9."
    assert detect(at=later(60), only="contradiction")[0].gone == 0
    with unguarded("a test world"):
        Report.objects.filter(pk=report.pk).update(answers={"members": "9"})
    assert detect(at=later(61), only="contradiction")[0].gone == 1


def test_a_report_that_agrees_with_the_figures_is_no_finding():
    cast = a_cast(CONTRADICTION)
    a_report(cast, an_asking(cast), told={"members": "9"}, known={"members": "9"})
    assert detect(at=later(2), only="contradiction")[0].found == 0


def test_whoever_spoke_hears_when_what_the_answer_points_at_moves():
    cast = a_cast()
    one, other = raised(cast), raised(cast, cause="habit")
    with unguarded("a test world"):
        Answer.objects.create(
            body_id=cast.cell.pk, voice_id=uuid4(), number=1, by_id=cast.cell.pk, kind="done", words="We mend it.",
            answered_at=later(1), answered_by="", link_kind="shortcoming", link_id=one.id, link_title="Cold",
        )  # fmt: skip
    corrected(cast, one)
    corrected(cast, other)
    close_checked(actor=acting_as(cast.city_chair), body_id=one.body_id, shortcoming_id=one.id, at=later(6))
    do_all_due()
    told = Entry.objects.filter(fact="AuthorsTold", content__thing_id=str(one.id))
    assert told.count() == Entry.objects.filter(fact="AuthorsTold").count() == 2
