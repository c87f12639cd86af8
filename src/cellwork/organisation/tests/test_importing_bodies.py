"""Bodies from files: what is right goes in, what is wrong is named line by line, and nothing is half done."""

from datetime import date

import pytest

from cellwork.kernel.intake.columns import ColumnsDoNotFit
from cellwork.kernel.models import Entry
from cellwork.organisation.models import Body, Position
from cellwork.organisation.queries import change_hierarchy
from cellwork.organisation.tests.builders import a_person, statutes_in_force
from cellwork.organisation.tests.importing import (
    TREE,
    Desk,
    counts,
    reasons,
    rejects_of,
    the_hierarchy_holds,
    the_reason,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path, db):
    statutes_in_force()
    return Desk(tmp_path)


@pytest.fixture
def standing(desk):
    """The tree stands already."""
    assert counts(desk.bodies(TREE)) == (8, 0, 0, 0, 0)
    return desk


def body(code):
    return Body.objects.get(code=code)


def under(parent, *lines):
    """A file with some more bodies."""
    return "code,name,kind,parent\n" + "".join(f"{line},{parent}\n" for line in lines)


def test_a_tree_goes_in_with_all_that_is_said_of_each_body(standing):
    crane = body("Z1")
    assert (crane.name, crane.kind, crane.is_cell, crane.parent) == ("Crane", "cell", True, body("T1"))
    assert (crane.sector, crane.place, crane.production_site, crane.founded_on) == (
        "industry",
        "Port",
        True,
        date(2001, 2, 3),
    )
    assert body("C").path == "0000"
    assert body("P2").path == "00000001"
    the_hierarchy_holds()


def test_the_order_of_lines_does_not_matter(desk):
    head, *lines = TREE.splitlines(keepends=True)
    assert counts(desk.bodies(head + "".join(reversed(lines)))) == (8, 0, 0, 0, 0)
    the_hierarchy_holds()


def test_the_same_file_again_changes_nothing(standing):
    before = list(Body.objects.order_by("path").values())
    assert counts(standing.bodies(TREE)) == (0, 0, 0, 8, 0)
    assert list(Body.objects.order_by("path").values()) == before
    assert not Position.objects.exists()


def test_a_file_changes_what_differs_and_leaves_the_absent_alone(standing):
    report = standing.bodies("code,name,kind,parent\nZ1,Crane and Quay,cell,T1\nZ4,Anvil,cell,T1\n")
    assert counts(report) == (1, 1, 0, 0, 0)
    assert body("Z1").name == "Crane and Quay"
    assert (body("Z1").sector, body("Z1").place) == ("industry", "Port"), "a column that is not there says nothing"
    assert body("Z4").path == body("T1").path + "0002"
    assert Body.objects.count() == 9
    past = Position.objects.get()
    assert (past.name, past.path) == ("Crane", body("Z1").path)


def test_an_empty_field_of_a_column_that_is_there_says_empty(standing):
    standing.bodies("code,name,kind,parent,place\nZ1,Crane,cell,T1,\n")
    assert body("Z1").place == ""


def test_a_moved_body_takes_its_branch_along_and_its_old_place_is_never_given_again(standing):
    old = body("T1").path
    assert counts(standing.bodies("code,name,kind,parent\nT1,Harbour,city,P2\n")) == (0, 0, 1, 0, 0)
    the_hierarchy_holds()
    assert body("T1").path == body("P2").path + "0001"
    assert body("Z1").path == body("T1").path + "0000"
    assert set(Position.objects.values_list("path", flat=True)) == {old, old + "0000", old + "0001"}
    standing.bodies("code,name,kind,parent\nT9,New,city,P1\nT1,Harbour,city,P1\n")
    the_hierarchy_holds()
    assert {body("T9").path[-4:], body("T1").path[-4:]} == {"0001", "0002"}


def test_bodies_move_and_are_founded_in_one_file_at_any_depth(standing):
    report = standing.bodies("code,name,kind,parent\nP3,East,province,C\nT1,Harbour,city,P3\nZ3,Loom,cell,T1\n")
    assert counts(report) == (1, 0, 2, 0, 0)
    the_hierarchy_holds()
    assert body("Z3").path.startswith(body("P3").path)


def test_the_installation_did_it_in_one_act(standing):
    entry = Entry.objects.get(fact="BodiesImported")
    assert (entry.actor_id, entry.body_id, entry.content["founded"]) == (None, None, 8)
    assert len(entry.content["fingerprint"]) == 64


