"""Words held back by a published rule, with the reason, in a log; and named voices read from further above."""

from __future__ import annotations

import pytest

from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.people.models import Look
from cellwork.voices.actions.looking import look_at_voice
from cellwork.voices.actions.moderating import StandsSoAlready, show_words_again, withhold_words
from cellwork.voices.models import ModerationEntry, VoiceStep
from cellwork.voices.tests.desks import a_hearing_cast, a_voice, answered, history, the

pytestmark = pytest.mark.django_db


def withheld(cast, key, *, by=None, rule="insult", because="A neighbour is called names."):
    return withhold_words(
        actor=acting_as(by or cast.city_chair), body_id=cast.city.pk, voice=key, rule=rule, because=because, at=SPRING
    )


def test_words_are_held_back_by_a_rule_and_shown_again_and_all_of_it_stays_on_record():
    cast = a_hearing_cast()
    key = a_voice(cast)
    withheld(cast, key)
    assert the(key).withheld
    assert the(key).words, "nothing vanishes"
    step = VoiceStep.objects.get(voice_id=key.voice_id, what="withheld")
    assert step.words == "Somebody is insulted: A neighbour is called names."
    show_words_again(
        actor=acting_as(cast.city_chair), body_id=cast.city.pk, voice=key, because="The neighbour agrees.", at=SPRING
    )
    assert not the(key).withheld
    assert ModerationEntry.objects.count() == 2
    assert history(key) == ["said", "withheld", "shown_again"]


def test_what_is_held_back_is_still_answered():
    cast = a_hearing_cast()
    key = a_voice(cast)
    withheld(cast, key)
    answered(cast, key)
    assert the(key).state == "answered"


def test_without_a_published_rule_or_a_reason_nothing_is_held_back():
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(Unfit, match="which rule"):
        withheld(cast, key, rule="dislike")
    with pytest.raises(Unfit, match="why"):
        withheld(cast, key, because="")
    withheld(cast, key)
    with pytest.raises(StandsSoAlready):
        withheld(cast, key)


@pytest.mark.parametrize("who", ["province_chair", "secretary", "sibling_secretary", "stranger"])
def test_only_the_body_that_answers_holds_back(who):
    cast = a_hearing_cast()
    key = a_voice(cast)
    with pytest.raises(NotAllowed):
        withheld(cast, key, by=getattr(cast, who))
    assert ModerationEntry.objects.count() == 0


def looked(cast, key, *, by, reason="We decide about this house on Friday."):
    return look_at_voice(actor=acting_as(by), voice=key, reason=reason, at=SPRING)


def test_who_reads_a_named_voice_from_above_says_why_and_the_author_reads_that():
    cast = a_hearing_cast()
    author = a_person(cell=cast.cell)
    key = a_voice(cast, author=author)
    assert looked(cast, key, by=cast.province_chair).words == the(key).words
    assert Look.objects.get(person_id=author.pk).reason == "We decide about this house on Friday."
    step = VoiceStep.objects.get(voice_id=key.voice_id, what="looked")
    assert (step.words, step.by) == ("We decide about this house on Friday.", f"{cast.province_chair.name}, Chair")
    assert "reason" not in Entry.objects.get(fact="VoiceLookedAt").content


def test_without_a_reason_nobody_looks():
    cast = a_hearing_cast()
    with pytest.raises(Unfit, match="why"):
        looked(cast, a_voice(cast), by=cast.chair, reason="  ")


@pytest.mark.parametrize("manner", ["confidential", "anonymous"])
def test_a_confidential_or_anonymous_voice_is_not_looked_at_whatever_the_reason(manner):
    cast = a_hearing_cast()
    key = a_voice(cast, manner=manner)
    with pytest.raises(NotVisible):
        looked(cast, key, by=cast.province_chair)
    assert history(key) == ["said"]


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "stranger"])
def test_others_do_not_learn_that_there_is_such_a_voice(who):
    cast = a_hearing_cast()
    with pytest.raises(NotVisible):
        looked(cast, a_voice(cast), by=getattr(cast, who))
