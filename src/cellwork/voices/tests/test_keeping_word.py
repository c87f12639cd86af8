"""Promises that come back, matters on agendas, groups of alike voices and who stands behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.voices.actions.joining import AlreadyBehindIt, NoLongerOpen, OwnVoice, join_voices, part_voice, support
from cellwork.voices.actions.matters import MatterIsClosed, end_matter, raise_supported
from cellwork.voices.actions.promising import PromiseIsEnded, explain_promise, keep_promise
from cellwork.voices.models import Likeness, Matter, Promise, Support, VoiceStep
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db


def a_promise(cast, *keys):
    answered(cast, *keys, kind="will_do", words="New lamps.", by_date=TODAY + timedelta(days=10))
    return Promise.objects.get()


def test_a_promise_is_kept_and_everybody_it_was_given_to_reads_so():
    cast = a_hearing_cast()
    keys = [a_voice(cast), a_voice(cast, cell=cast.sibling)]
    promise = a_promise(cast, *keys)
    keep_promise(
        actor=acting_as(cast.city_chair),
        body_id=cast.city.pk,
        promise_id=promise.id,
        words="The lamps burn.",
        at=days(9),
    )
    for key in keys:
        assert history(key) == ["said", "joined", "answered", "kept"]
        assert VoiceStep.objects.get(voice_id=key.voice_id, what="kept").words == "The lamps burn."
    assert Promise.objects.get().ended == "kept"


def test_a_promise_is_put_off_with_a_reason_and_then_explained():
    cast = a_hearing_cast()
    key = a_voice(cast)
    promise = a_promise(cast, key)
    city = {"actor": acting_as(cast.city_chair), "body_id": cast.city.pk, "promise_id": promise.id}
    explain_promise(**city, words="The lamps come in May.", due_on=TODAY + timedelta(days=60), at=days(9))
    after = Promise.objects.get()
    assert (after.due_on, after.first_due_on, after.put_off, after.ended) == (
        TODAY + timedelta(days=60), TODAY + timedelta(days=10), 1, "",
    )  # fmt: skip
    explain_promise(**city, words="The house is pulled down.", at=days(50))
    assert Promise.objects.get().ended == "explained"
    assert history(key) == ["said", "answered", "explained", "explained"]
    with pytest.raises(PromiseIsEnded):
        keep_promise(**city, words="After all.", at=days(51))


def test_a_promise_does_not_end_without_words_nor_on_a_day_that_has_passed():
    cast = a_hearing_cast()
    promise = a_promise(cast, a_voice(cast))
    city = {"actor": acting_as(cast.city_chair), "body_id": cast.city.pk, "promise_id": promise.id, "at": days(9)}
    with pytest.raises(Unfit):
        keep_promise(**city, words=" ")
    with pytest.raises(Unfit):
        explain_promise(**city, words="Later.", due_on=TODAY)


@pytest.mark.parametrize("who", ["province_chair", "secretary", "sibling_secretary", "stranger"])
def test_a_promise_is_ended_by_the_body_that_made_it(who):
    cast = a_hearing_cast()
    promise = a_promise(cast, a_voice(cast))
    with pytest.raises(NotAllowed):
        keep_promise(
            actor=acting_as(getattr(cast, who)), body_id=cast.city.pk, promise_id=promise.id, words="Done.", at=SPRING
        )


def joined(cast, *keys, title="Dark stairs"):
    return join_voices(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voices=keys, title=title, at=SPRING)


def test_alike_voices_are_put_beside_each_other_and_parted_again():
    cast = a_hearing_cast()
    one, two, three = a_voice(cast), a_voice(cast), a_voice(cast)
    group = joined(cast, one, two)
    assert joined(cast, one, three, title="") == group
    assert {the(key).likeness_id for key in (one, two, three)} == {group.id}
    part_voice(actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=three, at=SPRING)
    assert the(three).likeness_id is None
    assert history(three) == ["said", "joined", "parted"]


@pytest.mark.parametrize("who", ["province_chair", "secretary", "sibling_secretary", "stranger"])
def test_others_join_nothing(who):
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(NotAllowed):
        join_voices(actor=acting_as(getattr(cast, who)), body_id=cast.city.pk, voices=[key], title="Stairs", at=SPRING)


def test_members_of_the_branch_stand_behind_a_title_once_each():
    cast = a_hearing_cast()
    key = a_voice(cast)
    group = joined(cast, key, a_voice(cast))
    member = a_person(cell=cast.sibling)
    support(actor=acting_as(member), likeness_id=group.id, at=SPRING)
    with pytest.raises(AlreadyBehindIt):
        support(actor=acting_as(member), likeness_id=group.id, at=SPRING)
    joined(cast, key, a_voice(cast), title="")
    with pytest.raises(AlreadyBehindIt):
        support(actor=acting_as(member), likeness_id=group.id, at=SPRING)
    assert Support.objects.count() == 1


def test_strangers_to_the_branch_and_authors_do_not_count():
    cast = a_hearing_cast()
    author = a_person(cell=cast.cell)
    group = joined(cast, a_voice(cast, author=author))
    with pytest.raises(NotVisible):
        support(actor=acting_as(a_person(cell=cast.far_cell)), likeness_id=group.id, at=SPRING)
    with pytest.raises(OwnVoice):
        support(actor=acting_as(author), likeness_id=group.id, at=SPRING)


def test_behind_what_is_answered_nobody_stands_any_more():
    cast = a_hearing_cast()
    key = a_voice(cast)
    group = joined(cast, key)
    answered(cast, key)
    with pytest.raises(NoLongerOpen):
        support(actor=acting_as(a_person(cell=cast.cell)), likeness_id=group.id, at=SPRING)


def test_enough_people_put_a_matter_on_the_agenda_once():
    cast = a_hearing_cast()
    one, two = a_voice(cast), a_voice(cast)
    group = joined(cast, one, two)
    assert raise_supported(at=SPRING) == 0, "two voices are two people; the statutes say three"
    support(actor=acting_as(a_person(cell=cast.sibling)), likeness_id=group.id, at=SPRING)
    assert raise_supported(at=SPRING) == 1
    assert raise_supported(at=days(1)) == 0
    matter = Matter.objects.get()
    assert (matter.body_id, matter.likeness_id, matter.title, matter.why) == (
        cast.city.pk, group.id, "Dark stairs", "support",
    )  # fmt: skip
    assert history(one) == ["said", "joined", "on_the_agenda"]


def a_matter(cast, *keys):
    answered(cast, *keys, kind="needs_decision", words="Only the province can.", title="Dark stairs")
    return Matter.objects.get()


def test_the_outcome_of_a_matter_reaches_every_author():
    cast = a_hearing_cast()
    keys = [a_voice(cast), a_voice(cast, cell=cast.sibling)]
    matter = a_matter(cast, *keys)
    province = {"actor": acting_as(cast.province_chair), "body_id": cast.province.pk, "matter_id": matter.id}
    with pytest.raises(Unfit):
        end_matter(**province, outcome="", at=days(2))
    end_matter(**province, outcome="There will be light in every stairway by winter.", at=days(2))
    for key in keys:
        assert history(key)[-1] == "moved"
    with pytest.raises(MatterIsClosed):
        end_matter(**province, outcome="Or not.", at=days(3))


@pytest.mark.parametrize("who", ["chair", "city_chair", "secretary", "stranger"])
def test_a_matter_is_ended_by_the_body_on_whose_agenda_it_stands(who):
    cast = a_hearing_cast()
    matter = a_matter(cast, a_voice(cast))
    with pytest.raises(NotAllowed):
        end_matter(
            actor=acting_as(getattr(cast, who)), body_id=cast.province.pk, matter_id=matter.id, outcome="No.", at=SPRING
        )
    assert Entry.objects.filter(fact="MatterEnded").count() == 0


def test_a_group_has_a_title_that_gives_nobody_away():
    cast = a_hearing_cast()
    answered(cast, a_voice(cast, words="My neighbour steals."), a_voice(cast))
    assert Likeness.objects.get().title == "Housing"
