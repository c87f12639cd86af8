"""Members from files: who they are and where they belong, each line taken or named."""

from datetime import date

import pytest

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.organisation.models import Body, Membership
from cellwork.organisation.tests.builders import a_person, statutes_in_force
from cellwork.organisation.tests.importing import TREE, Desk, counts, reasons, rejects_of, the_reason
from cellwork.people.models import Person
from cellwork.people.numbers import person_id_of

pytestmark = pytest.mark.django_db

LIST = """\
number,given_name,family_name,cell,since,standing,born_on
1,Ada,Byron,Z1,2019-03-01,member,1990-12-10
2,Grace,Hopper,Z1,2020-01-01,candidate,
3,Madonna,,Z2,2021-01-01,around,1958-08-16
ß-4,Emmy,Noether,Z3,2022-02-02,,1982-03-23
"""


@pytest.fixture
def desk(tmp_path, db):
    statutes_in_force()
    desk = Desk(tmp_path)
    desk.bodies(TREE)
    return desk


@pytest.fixture
def known(desk):
    """The list was imported."""
    assert counts(desk.members(LIST)) == (4, 0, 0, 0, 0)
    return desk


def cell(code):
    return Body.objects.get(code=code)


def person(number):
    return Person.objects.get(pk=person_id_of(number))


def periods(number):
    """Cell, since, until, standing, name of all memberships, in order."""
    found = Membership.objects.filter(person_id=person_id_of(number)).order_by("since", "until")
    return [
        (one.body.code, one.since.isoformat(), one.until and one.until.isoformat(), one.standing, one.name)
        for one in found
    ]


def test_persons_and_memberships_go_in_with_all_that_is_said_of_them(known):
    ada = person("1")
    assert (ada.number, ada.given_name, ada.family_name, ada.born_on) == ("1", "Ada", "Byron", date(1990, 12, 10))
    assert ada.cell_id == cell("Z1").pk
    assert periods("1") == [("Z1", "2019-03-01", None, "member", "Ada Byron")]
    assert periods("2")[0][3:] == ("candidate", "Grace Hopper")
    assert periods("3")[0][3:] == ("around", "Madonna")
    assert periods("ß-4")[0][3:] == ("member", "Emmy Noether")


def test_the_same_file_again_changes_nothing(known):
    before = (list(Person.objects.order_by("pk").values()), list(Membership.objects.order_by("pk").values()))
    assert counts(known.members(LIST)) == (0, 0, 0, 4, 0)
    assert (list(Person.objects.order_by("pk").values()), list(Membership.objects.order_by("pk").values())) == before


def test_a_correction_changes_the_person_and_the_name_in_the_cell(known):
    report = known.members("number,given_name,family_name,cell,since\n1,Ada,Lovelace,Z1,2019-03-01\n")
    assert counts(report) == (0, 1, 0, 0, 0)
    assert person("1").family_name == "Lovelace"
    assert person("1").born_on == date(1990, 12, 10), "a column that is not there says nothing"
    assert periods("1") == [("Z1", "2019-03-01", None, "member", "Ada Lovelace")]


def test_a_candidate_becomes_a_member(known):
    assert counts(known.members(LIST.replace("candidate", "member"))) == (0, 1, 0, 3, 0)
    assert periods("2") == [("Z1", "2020-01-01", None, "member", "Grace Hopper")]


def test_a_known_number_in_another_cell_is_a_transfer_from_the_day_the_file_says(known):
    report = known.members(LIST.replace("Z1,2019-03-01", "Z2,2024-05-06"))
    assert counts(report) == (0, 0, 1, 3, 0)
    assert periods("1") == [
        ("Z1", "2019-03-01", "2024-05-06", "member", "Ada Byron"),
        ("Z2", "2024-05-06", None, "member", "Ada Byron"),
    ]
    assert person("1").cell_id == cell("Z2").pk


def test_a_transfer_without_a_later_day_is_of_today_and_stays_so(known):
    moved = LIST.replace("Z1,2019-03-01", "Z2,2019-03-01")
    assert counts(known.members(moved)) == (0, 0, 1, 3, 0)
    assert [period[1:3] for period in periods("1")] == [("2019-03-01", "2026-03-09"), ("2026-03-09", None)]
    assert counts(known.members(moved)) == (0, 0, 0, 4, 0), (
        "the day of joining the organisation is not the day of transfer"
    )


