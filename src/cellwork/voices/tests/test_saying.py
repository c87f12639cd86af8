"""Who says what, how it is kept, and what is not kept of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cellwork.decisions.tests.test_pictures import a_photo, told_by_a_camera
from cellwork.kernel import mixing
from cellwork.kernel.acting import Actor
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry, MixingRound, SealedMessage
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import at_once, signed_in_as
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.saying import BOX, AlreadySaid, LinkEnded, cleaned, renew_link, say, say_at_poster
from cellwork.voices.models import Attachment, Link, Voice, VoiceStep
from cellwork.voices.states import LONGEST_WORDS, Manner
from cellwork.voices.tests.desks import a_hearing_cast
from cellwork.voices.tests.speaking import (
    WORDS,
    a_code,
    a_link,
    a_member,
    anonymously,
    at_poster,
    heard_anonymously,
    named,
    others_speak,
    the_receipt,
    words_said,
)

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(days=3)


class TestWithAnAccount:
    def test_a_member_is_heard_by_the_body_that_answers_and_by_a_day(self):
        cast = a_hearing_cast()
        author = a_member(cast)
        voice = named(cast, author)
        assert (voice.body_id, voice.with_id, voice.author_id, voice.name) == (
            cast.cell.pk, cast.city.pk, author.pk, "Mira Member",
        )  # fmt: skip
        assert voice.answer_by == (SPRING + timedelta(days=20)).date()
        assert [each.what for each in VoiceStep.objects.filter(voice_id=voice.id)] == ["said"]

    def test_it_goes_by_subject_and_place(self):
        cast = a_hearing_cast()
        author = a_member(cast, cell=cast.far_cell)
        voice = say(actor=acting_as(author), said=words_said(subject="roads"), manner=Manner.CONFIDENTIAL, at=SPRING)
        assert voice.with_id == cast.far_province.pk

    def test_the_journal_says_that_something_was_said_and_not_what(self):
        cast = a_hearing_cast()
        author = a_member(cast)
        voice = named(cast, author)
        entry = Entry.objects.get(fact="VoiceReceived")
        assert (entry.actor_id, entry.body_id, entry.content["voice_id"]) == (author.pk, cast.cell.pk, str(voice.id))
        assert "stairs" not in json.dumps(entry.content)

    def test_somebody_who_belongs_to_no_cell_is_told_so(self):
        a_hearing_cast()
        with pytest.raises(NotVisible):
            say(actor=acting_as(a_person()), said=words_said(), manner=Manner.NAMED, at=SPRING)
        with pytest.raises(NotVisible):
            say(actor=Actor(person_id=None), said=words_said(), manner=Manner.NAMED, at=SPRING)

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            (words_said(kind="rumour"), "kind"),
            (words_said(subject="weather"), "subject"),
            (words_said(words="  \u200b\n "), "words"),
            (words_said(words="x" * (LONGEST_WORDS + 1)), "words"),
        ],
    )
    def test_what_does_not_fit_is_said_with_its_place(self, said, field):
        cast = a_hearing_cast()
        with pytest.raises(Unfit) as unfit:
            say(actor=acting_as(a_member(cast)), said=said, manner=Manner.NAMED, at=SPRING)
        assert unfit.value.field == field
        assert not Voice.objects.exists()

    def test_a_photo_loses_the_place_and_the_camera_it_carries(self):
        cast = a_hearing_cast()
        sent = a_photo(exif=told_by_a_camera())
        voice = say(
            actor=acting_as(a_member(cast)), said=words_said(), manner=Manner.NAMED, at=SPRING, attachment=sent
        )  # fmt: skip
        kept = Attachment.objects.get(voice_id=voice.id)
        assert (kept.kind, kept.name) == ("photo", "photo.jpg")
        assert b"Exif" in sent and b"Exif" not in bytes(kept.content)


class TestAtThePoster:
    def test_somebody_without_an_account_is_heard_under_a_name_nobody_vouches_for(self):
        cast = a_hearing_cast()
        code = at_poster(a_link(cast))
        voice = Voice.objects.get()
        assert (voice.name, voice.author_id, bytes(voice.receipt)) == ("Nela Neighbour", None, the_receipt(code))
        assert code.replace("-", "") not in str(voice.__dict__)

    def test_a_name_is_asked_of_whoever_gives_one(self):
        cast = a_hearing_cast()
        with pytest.raises(Unfit) as unfit:
            at_poster(a_link(cast), name="  ")
        assert unfit.value.field == "name"

    def test_the_same_form_sent_twice_is_one_voice(self):
        cast = a_hearing_cast()
        token, receipt = a_link(cast), the_receipt(a_code())
        for _ in range(2):
            say_at_poster(
                token=token, said=words_said(), manner=Manner.NAMED, name="Nela", receipt=receipt, at=SPRING
            )  # fmt: skip
        assert Voice.objects.count() == 1

    def test_an_old_poster_says_where_to_find_the_present_one(self):
        cast = a_hearing_cast()
        old = a_link(cast)
        a_link(cast)
        with pytest.raises(LinkEnded) as refusal:
            at_poster(old)
        assert "Mill Cell" in refusal.value.remedy
        with pytest.raises(NotVisible):
            at_poster("no-such-token")

    def test_a_secretary_renews_the_link_of_the_own_cell_and_of_no_other(self):
        cast = a_hearing_cast()
        assert a_link(cast) != a_link(cast)
        assert Link.objects.filter(body_id=cast.cell.pk, ended_at__isnull=True).count() == 1
        for person in (cast.sibling_secretary, cast.stranger, a_member(cast), cast.city_chair):
            with pytest.raises(NotAllowed):
                a_link(cast, by=person)

    def test_a_committee_has_no_poster(self):
        cast = a_hearing_cast()
        with pytest.raises((NotVisible, NotAllowed)):
            renew_link(actor=acting_as(cast.city_chair), cell_id=cast.city.pk, at=SPRING)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_the_same_form_sent_twice_at_the_same_moment_is_one_voice(self):
        cast = a_hearing_cast()
        token, receipt = a_link(cast), the_receipt(a_code())

        def send():
            return say_at_poster(
                token=token, said=words_said(), manner=Manner.NAMED, name="Nela", receipt=receipt, at=SPRING
            )

        outcomes = at_once(send, send)
        assert Voice.objects.count() == 1
        assert all(isinstance(each, (Voice, AlreadySaid)) for each in outcomes)

    def test_two_who_renew_at_once_leave_one_good_link(self):
        cast = a_hearing_cast()
        at_once(lambda: a_link(cast), lambda: a_link(cast))
        assert Link.objects.filter(ended_at__isnull=True).count() == 1


@pytest.mark.usefixtures("box")
class TestAnonymously:
    def test_nothing_is_there_until_enough_lies_together(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        anonymously(token)
        others_speak(token, many=3)
        assert open_the_box(at=SPRING) == 0
        assert not Voice.objects.exists() and mixing.waiting(BOX) == 4
        anonymously(token)
        assert open_the_box(at=LATER) == 5
        assert Voice.objects.count() == 5 and mixing.waiting(BOX) == 0

    def test_a_batch_of_one_waits_however_long(self):
        cast = a_hearing_cast()
        anonymously(a_link(cast))
        assert open_the_box(at=SPRING + timedelta(days=300)) == 0

    def test_it_goes_the_same_way_as_any_other_and_its_day_is_that_of_the_opening(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        anonymously(token, subject="roads", at=SPRING)
        others_speak(token)
        open_the_box(at=LATER)
        voice = Voice.objects.get(subject="roads")
        assert (voice.body_id, voice.with_id, voice.received_on) == (cast.cell.pk, cast.province.pk, LATER.date())
        assert voice.answer_by == (LATER + timedelta(days=20)).date()

    def test_nothing_of_its_author_or_its_hour_is_kept(self):
        cast = a_hearing_cast()
        heard_anonymously(a_link(cast))
        for voice in Voice.objects.all():
            assert (voice.author_id, voice.name, voice.id.version) == (None, "", 4)
        hours = [
            (model._meta.db_table, field.name)
            for model in (Voice, VoiceStep)
            for field in model._meta.fields
            if field.get_internal_type() in ("DateTimeField", "TimeField")
        ]
        assert hours == []

    def test_rows_lie_in_the_order_of_their_random_ids(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        with (
            unguarded("a file without gaps that other tests left, into which rows would fall"),
            connection.cursor() as cursor,
        ):
            cursor.execute("truncate voices_voice, voices_voicestep cascade")
        others_speak(token, many=30)
        open_the_box(at=SPRING)
        with connection.cursor() as cursor:
            cursor.execute("select id from voices_voice order by ctid")
            lying = [row[0] for row in cursor.fetchall()]
            cursor.execute("select voice_id from voices_voicestep order by ctid")
            steps = [row[0] for row in cursor.fetchall()]
        assert lying == sorted(lying) and steps == lying

    def test_the_journal_knows_how_many_came_out_and_nothing_else(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        before = Entry.objects.count()
        anonymously(token)
        assert Entry.objects.count() == before
        others_speak(token)
        open_the_box(at=SPRING)
        entry = Entry.objects.latest("id")
        assert Entry.objects.count() == before + 1
        assert (entry.fact, entry.content, entry.body_id, entry.actor_id) == ("BoxOpened", {"messages": 5}, None, None)

    def test_one_voice_is_told_from_another_by_no_length(self):
        cast = a_hearing_cast()
        token = a_link(cast)
        anonymously(token, "No.")
        anonymously(token, "\ub124" * LONGEST_WORDS)
        anonymously(token, '\\"' * (LONGEST_WORDS // 2))
        assert len({len(each.sealed) for each in SealedMessage.objects.all()}) == 1
        assert len({each.round_id for each in SealedMessage.objects.all()}) == 1

    def test_the_same_form_sent_twice_is_one_voice(self):
        cast = a_hearing_cast()
        token, receipt = a_link(cast), the_receipt(a_code())
        from cellwork.voices.actions.saying import say_anonymously

        for _ in range(5):
            say_anonymously(token=token, said=words_said(), receipt=receipt, at=SPRING)
        open_the_box(at=SPRING)
        assert Voice.objects.count() == 1
        for _ in range(5):
            say_anonymously(token=token, said=words_said(), receipt=receipt, at=SPRING)
        open_the_box(at=SPRING)
        assert Voice.objects.count() == 1

    def test_what_does_not_fit_is_said_before_anything_is_sealed(self):
        cast = a_hearing_cast()
        with pytest.raises(Unfit):
            anonymously(a_link(cast), subject="weather")
        assert mixing.waiting(BOX) == 0

    def test_before_the_worker_made_a_key_nothing_is_taken_and_it_says_so(self):
        cast = a_hearing_cast()
        MixingRound.objects.all().delete()
        with pytest.raises(mixing.BoxNotReady):
            anonymously(a_link(cast))


class TestTheDatabaseItself:
    """Not only the code keeps to it."""

    @pytest.mark.parametrize("change", [{"author_id": "person"}, {"name": "Mira"}])
    def test_an_anonymous_voice_takes_no_name(self, box, change):
        cast = a_hearing_cast()
        heard_anonymously(a_link(cast))
        change = {key: cast.secretary.pk if value == "person" else value for key, value in change.items()}
        with unguarded("trying"), pytest.raises(IntegrityError), transaction.atomic():
            Voice.objects.filter(manner="anonymous").update(**change)

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize(
        "statement",
        [
            "delete from voices_voice",
            "truncate voices_voice",
            "delete from voices_answer",
            "update voices_voicestep set words = ''",
        ],
    )
    def test_the_application_cannot_delete_a_voice_or_change_what_happened(self, statement):
        import psycopg

        with signed_in_as("cellwork") as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(statement)


def test_what_cannot_be_seen_is_left_out_of_words():
    assert cleaned(" a\u202eb\x00c\r\n\nd\u200b ") == "abc\n\nd"
    assert cleaned(WORDS) == WORDS
