"""Guests, press and staff from a file: what is right is taken, what is not is told line by line."""

from __future__ import annotations

import pytest

from cellwork.conferences.phases import Phase
from cellwork.kernel.intake.columns import ColumnsDoNotFit
from cellwork.kernel.intake.looking import NothingInIt
from cellwork.kernel.intake.sources import Source
from cellwork.kernel.models import Entry
from cellwork.organisation.tests.builders import a_person
from cellwork.participants.actions.places import ConferenceOver
from cellwork.participants.importing import import_participants
from cellwork.participants.models import Place, PlaceStep
from cellwork.participants.tests.builders import LATER, a_world, in_phase, officials_taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def take_in(tmp_path):
    def run(world, text, *, encoding="utf-8", **more):
        file = tmp_path / "guests.csv"
        file.write_bytes(text.encode(encoding))
        return import_participants(conference_id=world.id, sources=[Source(path=file)], via="test", at=LATER, **more)

    return run


def reasons(report):
    return {each.line: " ".join(each.reasons) for each in report.first_rejected}


def test_members_by_number_and_others_by_name(take_in):
    world = a_world()
    member = a_person("Ida Brook", cell=world.cast.cell)
    report = take_in(
        world,
        f"category,number,name,origin,because\npress,,Ann Reporter,Harbour Radio,\nGuests,{member.number},,,Helped.\n",
    )
    assert (report.new, report.rejected) == (2, 0)
    ann, ida = Place.objects.order_by("number")
    assert (ann.name, ann.origin, ann.category, ann.came_by, ann.path) == (
        "Ann Reporter", "Harbour Radio", "press", "invitation", "",
    )  # fmt: skip
    assert (ida.person_id, ida.name, ida.origin, ida.because) == (member.pk, "Ida Brook", "Mill Cell", "Helped.")
    assert PlaceStep.objects.count() == 2
    assert Entry.objects.get(fact="ParticipantsImported").content["new"] == 2


def test_the_same_file_again_changes_nothing(take_in):
    world = a_world()
    text = "as,name,from\npress,Ann Reporter,Harbour Radio\n"
    take_in(world, text)
    again = take_in(world, text)
    assert (again.new, again.unchanged, again.rejected) == (0, 1, 0)
    assert Place.objects.count() == 1


def test_a_trial_keeps_nothing(take_in):
    world = a_world()
    report = take_in(world, "category,name\npress,Ann Reporter\n", dry_run=True)
    assert report.new == 1 and report.dry_run
    assert not Place.objects.exists() and not Entry.objects.filter(fact="ParticipantsImported").exists()


def test_every_line_at_fault_says_what_to_do(take_in):
    world = a_world()
    officials_taken_in(world)
    chair = world.cast.province_chair
    member = a_person("Ida Brook")
    long = "x" * 201
    report = take_in(
        world,
        "category,number,name,origin\n"
        "delegates,,Somebody,\n"  # nobody is drawn by a file
        ",,Somebody,\n"
        "press,,,\n"
        "press,X-999,,\n"
        f"press,{member.number},Somebody Else,\n"
        f"press,{chair.number},,\n"
        f"press,,{long},\n"
        "press,,Ann Reporter,Harbour Radio\n"
        "press,,ann reporter,HARBOUR RADIO\n"
        ",,,\n",
    )
    assert (report.new, report.rejected, report.blank) == (1, 8, 1)
    told = reasons(report)
    assert told[2].startswith('Nobody is invited by hand as "delegates": write one of guests, press.')
    assert told[3].startswith("No category")
    assert told[4].startswith("Neither a number nor a name")
    assert told[5].startswith("There is no person with the number X-999")
    assert "is not that of Somebody Else" in told[6]
    assert "has or had place number 1 as officials" in told[7]
    assert told[8] == "The name is longer than 200 letters."
    assert "stand" in told[10] and "line 9 already" in told[10]
    assert report.rejects[0].read_text(encoding="utf-8-sig").count("\n") == 9


def test_the_first_lines_have_the_seats_there_are(take_in):
    world = a_world()
    report = take_in(world, "category,name\n" + "".join(f"guests,Guest {number}\n" for number in range(1, 5)))
    assert (report.new, report.rejected) == (2, 2)
    assert set(reasons(report)) == {4, 5}
    assert "All 2 seats of this category have somebody" in reasons(report)[4]


@pytest.mark.parametrize(
    ("encoding", "head", "delimiter"),
    [("utf-8-sig", "category;name", ";"), ("cp1252", "Category\tName", "\t"), ("utf-16", "CATEGORY,NAME", ",")],
)
def test_files_as_spreadsheets_write_them(take_in, encoding, head, delimiter):
    world = a_world()
    report = take_in(world, f'{head}\r\npress{delimiter}"Zoë ""Z"" Müller"\r\n', encoding=encoding)
    assert report.new == 1
    assert Place.objects.get().name == 'Zoë "Z" Müller'


def test_a_line_with_too_many_fields_is_told_and_the_others_are_taken(take_in):
    world = a_world()
    report = take_in(world, 'category,name\npress,Ann\npress,Bob,more,still more\npress,"Ci\ndy"\n')
    assert (report.new, report.rejected) == (2, 1)
    assert list(Place.objects.order_by("number").values_list("name", flat=True)) == ["Ann", "Ci dy"]


def test_what_is_no_such_file_is_refused_as_a_whole(take_in):
    world = a_world()
    with pytest.raises(ColumnsDoNotFit):
        take_in(world, "name,origin\nAnn,Radio\n")
    with pytest.raises(NothingInIt):
        take_in(world, "category,name\n")
    in_phase(world, Phase.CLOSED)
    with pytest.raises(ConferenceOver):
        take_in(world, "category,name\npress,Ann\n")
    assert not Place.objects.exists()


def test_formulas_and_quotes_are_only_words(take_in):
    world = a_world()
    take_in(world, 'category,name,origin\npress,"\'; drop table participants_place; --",=cmd()\n')
    assert Place.objects.get().name == "'; drop table participants_place; --"