def test_back_and_forth_on_one_day_ends_where_it_began(known):
    known.members(LIST.replace("Z1,2019-03-01", "Z2,2019-03-01"))
    known.members(LIST)
    known.members(LIST.replace("Z1,2019-03-01", "Z2,2019-03-01"))
    assert [period[0] for period in periods("1") if period[2] is None] == ["Z2"]


def test_a_wrong_day_of_joining_is_corrected_where_there_is_no_earlier_cell(known):
    assert counts(known.members(LIST.replace("2020-01-01", "2018-01-01"))) == (0, 1, 0, 3, 0)
    assert periods("2")[0][1] == "2018-01-01"


def test_whoever_left_comes_back_by_the_file(known):
    with unguarded("a test world"):
        Membership.objects.filter(person_id=person_id_of("1")).update(until=date(2025, 1, 1))
        Person.objects.filter(pk=person_id_of("1")).update(cell_id=None)
    assert counts(known.members(LIST.replace("2019-03-01", "2026-01-01"))) == (0, 0, 1, 3, 0)
    assert [period[2] for period in periods("1")] == ["2025-01-01", None]


def test_nobody_is_removed_because_the_file_does_not_name_them(known):
    known.members("number,given_name,family_name,cell,since\n9,Hedy,Lamarr,Z1,2020-01-01\n")
    assert Membership.objects.filter(until__isnull=True).count() == 5


def test_persons_of_the_register_are_known_by_their_number(desk):
    somebody = a_person("Rosa Parks", cell=cell("Z1"))
    report = desk.members(f"number,given_name,family_name,cell,since\n{somebody.number},Rosa,Parks,Z1,2026-03-02\n")
    assert counts(report) == (0, 0, 0, 1, 0)


WRONG = {
    ",Ada,,Z1,2020-01-01,,": "No number: fill in the number by which the person is known.",
    "9,,Byron,Z1,2020-01-01,,": "No name: fill in the given name.",
    "9,Ada,,,2020-01-01,,": "No cell: fill in the code of the one the person belongs to.",
    "9,Ada,,Z77,2020-01-01,,": "There is no body with the code Z77: correct the code, or import that body first.",
    "9,Ada,,T1,2020-01-01,,": "Harbour (T1) is no cell: fill in the code of the cell the person belongs to.",
    "9,Ada,,Z1,,,": "Since when is missing: fill in the day.",
    "9,Ada,,Z1,2021-02-29,,": "Since: there is no day 2021-02-29. Correct the date.",
    "9,Ada,,Z1,yesterday,,": 'Since: "yesterday" is no date. Write it as 2020-12-31.',
    "9,Ada,,Z1,infinity,,": 'Since: "infinity" is no date. Write it as 2020-12-31.',
    "9,Ada,,Z1,2099-01-01,,": "Since 2099-01-01 lies in the future: correct the day, or import the line then.",
    "9,Ada,,Z1,2020-01-01,friend,": 'There is no standing "friend": write member, candidate or around.',
    "9,Ada,,Z1,2020-01-01,,1990-13-01": "Born on: there is no day 1990-13-01. Correct the date.",
    "9,Ada,,Z1,2020-01-01,,2099-01-01": "Born on 2099-01-01 lies in the future: correct the day.",
    "9,Ada,,Z1,2020-01-01,,1790-01-01": "Born on 1790-01-01 is more than 130 years ago: correct the day.",
    "9,Ada,,Z1,2020-01-01,,2021-01-01": "The person would have come before being born: correct one of the days.",
    "1,Other,,Z1,2020-01-01,,": "This number stands in line 2 already: remove one of them, or correct the number.",
    f"{'9' * 101},Ada,,Z1,2020-01-01,,": "The number is longer than 100 characters: shorten it.",
    f"9,{'A' * 301},,Z1,2020-01-01,,": "The name is longer than 300 characters: shorten it.",
}