def test_a_trial_reports_the_same_and_keeps_nothing(desk):
    report = desk.bodies(TREE + "Z1,Again,cell,T1,,,,,\n", dry_run=True)
    assert counts(report) == (8, 0, 0, 0, 1)
    assert rejects_of(report)[0]["code"] == "Z1"
    assert not Body.objects.exists()
    assert not Entry.objects.filter(fact="BodiesImported").exists()


def test_a_kind_may_be_said_by_its_title_and_a_sector_too(desk):
    desk.bodies(
        TREE.replace(",cell,", ",CELL,").replace(",province,", ",Provincial Committee,").replace("farming", "Farming")
    )
    assert (body("P1").kind, body("Z2").sector) == ("province", "farming")


WRONG = {
    "Z9,,cell,T1": "No name: fill in the body's name.",
    ",Nameless,cell,T1": "No code: fill in the body's own code.",
    "Z9,Mill,,T1": "No kind: fill in one of centre, province, city, cell.",
    "Z9,Mill,club,T1": 'The statutes know no kind "club": write one of centre, province, city, cell.',
    "Z9,Mill,cell,": "No body above: fill in the code of the body it stands under. Only the kind Central Committee has none.",
    "Z9,Mill,cell,T77": "There is no body with the code T77, neither in this file nor in the register: correct the code of the body"
    " above, or import that body too.",
    "Z9,Mill,cell,P1": "By the statutes, this kind, Cell, may not stand under P1 (Provincial Committee): correct the kind, or the"
    " code of the body above.",
    "Z9,Mill,cell,Z1": "Nothing can stand under Z1 (Cell): correct the code of the body above, or its kind.",
    "Z9,Mill,cell,Z9": "It would stand below itself: Z9 → Z9. Correct the code of the body above.",
    "C2,Rival,centre,": "A second body at the top: C stands there. Give this one a body above it, or leave it out.",
    "C2,Rival,centre,C": "This kind, Central Committee, stands at the top: leave the code of the body above it empty.",
    "Z9,Mill,cell,T1,fishing": 'The statutes know no sector "fishing": write one of industry, farming.',
    "Z9,Mill,cell,T1,,,perhaps": '"perhaps" does not say whether it is a production site: write yes or no.',
    "Z9,Mill,cell,T1,,,,2020-02-30": "Founded on: there is no day 2020-02-30. Correct the date.",
    "Z9,Mill,cell,T1,,,,30.02.2020": "Founded on: there is no day 30.02.2020. Correct the date.",
    "Z9,Mill,cell,T1,,,,last spring": 'Founded on: "last spring" is no date. Write it as 2020-12-31.',
    "Z9,Mill,cell,T1,,,,today": 'Founded on: "today" is no date. Write it as 2020-12-31.',
    "Z9,Mill,cell,T1,,,,2020-01-02,2020-01-01": "It was dissolved before it was founded: correct one of the dates.",
    "Z9,Mill,cell,T1,,,,,2099-01-01": "Dissolved on 2099-01-01 lies in the future: leave it empty, and dissolve the body when the"
    " day has come.",
    f"{'Z' * 101},Mill,cell,T1": "The code is longer than 100 characters: shorten it.",
    f"Z9,{'M' * 301},cell,T1": "The name is longer than 300 characters: shorten it.",
}


@pytest.mark.parametrize("line", WRONG)
def test_each_thing_that_can_be_wrong_has_its_sentence(standing, line):
    whole = line + "," * (8 - line.count(","))
    head = TREE.splitlines()[0]
    report = standing.bodies(f"{head}\n{whole}\nZ8,Right,cell,T1,,,,,\n")
    assert the_reason(report) == WRONG[line]
    assert counts(report) == (1, 0, 0, 0, 1)


def test_all_that_is_wrong_with_a_line_is_said_at_once(standing):
    report = standing.bodies("code,name,kind,parent,founded_on\n,,club,T77,soon\n")
    assert len(report.first_rejected[0].reasons) == 5


def test_days_are_read_as_people_write_them(standing):
    written = [
        "2020-02-29",
        "29.2.2020",
        "29.02.2020",
        "20200229",
        "2020/2/29",
        "2020-02-29 00:00:00",
        "2020-02-29T00:00:00",
    ]
    lines = "".join(f"D{n},Day,cell,T1,{day}\n" for n, day in enumerate(written))
    assert counts(standing.bodies("code,name,kind,parent,founded_on\n" + lines))[0] == len(written)
    assert set(Body.objects.filter(name="Day").values_list("founded_on", flat=True)) == {date(2020, 2, 29)}


