"""Alike voices below a desk: what a body above learns of them, and one matter of all, each where it lies."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.tests.test_races import both_held
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, acting_as, statutes_in_force
from cellwork.voices.actions.climbing_matters import climb_matters
from cellwork.voices.actions.desk import AlreadyAnswered, VoiceKey
from cellwork.voices.actions.gathering import Chosen, gather_below
from cellwork.voices.actions.matters import end_matter
from cellwork.voices.models import Gathered, Matter, Voice
from cellwork.voices.queries.below import found_below
from cellwork.voices.queries.desk import matters_of
from cellwork.voices.queries.reading import named_behind
from cellwork.voices.tests.desks import HEARING, a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db

SEED = "The stairs of the house are dark since autumn, somebody will fall."
ALIKE = "The stairs of our house are dark since the autumn; somebody will fall."


def at_the_province(cast, words=SEED, **fields):
    return a_voice(cast, words=words, lies_with=cast.province, **fields)


def below(cast, many=1, *, manner="named", lies_with=None, words=ALIKE, **fields):
    """So many at the city, directly below the province, or further down at a cell."""
    return [a_voice(cast, words=words, manner=manner, lies_with=lies_with or cast.city, **fields) for _ in range(many)]


def found(cast, seed):
    return found_below(the(seed), cast.province, at=SPRING).branches


def gathered(cast, seed, *near, far=False, title="Dark stairs", by=None, body=None, at=SPRING):
    return gather_below(
        actor=acting_as(by or cast.province_chair), body_id=(body or cast.province).pk, voice=seed, at=at,
        chosen=Chosen(near=near, far=far, title=title),
    )  # fmt: skip


class TestWhatIsKnownAbove:
    def test_of_named_ones_with_a_body_directly_below_the_cell_and_the_day(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (key,) = below(cast)
        below(cast, words="The canteen closes too early on Fridays.")
        (branch,) = found(cast, seed)
        assert branch.body == cast.city and branch.more is None
        assert [(each.voice_id, each.cell_name) for each in branch.near] == [(key.voice_id, "Mill Cell")]
        assert not hasattr(branch.near[0], "words") and not hasattr(branch.near[0], "name")

    @pytest.mark.parametrize("where", ["in confidence", "anonymous", "further below"])
    @pytest.mark.parametrize(("many", "more"), [(1, None), (4, None), (5, 5), (9, 5), (11, 10)])
    def test_of_all_others_a_number_in_steps_of_five_and_fewer_than_five_look_like_none(self, where, many, more):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        fields = {
            "in confidence": {"manner": "confidential"},
            "anonymous": {"manner": "anonymous"},
            "further below": {"lies_with": cast.cell},
        }[where]
        below(cast, many, **fields)
        branches = found(cast, seed)
        assert [(each.near, each.more) for each in branches] == ([((), more)] if more else [])

    def test_what_is_answered_or_lies_in_another_branch_is_not_found(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (key,) = below(cast)
        answered(cast, key)
        below(cast, 6, lies_with=cast.far_city, cell=cast.far_cell)
        assert found(cast, seed) == []

    def test_the_page_shows_neither_words_nor_names(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast, on=clock.now().date())
        below(cast, words=ALIKE + " Number seven.", on=clock.now().date())
        browser = browser_of(cast.province_chair)
        url = reverse("alike_below", args=[cast.province.pk, seed.cell_id, seed.voice_id])
        voice_page = browser.get(reverse("desk_voice", args=[cast.province.pk, seed.cell_id, seed.voice_id])).text
        assert url in voice_page
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(url).text
        assert len(asked) <= 18
        assert "Under a name, from Mill Cell" in page
        assert "Number seven" not in page and "Somebody" not in re.sub(
            r"<blockquote.*?</blockquote>", "", page, flags=re.S
        )

    @pytest.mark.parametrize("who", ["chair", "city_chair", "secretary", "stranger"])
    def test_nobody_else_opens_the_page(self, who):
        cast = a_hearing_cast()
        seed = at_the_province(cast, on=clock.now().date())
        url = reverse("alike_below", args=[cast.province.pk, seed.cell_id, seed.voice_id])
        assert browser_of(getattr(cast, who)).get(url).status_code == 404

    def test_a_cell_has_nothing_below(self):
        cast = a_hearing_cast()
        seed = a_voice(cast, lies_with=cast.cell, on=clock.now().date())
        url = reverse("alike_below", args=[cast.cell.pk, seed.cell_id, seed.voice_id])
        assert browser_of(cast.secretary).get(url).status_code == 404


class TestGathered:
    def test_they_are_one_matter_and_each_lies_on_where_it_lay(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        near = below(cast, 2)
        far = below(cast, 5, lies_with=cast.cell)
        matter = gathered(cast, seed, *near, far=True)
        assert (matter.body_id, matter.title, matter.why) == (cast.province.pk, "Dark stairs", "gathered")
        (line,) = matters_of(cast.province.pk)
        assert (line.voices, line.people) == (8, 8)
        for key in near + far:
            assert the(key).with_id in (cast.city.pk, cast.cell.pk) and the(key).state == "received"
            assert history(key) == ["said", "on_the_agenda"]
        assert history(seed) == ["said", "on_the_agenda"]
        answered(cast, near[0])
        assert the(near[0]).state == "answered", "it is answered where it lies"

    def test_those_not_ticked_and_those_only_counted_stay_out_unless_asked_for(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        one, other = below(cast, 2)
        below(cast, 5, manner="confidential")
        gathered(cast, seed, one)
        assert list(Gathered.objects.values_list("voice_id", flat=True)) == [one.voice_id]
        assert history(other) == ["said"]

    def test_fewer_than_five_that_are_not_listed_cannot_be_gathered(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (near,) = below(cast)
        below(cast, 4, manner="anonymous")
        gathered(cast, seed, near, far=True)
        assert Gathered.objects.count() == 1

    def test_a_key_that_was_not_shown_gathers_nothing(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (secret,) = below(cast, manner="confidential")
        (other,) = below(cast, words="The canteen closes too early on Fridays.")
        (away,) = below(cast, lies_with=cast.far_city, cell=cast.far_cell)
        with pytest.raises(Unfit):
            gathered(cast, seed, secret, other, away, VoiceKey(cast.cell.pk, seed.voice_id))
        assert Matter.objects.count() == 0

    def test_what_came_since_is_added_and_nobody_is_told_twice(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (first,) = below(cast)
        matter = gathered(cast, seed, first)
        (second,) = below(cast)
        assert gathered(cast, seed, first, second, at=days(1)).id == matter.id
        assert history(seed) == history(first) == history(second) == ["said", "on_the_agenda"]

    def test_the_outcome_reaches_every_author_and_named_ones_can_be_read_with_a_reason(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        keys = below(cast, 2)
        matter = gathered(cast, seed, *keys)
        assert {each.id for each in named_behind(matter)} == {seed.voice_id, *(key.voice_id for key in keys)}
        end_matter(
            actor=acting_as(cast.province_chair),
            body_id=cast.province.pk,
            matter_id=matter.id,
            outcome="Lamps.",
            at=days(1),
        )
        for key in (seed, *keys):
            assert history(key)[-1] == "moved"

    def test_when_it_climbs_all_of_them_climb_with_it(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        keys = below(cast, 2)
        gathered(cast, seed, *keys)
        assert climb_matters(at=days(31)) == 1
        (line,) = matters_of(cast.centre.pk)
        assert (line.voices, line.climbed) == (3, 1)
        assert all(history(key)[-1] == "on_the_agenda" for key in keys)

    @pytest.mark.parametrize("who", ["chair", "city_chair", "secretary", "sibling_secretary", "stranger"])
    def test_only_the_body_at_whose_desk_it_lies_gathers(self, who):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (near,) = below(cast)
        with pytest.raises(NotAllowed):
            gathered(cast, seed, near, by=getattr(cast, who))
        with pytest.raises(NotVisible):
            gathered(cast, seed, near, by=cast.city_chair, body=cast.city)
        assert Gathered.objects.count() == 0

    def test_whoever_answers_but_does_not_see_the_branch_gathers_nothing(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (near,) = below(cast)
        blind = HEARING.replace('may = ["voices.see"]', 'may = ["voices.moderate"]')
        statutes_in_force(blind, since=SPRING - timedelta(days=200))
        with pytest.raises(NotAllowed):
            gathered(cast, seed, near)

    def test_a_term_that_ended_gathers_nothing(self):
        cast = a_hearing_cast()
        seed = a_voice(cast, words=SEED, lies_with=cast.far_province, cell=cast.far_cell)
        (near,) = below(cast, lies_with=cast.far_city, cell=cast.far_cell)
        expired = in_office(
            "chair", cast.far_province, since=SPRING - timedelta(days=9), until=SPRING - timedelta(days=1)
        )
        with pytest.raises(NotAllowed):
            gathered(cast, seed, near, by=expired, body=cast.far_province)

    def test_what_is_answered_gathers_nothing(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast)
        (near,) = below(cast)
        answered(cast, seed, by=cast.province_chair, body=cast.province)
        with pytest.raises(AlreadyAnswered):
            gathered(cast, seed, near)

    def test_from_its_page(self):
        cast = a_hearing_cast()
        seed = at_the_province(cast, on=clock.now().date())
        (near,) = below(cast, on=clock.now().date())
        browser = browser_of(cast.province_chair)
        url = reverse("alike_below", args=[cast.province.pk, seed.cell_id, seed.voice_id])
        faulty = browser.post(url, {"title": "Dark stairs"})
        assert faulty.status_code == 422 and "No voice below is chosen." in faulty.text
        done = browser.post(url, {"voices": [f"{near.cell_id}:{near.voice_id}"], "title": "Dark stairs"}, follow=True)
        assert "They are one matter on your agenda now." in done.text and "Dark stairs" in done.text


@pytest.mark.django_db(transaction=True)
def test_gathered_twice_at_the_same_moment_they_are_one_matter_and_told_once():
    cast = a_hearing_cast()
    seed = at_the_province(cast)
    keys = below(cast, 2)
    work = [lambda: gathered(cast, seed, *keys)] * 2
    outcomes = both_held("select from voices_voice where id = %s for update", seed.voice_id, works=work)
    assert [type(each) for each in outcomes] == [Matter, Matter]
    assert Matter.objects.count() == 1 and Gathered.objects.count() == 2
    for key in (seed, *keys):
        assert history(key).count("on_the_agenda") == 1
    assert Voice.objects.count() == 3
