"""Terms of office from files: who holds which seat, from when to when."""

from datetime import UTC, datetime, timedelta

import pytest

from cellwork.kernel.intake.sources import Source
from cellwork.kernel.models import Entry
from cellwork.offices.importing import import_offices
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import STATUTES, statutes_in_force
from cellwork.organisation.tests.importing import TREE, Desk, counts, reasons, the_reason

pytestmark = pytest.mark.django_db

MEMBERS = "number,given_name,family_name,cell,since\n" + "".join(
    f"{number},{name},Test,Z1,2015-01-01\n" for number, name in enumerate(("Ada", "Ben", "Cleo", "Dan", "Eve"), start=1)
)
HEAD = "body,office,seat,person,since,until,standing\n"


class OfficeDesk(Desk):
    """Somebody who imports offices too."""

    def offices(self, lines: str, *, dry_run: bool = False, head: str = HEAD, **how):
        return import_offices(
            sources=[Source(path=self.file(head + lines, "offices.csv"), **how)],
            via="test",
            at=self._moment(),
            dry_run=dry_run,
        )


@pytest.fixture
def desk(tmp_path, db):
    statutes_in_force(STATUTES.replace("at = { cell = 1 }", "at = { cell = 3 }"))
    desk = OfficeDesk(tmp_path)
    desk.bodies(TREE)
    desk.members(MEMBERS)
    return desk


def held(code):
    """Seat, name, since, until, standing of all terms at a body."""
    found = Term.objects.filter(body__code=code).order_by("seat", "since")
    return [
        (t.seat, t.person_name, t.since.date().isoformat(), t.until and t.until.date().isoformat(), t.standing)
        for t in found
    ]


def test_terms_go_in_with_all_that_is_said_of_them(desk):
    report = desk.offices("C,chair,,1,2024-01-01,,\nZ1,Secretary,2,2,2024-01-01,2026-01-01,acting\n")
    assert counts(report) == (2, 0, 0, 0, 0)
    assert held("C") == [(1, "Ada Test", "2024-01-01", None, "held")]
    assert held("Z1") == [(2, "Ben Test", "2024-01-01", "2026-01-01", "acting")]
    assert Term.objects.get(body__code="C").since == datetime(2024, 1, 1, tzinfo=UTC)


def test_the_same_file_again_changes_nothing(desk):
    lines = "C,chair,,1,2024-01-01,,\nZ1,secretary,,2,2024-01-01,,\nZ1,secretary,,3,2024-01-01,,\n"
    assert counts(desk.offices(lines)) == (3, 0, 0, 0, 0)
    before = list(Term.objects.order_by("pk").values())
    assert counts(desk.offices(lines)) == (0, 0, 0, 3, 0)
    assert list(Term.objects.order_by("pk").values()) == before


def test_whoever_names_no_seat_gets_the_first_that_is_free_at_that_time(desk):
    desk.offices("Z1,secretary,2,1,2020-01-01,,\n")
    report = desk.offices(
        "Z1,secretary,,2,2020-01-01,2022-01-01,\nZ1,secretary,,3,2022-01-01,,\nZ1,secretary,,4,2021-01-01,,\n"
    )
    assert counts(report) == (3, 0, 0, 0, 0)
    assert [(seat, name) for seat, name, *_ in held("Z1")] == [
        (1, "Ben Test"),
        (1, "Cleo Test"),
        (2, "Ada Test"),
        (3, "Dan Test"),
    ]


def test_a_term_is_given_an_end_and_its_successor_begins_in_one_file(desk):
    desk.offices("C,chair,,1,2020-01-01,,\n")
    report = desk.offices("C,chair,1,2,2024-01-01,,\nC,chair,,1,2020-01-01,2024-01-01,\n")
    assert counts(report) == (1, 1, 0, 0, 0)
    assert [row[1:4] for row in held("C")] == [
        ("Ada Test", "2020-01-01", "2024-01-01"),
        ("Ben Test", "2024-01-01", None),
    ]


def test_longer_terms_wait_until_shorter_ones_are_short(desk):
    desk.offices("C,chair,,1,2020-01-01,2022-01-01,\nC,chair,,2,2022-01-01,,\n")
    report = desk.offices("C,chair,,1,2020-01-01,2024-01-01,\nC,chair,,2,2022-01-01,2023-01-01,\n")
    assert report.rejected == 2, "they would overlap: the later is not taken, and then there is no room for the earlier"
    report = desk.offices(
        "C,chair,,1,2020-01-01,2021-01-01,\nC,chair,,2,2022-01-01,2023-01-01,\nC,chair,,3,2023-01-01,,\n"
    )
    assert counts(report) == (1, 2, 0, 0, 0)