def test_of_two_lines_with_one_code_the_first_is_taken(desk):
    report = desk.bodies(TREE + "Z1,Other,cell,T2,,,,,\n")
    assert the_reason(report) == (
        "The code Z1 stands in line 7 already: the first was taken. Remove one of them, or correct the code."
    )
    assert body("Z1").name == "Crane"


def test_what_stands_under_a_rejected_line_is_rejected_with_it(desk):
    report = desk.bodies(TREE.replace("T1,Harbour,city", "T1,Harbour,town"))
    assert reasons(report)[5] == ('The statutes know no kind "town": write one of centre, province, city, cell.',)
    above = "The body above it, T1 (line 5), was not taken: correct that line first."
    assert (reasons(report)[7], reasons(report)[8]) == ((above,), (above,))
    assert counts(report) == (5, 0, 0, 0, 3)
    the_hierarchy_holds()


def test_a_line_is_judged_by_the_register_where_the_line_of_the_body_above_was_rejected(standing):
    report = standing.bodies("code,name,kind,parent\nT1,Harbour,town,P1\nZ4,Anvil,cell,T1\n")
    assert counts(report) == (1, 0, 0, 0, 1)
    assert body("Z4").parent == body("T1")


def test_bodies_in_a_circle_are_named_with_their_way_and_what_hangs_on_them_too(desk):
    report = desk.bodies(TREE + "A,A,city,B,,,,,\nB,B,city,D,,,,,\nD,D,city,A,,,,,\nE,E,cell,A,,,,,\nF,F,cell,E,,,,,\n")
    found = reasons(report)
    assert found[10] == ("It stands in a circle: A → B → D → A. Correct the code of the body above in one of them.",)
    assert found[11][0].startswith("It stands in a circle: B → D → A → B.")
    assert found[13] == ("The body above it, A (line 10), was not taken: correct that line first.",)
    assert found[14] == ("The body above it, E (line 13), was not taken: correct that line first.",)
    assert counts(report) == (8, 0, 0, 0, 5)


def test_a_circle_through_bodies_that_the_file_does_not_name_is_found(standing):
    report = standing.bodies("code,name,kind,parent\nP1,North,province,Z1\n")
    assert the_reason(report).startswith("It stands in a circle: P1 → Z1 → T1 → P1.")
    assert counts(report) == (0, 0, 0, 0, 1)
    the_hierarchy_holds()


def test_a_long_circle_is_named_by_its_first_steps(desk):
    lines = [f"A{n},A,city,A{(n + 1) % 300},,,,,\n" for n in range(300)]
    report = desk.bodies(TREE + "".join(lines))
    assert counts(report) == (8, 0, 0, 0, 300)
    assert "A0 → A1 → A2 → A3 → A4 → A5 → A6 → …" in reasons(report)[10][0]


def test_a_long_chain_below_a_rejected_line_is_followed_to_its_end(desk):
    lines = [f"A{n},A,city,{f'A{n - 1}' if n else 'P77'},,,,,\n" for n in range(300)]
    assert counts(desk.bodies(TREE + "".join(lines))) == (8, 0, 0, 0, 300)


def test_a_body_may_not_become_a_kind_that_those_below_it_could_not_stand_under(standing):
    report = standing.bodies("code,name,kind,parent\nT1,Harbour,province,C\n")
    assert the_reason(report) == (
        "Bodies below it could not stand under this kind, Provincial Committee, such as Z1: move or dissolve them first."
    )
    assert body("T1").kind == "city"


def test_it_may_when_the_file_moves_them_elsewhere(standing):
    report = standing.bodies("code,name,kind,parent\nT1,Harbour,province,C\nZ1,Crane,cell,T2\nZ2,Barley,cell,T2\n")
    assert counts(report) == (0, 0, 3, 0, 0)
    the_hierarchy_holds()


def test_a_body_with_living_bodies_below_it_is_not_dissolved(standing):
    report = standing.bodies("code,name,kind,parent,dissolved_on\nT1,Harbour,city,P1,2026-01-01\n")
    assert the_reason(report) == "Living bodies stand below it, such as Z1: move or dissolve them first."
    assert body("T1").dissolved_on is None


def test_a_branch_is_dissolved_when_all_of_it_is(standing):
    report = standing.bodies(
        "code,name,kind,parent,dissolved_on\nT2,Hill,city,P2,2026-01-01\nZ3,Loom,cell,T2,2026-01-01\n"
    )
    assert counts(report) == (0, 2, 0, 0, 0)
    assert Position.objects.count() == 2
    the_hierarchy_holds()