@pytest.mark.parametrize("line", WRONG)
def test_each_thing_that_can_be_wrong_has_its_sentence(desk, line):
    report = desk.members(LIST + line + "\n5,Right,,Z1,2020-01-01,,\n")
    assert the_reason(report) == WRONG[line]
    assert counts(report) == (5, 0, 0, 0, 1)
    assert rejects_of(report)[0]["line"] == "6"


def test_all_that_is_wrong_with_a_line_is_said_at_once(desk):
    report = desk.members(LIST + ",,,Z77,soon,friend,never\n")
    assert len(reasons(report)[6]) == 6


def test_of_many_lines_with_one_number_the_first_is_taken(desk):
    more = "".join(f"1,Ada {n},,Z1,2020-01-01,,\n" for n in range(4))
    report = desk.members(LIST + more)
    assert counts(report) == (4, 0, 0, 0, 4)
    assert person("1").given_name == "Ada"


def test_persons_of_a_number_that_stands_twice_are_counted_and_kept_once(desk):
    report = desk.members(LIST + "1,Other,,Z2,2020-01-01,,\n2,Other,,Z2,2020-01-01,,\n2,Third,,Z2,2020-01-01,,\n")
    assert counts(report) == (4, 0, 0, 0, 3)
    assert Person.objects.count() == Membership.objects.count() == 4
    assert person("2").given_name != "Other"


@pytest.mark.parametrize("is_first", [True, False])
def test_of_lines_with_one_number_the_first_that_is_right_in_itself_is_taken(desk, is_first):
    if not is_first:
        desk.members(LIST)
    report = desk.members(
        "number,name,cell,since\n9,Ada,Z77,2020-01-01\n9,Bo,Z1,2020-01-01\n9,Cem,Z1,2020-01-01\n9,Dan,Z78,2020-01-01\n"
    )
    assert (report.new, person("9").given_name, list(reasons(report))) == (1, "Bo", [2, 4, 5])
    assert reasons(report)[4] == ("This number stands in line 3 already: remove one of them, or correct the number.",)
    assert len(reasons(report)[5]) == 1


def test_days_of_long_ago_and_days_written_otherwise_are_read_as_meant(desk):
    report = desk.members("number,name,cell,since,born_on\n1,Ada,Z1,01.02.2020,19500304\n2,Bo,Z1,1880-05-06,\n")
    assert counts(report)[0] == 2
    assert person("1").born_on == date(1950, 3, 4)
    assert {one.since for one in Membership.objects.all()} == {date(2020, 2, 1), date(1880, 5, 6)}


def test_a_dissolved_cell_takes_nobody(desk):
    desk.bodies("code,name,kind,parent,dissolved_on\nZ3,Loom,cell,T2,2026-01-01\n")
    report = desk.members(LIST)
    assert the_reason(report).startswith("Loom (Z3) was dissolved on 2026-01-01: fill in the code of the cell")


def test_the_keys_and_foreign_keys_put_down_for_a_first_import_stand_again(tmp_path, db):
    from django.db import connection

    def parts():
        with connection.cursor() as cursor:
            cursor.execute(
                "select conname, pg_get_constraintdef(oid), convalidated from pg_constraint where conrelid::regclass::text in"
                " ('organisation_body', 'organisation_membership', 'people_person') order by conrelid, conname"
            )
            constraints = cursor.fetchall()
            cursor.execute("select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1")
            return constraints, cursor.fetchall()

    statutes_in_force()
    desk = Desk(tmp_path)
    before = parts()
    desk.bodies(TREE)
    desk.members(LIST)
    assert parts() == before


def test_the_installation_did_it_in_one_act(known):
    entry = Entry.objects.get(fact="MembersImported")
    assert (entry.actor_id, entry.content["new"], entry.content["file"]) == (None, 4, "members.csv")


def test_a_trial_keeps_nothing(desk):
    assert counts(desk.members(LIST, dry_run=True)) == (4, 0, 0, 0, 0)
    assert not Person.objects.exists()
    assert not Membership.objects.exists()


def test_quoted_line_breaks_and_odd_lines_take_the_careful_way_to_the_same_end(desk):
    report = desk.members(LIST.replace("Ada,", '"Ada\nAugusta",') + "7,Too,few\n")
    assert counts(report) == (4, 0, 0, 0, 1)
    assert person("1").given_name == "Ada Augusta"
    assert list(reasons(report)) == [7]