def test_what_was_recorded_here_is_known_by_its_day(desk):
    chair = in_office("chair", Body.objects.get(code="C"), since=datetime(2026, 2, 3, 14, 30, tzinfo=UTC))
    report = desk.offices(f"C,chair,,{chair.number},2026-02-03,,\n")
    assert counts(report) == (0, 0, 0, 1, 0)


WRONG = {
    ",chair,,1,2024-01-01,,": "No body: fill in the code of the body the office belongs to.",
    "C77,chair,,1,2024-01-01,,": "There is no body with the code C77: correct the code, or import that body first.",
    "C,,,1,2024-01-01,,": "No office: fill in its code or title by the statutes.",
    "C,king,,1,2024-01-01,,": 'The statutes know no office "king": write one of chair, secretary.',
    "C,secretary,,1,2024-01-01,,": "By the statutes, Centre has no such office: it has chair.",
    "C,chair,2,1,2024-01-01,,": 'There is no seat "2" of that office there: write a number from 1 to 1, or leave it empty for the'
    " first that is free.",
    "C,chair,first,1,2024-01-01,,": 'There is no seat "first" of that office there: write a number from 1 to 1, or leave it empty for'
    " the first that is free.",
    "C,chair,,,2024-01-01,,": "No person: fill in the member number.",
    "C,chair,,77,2024-01-01,,": "There is no person with the number 77: correct the number, or import the members first.",
    "C,chair,,1,,,": "Since when is missing: fill in the day the term began.",
    "C,chair,,1,2024-02-30,,": "Since: there is no day 2024-02-30. Correct the date.",
    "C,chair,,1,2024-01-01,later,": 'Until: "later" is no date. Write it as 2020-12-31.',
    "C,chair,,1,2024-01-01,2024-01-01,": "The term would end before it began: correct one of the days.",
    "C,chair,,1,2024-01-01,,forever": 'There is no standing "forever": write held or acting.',
    "P1,chair,,5,2025-01-01,,": "The seat of that office at North is taken in that time: give the term of whoever was there before an"
    " end.",
    "P1,chair,1,5,2025-01-01,,": "Seat 1 is held by Dan Test in that time: give that term an end, or name another seat.",
    "P1,chair,,4,2020-01-01,,": "The same person, office and day stand in line 2 already: the first was taken. Remove one of them.",
}


@pytest.mark.parametrize("line", WRONG)
def test_each_thing_that_can_be_wrong_has_its_sentence(desk, line):
    first = "P1,chair,,4,2020-01-01,,\n"
    if "Seat 1" in WRONG[line]:
        desk.offices(first)
        first = "P2,chair,,4,2020-01-01,,\n"
    report = desk.offices(first + line + "\n")
    assert the_reason(report) == WRONG[line]
    assert counts(report) == (1, 0, 0, 0, 1)


def test_of_two_lines_for_one_seat_the_later_is_rejected_and_names_the_other(desk):
    report = desk.offices("C,chair,1,1,2024-01-01,,\nC,chair,1,2,2025-01-01,,\n")
    assert reasons(report) == {
        3: ("Seat 1 is held by Ada Test (line 2) in that time: give that term an end, or name another seat.",)
    }


def test_a_seat_freed_only_by_a_rejected_line_is_not_free(desk):
    desk.offices("C,chair,,1,2020-01-01,,\n")
    report = desk.offices("C,chair,,1,2020-01-01,2024-01-01,forever\nC,chair,,2,2024-01-01,,\n")
    assert counts(report) == (0, 0, 0, 0, 2)
    assert [row[1] for row in held("C")] == ["Ada Test"]


def test_a_known_term_keeps_its_seat(desk):
    desk.offices("Z1,secretary,2,1,2020-01-01,,\n")
    report = desk.offices("Z1,secretary,3,1,2020-01-01,,\n")
    assert the_reason(report).startswith("This term stands on seat 2; an import does not change seats")


def test_offices_of_bodies_that_an_import_dissolves_end_with_them(desk):
    desk.offices("Z3,secretary,,1,2024-01-01,,\n")
    desk.at += timedelta(days=1)
    desk.bodies("code,name,kind,parent,dissolved_on\nZ3,Loom,cell,T2,2026-03-09\n")
    assert Term.objects.get().until == desk.at
    assert reasons(desk.offices("Z3,secretary,,2,2024-01-01,,\n"))[2][0].startswith(
        "Loom (Z3) was dissolved on 2026-03-09"
    )


def test_the_installation_did_it_in_one_act_and_a_trial_keeps_nothing(desk):
    assert counts(desk.offices("C,chair,,1,2024-01-01,,\n", dry_run=True)) == (1, 0, 0, 0, 0)
    assert not Term.objects.exists()
    desk.offices("C,chair,,1,2024-01-01,,\n")
    assert Entry.objects.get(fact="OfficesImported").content["new"] == 1
