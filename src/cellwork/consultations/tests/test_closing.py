"""At the end only what may be told is kept, all of it at once, and whatever happens to the worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from cellwork.consultations.actions import closing
from cellwork.consultations.actions.closing import end_due
from cellwork.consultations.models import PulseEnd, PulseFigure, PulseWords, TookPart
from cellwork.consultations.tests.asking import AFTER, CALM, a_full_cast, a_pulse, answered, closed, questions
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.mixing import folder
from cellwork.kernel.models import Entry, SealedMessage
from cellwork.organisation.models import Membership
from cellwork.organisation.tests.builders import SPRING

pytestmark = pytest.mark.django_db


def told():
    return {figure.path: figure for figure in PulseFigure.objects.all()}


def written() -> dict[str, int]:
    """Rows written or deleted so far in this transaction, by table, in whatever way: temporary ones, too."""
    with connection.cursor() as cursor:
        cursor.execute("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_all_tables")
        return dict(cursor.fetchall())


def test_before_the_last_day_has_passed_nothing_is_told_to_anybody():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    answered(pulse, people[0])
    assert end_due(at=AFTER - timedelta(days=1)) == 0
    assert not PulseFigure.objects.exists() and TookPart.objects.count() == 12


def test_at_the_end_each_body_with_enough_answers_is_told_of_and_nobody_knows_who_took_part():
    cast, people = a_full_cast()
    pulse = a_pulse(cast, asked=questions(CALM, "I have enough time for it."))
    for group in people:
        answered(pulse, group[:6], 4, 1)
        answered(pulse, group[6:], 0, 1)
    closed()
    figures = told()
    assert set(figures) == {
        each.path
        for each in (
            cast.centre, cast.province, cast.city, cast.cell, cast.sibling, cast.far_province, cast.far_city, cast.far_cell,
        )
    }  # fmt: skip
    cell = figures[cast.cell.path]
    assert (cell.took_part, cell.rounded_to) == (12, 10)
    assert cell.shares == [[50, 10, 10, 10, 50], [10, 90, 10, 10, 10]]
    assert figures[cast.centre.path].took_part == 42
    assert not TookPart.objects.exists() and not SealedMessage.objects.exists()
    assert PulseEnd.objects.get().how == "closed"
    assert Entry.objects.get(fact="PulseClosed").content == {"pulse_id": str(pulse.pk), "told": 8}


def test_when_fewer_than_the_first_threshold_answered_nothing_is_opened(monkeypatch):
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    answered(pulse, people[0][:4], words="The stairs are dark.")
    monkeypatch.setattr(closing, "read", lambda *_: pytest.fail("nothing may be opened"))
    closed()
    assert PulseEnd.objects.get().how == "too few" and not told()
    assert not TookPart.objects.exists() and not SealedMessage.objects.exists()
    assert "4" not in str(Entry.objects.get(fact="PulseClosed").content["told"])


def test_between_the_thresholds_only_how_many_took_part_is_told(monkeypatch):
    cast, people = a_full_cast()
    answered(a_pulse(cast), people[0][:9])
    monkeypatch.setattr(closing, "read", lambda *_: pytest.fail("nothing may be opened"))
    closed()
    (figure,) = PulseFigure.objects.all()
    assert (figure.path, figure.took_part, figure.shares) == (cast.centre.path, 9, None)


def test_a_cell_where_too_few_answered_looks_like_one_where_nobody_did():
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    answered(pulse, people[0][:4])
    answered(pulse, people[2])
    closed()
    hidden = {cast.cell.path, cast.sibling.path, cast.city.path, cast.province.path}
    assert not hidden & set(told())
    assert told()[cast.centre.path].took_part == 20
    assert cast.far_cell.path not in told(), "four people would follow from the difference"


def test_words_stand_at_the_lowest_body_of_which_enough_took_part_apart_from_any_step():
    cast, people = a_full_cast(here=12, beside=14, far=30)
    pulse = a_pulse(cast)
    for number, group in enumerate(people):
        answered(pulse, group, 3, words=f"From group {number}.")
    closed()
    places = {(row.body_id, row.words) for row in PulseWords.objects.all()}
    assert places == {
        (cast.city.pk, "From group 0."), (cast.city.pk, "From group 1."), (cast.far_cell.pk, "From group 2."),
    }  # fmt: skip
    assert {field.name for field in PulseWords._meta.fields} == {"pk", "body_id", "id", "pulse_id", "words"}


def test_words_of_fewer_than_their_threshold_are_shown_to_nobody():
    cast, people = a_full_cast()
    answered(a_pulse(cast), people[0], words="The stairs are dark.")
    closed()
    assert told() and not PulseWords.objects.exists()


def test_an_answer_counts_where_its_cell_stands_at_the_end():
    """Who answers and moves on has answered in the cell they were in; a cell that left the branch counts at the top alone."""
    cast, people = a_full_cast()
    pulse = a_pulse(cast, by=cast.province, person=cast.province_chair)
    answered(pulse, people[0])
    answered(pulse, people[1])
    with unguarded("a test world"):
        type(cast.cell).objects.filter(pk=cast.sibling.pk).update(
            parent=cast.far_city, path=cast.far_city.path + "0009"
        )
        Membership.objects.filter(body=cast.cell).update(until=SPRING.date())
    closed()
    assert {path: figure.took_part for path, figure in told().items()} == {cast.province.path: 26}, (
        "12 stayed and 14 are elsewhere: neither group is told of alone"
    )


def test_no_single_answer_is_written_down_on_the_way(django_assert_max_num_queries):
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    for group in people:
        answered(pulse, group, words="The stairs are dark.")
    before = written()
    with django_assert_max_num_queries(40):
        closed()
    assert {table for table, rows in written().items() if rows != before.get(table)} == {
        "consultations_pulsefigure", "consultations_pulsewords", "consultations_pulseend", "consultations_tookpart",
        "kernel_sealedmessage", "kernel_mixinground", "kernel_entry", "kernel_unsealed",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before the commit", "after the commit, before the key is destroyed"])
def test_the_worker_killed_at_the_end_leaves_nothing_half_done(moment):
    cast, people = a_full_cast()
    pulse = a_pulse(cast)
    answered(pulse, people[0])
    assert _close_and_be_killed(moment) == -signal.SIGKILL
    if moment.startswith("before"):
        assert not told() and TookPart.objects.count() == SealedMessage.objects.count() == 12
        assert len(list(folder().glob("pulse_*"))) == 1, "the key is not lost before the commit"
    from cellwork.kernel.mixing import keep_boxes_ready

    keep_boxes_ready()
    closed()
    assert told()[cast.centre.path].took_part == 12 and PulseEnd.objects.count() == 1
    keep_boxes_ready()
    assert not list(folder().glob("pulse_*")) and not SealedMessage.objects.exists()


def _close_and_be_killed(moment: str) -> int:
    killed = "os.kill(os.getpid(), signal.SIGKILL)"
    when = "mixing.destroy_keys_without_a_round" if moment.startswith("after") else "closing.PulseClosed"
    text = textwrap.dedent(f"""
        import os, signal, sys
        import django
        django.setup()
        from django.conf import settings as s
        s.HOME = {str(settings.HOME)!r}
        from django.db import connections
        connections["default"].settings_dict["NAME"] = {connection.settings_dict["NAME"]!r}
        from cellwork.kernel import mixing
        from cellwork.consultations.actions import closing
        {when} = lambda *_, **__: {killed}
        from datetime import datetime
        closing.end_due(at=datetime.fromisoformat({AFTER.isoformat()!r}))
    """)
    told = {"DJANGO_SETTINGS_MODULE": "cellwork.config.settings", "CELLWORK_AS_OWNER": "1"}
    return subprocess.run([sys.executable, "-c", text], env=os.environ | told, check=False).returncode