def test_a_dissolved_body_is_not_brought_back_and_nothing_new_stands_under_it(standing):
    gone = "code,name,kind,parent,dissolved_on\nT2,Hill,city,P2,2026-01-01\nZ3,Loom,cell,T2,2026-01-01\n"
    standing.bodies(gone)
    report = standing.bodies("code,name,kind,parent,dissolved_on\nT2,Hill,city,P2,\nZ4,Anvil,cell,T2,\n")
    assert reasons(report)[2][0].startswith(
        "This body was dissolved on 2026-01-01 and is not brought back by an import"
    )
    assert reasons(report)[3][0].startswith("The body above it, T2, is dissolved:")
    assert counts(standing.bodies(gone)) == (0, 0, 0, 2, 0)


def test_a_cell_with_members_is_not_dissolved_by_an_import(standing):
    a_person("Ada Byron", cell=body("Z1"))
    report = standing.bodies("code,name,kind,parent,dissolved_on\nZ1,Crane,cell,T1,2026-01-01\n")
    assert the_reason(report) == "This cell still has members: import them into another one first."


def test_the_top_may_change_hands_in_one_file(standing):
    before = body("C").path
    report = standing.bodies("code,name,kind,parent\nN,New Centre,centre,\nC,Centre,province,N\n")
    assert report.rejected == 2, "provinces could not stand under a province"
    report = standing.bodies(
        "code,name,kind,parent\nN,New Centre,centre,\nC,Centre,province,N\nP1,North,province,N\nP2,South,province,N\n"
    )
    assert counts(report) == (1, 0, 3, 0, 0)
    assert body("N").path != before
    the_hierarchy_holds()


def test_a_parent_can_give_no_more_segments_than_there_are(standing):
    from cellwork.kernel.guarding import unguarded

    with unguarded("a test world"):
        Body.objects.filter(code="T1").update(segments_given=1_679_615)
    report = standing.bodies(under("T1", "Z8,One,cell", "Z9,Two,cell"))
    assert counts(report) == (1, 0, 0, 0, 1)
    assert body("Z8").path.endswith("ZZZZ")
    assert the_reason(report).startswith(
        "There is no room under T1: a body can have 1,679,616 bodies directly below it"
    )


def test_a_new_cell_receives_nothing_twice_and_the_hierarchy_is_held_meanwhile(standing):
    change_hierarchy()  # the import takes the same lock again: within one transaction it is there already
    assert counts(standing.bodies(under("T1", "Z8,One,cell"))) == (1, 0, 0, 0, 0)


# ---- Columns -----------------------------------------------------------------------------------


def test_columns_are_found_by_their_usual_names_without_case(desk):
    text = TREE.replace("code,name,kind,parent", "ID,Title,Type,Parent Code")
    assert counts(desk.bodies(text)) == (8, 0, 0, 0, 0)


def test_columns_are_named_where_they_have_other_names(desk):
    text = TREE.replace("code,name,kind,parent", "Kürzel,Bezeichnung,Art,über")
    maps = {"kürzel": "code", "Bezeichnung": "name", "art": "kind", "ÜBER": "parent"}
    assert counts(desk.bodies(text, maps=maps)) == (8, 0, 0, 0, 0)


def test_a_column_that_the_file_lacks_can_be_one_value_for_all(standing):
    report = standing.bodies("code,name\nZ8,One\nZ9,Two\n", constants={"kind": "cell", "parent": "T1"})
    assert counts(report) == (2, 0, 0, 0, 0)


def test_a_missing_column_is_named_with_those_that_are_there_and_what_to_do(desk):
    with pytest.raises(ColumnsDoNotFit) as refused:
        desk.bodies("code,name,art\nX,Y,Z\n")
    assert refused.value.sentence == "bodies.csv has no column for kind and parent. It has: code, name, art."
    assert refused.value.remedy.startswith("Say which one it is: --map 'their name=kind'")
    assert not Body.objects.exists()


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"maps": {"nothing": "name"}}, "bodies.csv has no column called nothing."),
        ({"maps": {"code": "colour"}}, "There is no column colour here."),
        ({"constants": {"colour": "red"}}, "There is no column colour here."),
        ({"maps": {"code": "code", "name": "code"}}, "Two columns were mapped to code."),
    ],
)
def test_options_that_do_not_fit_are_refused(desk, how, sentence):
    with pytest.raises(ColumnsDoNotFit) as refused:
        desk.bodies(TREE, **how)
    assert refused.value.sentence == sentence


def test_columns_that_were_not_used_are_mentioned(desk):
    report = desk.bodies(TREE.replace("place", "colour of the door"))
    assert "Columns of bodies.csv that were not used: colour of the door." in report.notes
