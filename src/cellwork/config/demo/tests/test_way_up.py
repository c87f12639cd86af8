"""What comes up in the demo: reports, voices and shortcomings, as acts would have left them, and something to do for everybody."""

from __future__ import annotations

import pytest

from cellwork.config.demo.building import World, poster_path
from cellwork.config.demo.heard import NEAR_THRESHOLD, UNKNOWN_BEHIND
from cellwork.config.demo.mended import CAUSE_OF_THE_PATTERN
from cellwork.config.demo.tests.asking import AT, none, number, rows
from cellwork.config.demo.world import body_id_of, leading_cell
from cellwork.home.queries import Desk, desks_of
from cellwork.organisation.queries import body_by_id
from cellwork.reports.actions.checking import checked
from cellwork.reports.folding import fold
from cellwork.reports.layout import read_row, row_of
from cellwork.reports.models import Asking, Report
from cellwork.reports.queries.rolling import recounted, sums_now
from cellwork.reports.tests.recounting import by_hand, said
from cellwork.shortcomings.queries.patterns import patterns_in
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.saying import cell_of_link
from cellwork.voices.queries.own import waiting_on_author

pytestmark = pytest.mark.django_db

MOST_LINES = 10


def test_three_monthly_reports_and_a_quarterly_one_are_asked_and_none_of_before_the_statutes(demo: World) -> None:
    asked = rows("select template, ends_on::text from reports_asking order by ends_on, template")
    assert asked == [
        ("monthly", "2026-08-31"), ("monthly", "2026-09-30"), ("quarterly", "2026-09-30"), ("monthly", "2026-10-31"),
    ]  # fmt: skip


def test_most_bodies_have_reported_some_late_some_were_returned(demo: World) -> None:
    for reported, late, returned, missing in rows(
        "select avg((state in ('sent', 'accepted'))::int)::float8, avg(late::int)::float8, count(*) filter (where state = 'returned'),"
        " count(*) filter (where state = 'open') from reports_report group by asking_id"
    ):
        assert 0.74 < reported < 0.95
        assert 0.02 < late < 0.15
        assert returned > 0
        assert missing > 0


def test_what_reports_say_is_what_the_form_would_have_taken_and_counted(demo: World) -> None:
    for asking in Asking.objects.all():
        counted = Report.objects.filter(asking_id=asking.pk, state__in=["sent", "accepted"]).order_by("path")[:40]
        for report in counted:
            assert checked(asking.asked, report.answers, attached={}) == report.answers
            assert row_of(asking.asked, report.answers) == report.slots
            assert report.known.items() <= report.answers.items()


def test_the_sums_of_every_body_equal_a_recount_before_and_after_folding(demo: World) -> None:
    city = body_by_id(demo.city_chief.body_id).path
    for _ in range(2):
        for asking in Asking.objects.all():
            again = recounted(asking)
            kept = sums_now([asking], [(asking.pk, path) for path in again])
            assert {path: kept[asking.pk, path] for path in again} == again
            assert by_hand(asking, city) == said(read_row(asking.asked, again[city]))
        fold()


def test_reports_are_sent_and_judged_in_the_past_and_in_order(demo: World) -> None:
    assert none("select 1 from reports_report where sent_at >= %s or judged_at >= %s", AT, AT)
    assert none("select 1 from reports_report where state <> 'sent' and judged_at <= sent_at")
    assert none(
        "select 1 from reports_report as report join reports_asking as asking on asking.id = asking_id"
        " where (sent_at at time zone 'Asia/Seoul')::date <= asking.ends_on "
        # Sent again after it was returned, it keeps what it was at first.
        " or late <> (sent_at >= due_at) and not (state = 'sent' and judged_at is not null)"
    )


def test_voices_are_said_in_every_manner_and_stand_at_every_stage(demo: World) -> None:
    voices = rows("select manner, state, lateness, reopened from voices_voice")
    assert {manner for manner, *_ in voices} == {"named", "confidential", "anonymous"}
    assert {state for _, state, *_ in voices} == {"received", "acknowledged", "answered", "settled"}
    assert {lateness for _, _, lateness, _ in voices} >= {"waiting", "late"}
    assert sum(reopened for *_, reopened in voices) == 1
    assert number("select count(*) from voices_answer where link_kind = 'clause'") > 0
    assert number("select count(*) from voices_promise where ended_on is null") > 0


def test_a_group_of_alike_voices_is_near_its_threshold(demo: World) -> None:
    terms = statutes_at(AT).part(VoiceRules).terms
    ((people, unknown),) = rows("select sum(1 + supports), sum(unknown) from voices_voice where likeness_id = "
                                "(select likeness_id from voices_voice where supports > 0 and state = 'received' limit 1)")  # fmt: skip
    assert unknown == UNKNOWN_BEHIND
    assert people + min(unknown, terms.support_unknown) == terms.support - NEAR_THRESHOLD


def test_the_poster_of_the_cell_leads_to_it(demo: World) -> None:
    path = poster_path()
    assert path is not None
    assert cell_of_link(path.rstrip("/").rsplit("/", 1)[1]).pk == body_id_of(leading_cell())


def test_a_pattern_waits_in_the_city_and_every_detector_has_looked(demo: World) -> None:
    found = patterns_in(body_by_id(demo.city_chief.body_id), at=AT)
    assert CAUSE_OF_THE_PATTERN in {each.cause for each in found if each.body_id == demo.city_chief.body_id}
    looked = {code for (code,) in rows("select detector from shortcomings_detectorrun")}
    assert looked == set(statutes_at(AT).part(ShortcomingRules).detectors)


def test_the_city_asked_how_people_are_and_asks_again(demo: World) -> None:
    asked = rows("select body_id, how from consultations_pulse as pulse left join consultations_pulseend as ending"
                 " on ending.pulse_id = pulse.id order by asked_at")  # fmt: skip
    assert asked == [(demo.city_chief.body_id, "closed"), (demo.city_chief.body_id, None)]
    told = rows("select length(path), took_part, shares is null from consultations_pulsefigure order by path")
    assert told[0][0] == len(body_by_id(demo.city_chief.body_id).path)
    assert {hidden for *_, hidden in told} == {True, False}
    assert none(
        "select 1 from consultations_tookpart where person_id = any(%s)",
        [each.person_id for each in vars(demo).values()],
    )


def test_each_office_finds_something_of_each_kind_and_no_first_page_is_long(demo: World) -> None:
    for person, pages in (
        (demo.central_official, {"voices/", "shortcomings/"}),
        (demo.provincial_chief, {"voices/", "shortcomings/"}),
        (demo.city_chief, {"voices/", "shortcomings/", "reports/"}),
        (demo.cell_secretary, {"voices/", "shortcomings/", "reports/"}),
    ):
        (desk,) = desks_of(person.person_id, at=AT)
        assert len(desk.waits) <= MOST_LINES, person
        assert {page for page in pages if any(page in url for url in _urls(desk))} == pages, person


def test_the_member_finds_an_answer_to_judge(demo: World) -> None:
    assert waiting_on_author(demo.member.person_id)


def _urls(desk: Desk) -> list[str]:
    return [each.url for each in desk.waits]
