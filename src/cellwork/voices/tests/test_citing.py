"""Decisions name the voices they came from, and their authors learn of it; voices follow when bodies change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.actions.adopting import adopt_decision
from cellwork.decisions.actions.drafting import NoLongerADraft
from cellwork.decisions.tests.builders import a_draft
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel.delivery import deliver_one
from cellwork.kernel.refusals import NotAllowed, NotVisible
from cellwork.organisation.actions.reorganising import dissolve_body, move_body
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.voices.actions.citing import cite_matter, tell_of_adoption
from cellwork.voices.models import Citation, Matter, Promise, VoiceStep
from cellwork.voices.tests.desks import TODAY, a_hearing_cast, a_voice, answered, days, history, the

pytestmark = pytest.mark.django_db


def a_cited_draft(cast, *keys):
    answered(cast, *keys, kind="needs_decision", words="Only the province can.", title="Dark stairs")
    matter = Matter.objects.get()
    draft = a_draft(cast, by=cast.province, person=cast.province_chair)
    count = cite_matter(actor=acting_as(cast.province_chair), decision_id=draft.pk, matter_id=matter.id, at=SPRING)
    assert count == len(keys)
    return draft, matter


def test_when_the_decision_is_adopted_every_author_reads_what_came_of_it():
    cast = a_hearing_cast()
    keys = [a_voice(cast), a_voice(cast, cell=cast.sibling)]
    draft, matter = a_cited_draft(cast, *keys)
    adopt_decision(actor=acting_as(cast.province_chair), decision_id=draft.pk, at=days(1))
    while deliver_one(at=days(1)):
        pass
    for key in keys:
        assert history(key)[-1] == "moved"
        assert "On reading rooms" in VoiceStep.objects.filter(voice_id=key.voice_id).latest("number").words
    assert Matter.objects.get(id=matter.id).ended_on == TODAY + timedelta(days=1)
    assert tell_of_adoption(decision_id=draft.pk, body_id=cast.province.pk, title="Again", at=days(2)) == 0


def test_the_page_of_a_decision_says_from_how_many_voices_it_came():
    cast = a_hearing_cast()
    draft, _ = a_cited_draft(cast, a_voice(cast), a_voice(cast))
    adopt_decision(actor=acting_as(cast.province_chair), decision_id=draft.pk, at=days(1))
    browser = browser_of(cast.secretary)
    assert "This came from 2 voices." in browser.get(reverse("decision", args=[draft.pk])).text
    other = a_draft(cast, by=cast.province, person=cast.province_chair)
    adopt_decision(actor=acting_as(cast.province_chair), decision_id=other.pk, at=days(1))
    assert "This came from" not in browser.get(reverse("decision", args=[other.pk])).text


def test_citing_twice_cites_once():
    cast = a_hearing_cast()
    draft, matter = a_cited_draft(cast, a_voice(cast))
    cite_matter(actor=acting_as(cast.province_chair), decision_id=draft.pk, matter_id=matter.id, at=SPRING)
    assert Citation.objects.count() == 1


def test_only_a_draft_of_the_body_itself_cites_by_whoever_may_draft():
    cast = a_hearing_cast()
    draft, matter = a_cited_draft(cast, a_voice(cast))
    for person in (cast.chair, cast.city_chair, cast.secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            cite_matter(actor=acting_as(person), decision_id=draft.pk, matter_id=matter.id, at=SPRING)
    of_the_centre = a_draft(cast)
    with pytest.raises(NotVisible):
        cite_matter(actor=acting_as(cast.chair), decision_id=of_the_centre.pk, matter_id=matter.id, at=SPRING)
    adopt_decision(actor=acting_as(cast.province_chair), decision_id=draft.pk, at=SPRING)
    with pytest.raises(NoLongerADraft):
        cite_matter(actor=acting_as(cast.province_chair), decision_id=draft.pk, matter_id=matter.id, at=SPRING)


def test_a_cell_that_moves_takes_its_voices_along():
    cast = a_hearing_cast()
    said, with_it = a_voice(cast), a_voice(cast, lies_with=cast.cell)
    move_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, to_parent=cast.far_city.pk, at=days(1))
    path = Body.objects.get(pk=cast.cell.pk).path
    assert the(said).cell_path == the(with_it).cell_path == the(with_it).with_path == path
    assert the(said).with_path == cast.city.path, "whoever owes the answer still does"


def test_what_a_dissolved_body_owed_is_owed_above_and_keeps_its_day():
    cast = a_hearing_cast()
    for cell in (cast.cell, cast.sibling):
        move_body(actor=acting_as(cast.chair), body_id=cell.pk, to_parent=cast.far_city.pk, at=days(1))
    key, done = a_voice(cast), a_voice(cast)
    answered(cast, done, kind="will_do", words="Soon.", by_date=TODAY + timedelta(days=9))
    before = the(key).answer_by
    dissolve_body(actor=acting_as(cast.chair), body_id=cast.city.pk, because="Merged with the port.", at=days(2))
    voice = the(key)
    assert (voice.with_id, voice.with_path, voice.answer_by) == (cast.province.pk, cast.province.path, before)
    assert history(key) == ["said", "passed"]
    assert "Merged with the port." in VoiceStep.objects.get(voice_id=key.voice_id, what="passed").words
    assert (the(done).with_id, the(done).state) == (cast.province.pk, "answered")
    assert Promise.objects.get().body_id == cast.province.pk
