"""What people say of themselves is theirs: asked of nobody, taken back on any day, and in no entry of the journal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from cellwork.kernel import clock
from cellwork.kernel.acting import Actor
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.people.actions import say_of_self
from cellwork.people.models import Person, SaidOfSelf
from cellwork.people.queries import said_of_self
from cellwork.people.tests.builders import a_person

pytestmark = pytest.mark.django_db
CHOICES = ("woman", "man")


def say(person: Person, sex: str) -> None:
    say_of_self(actor=Actor(person.pk, "test"), sex=sex, choices=CHOICES, at=clock.now())


def test_who_said_nothing_has_no_row():
    assert said_of_self(a_person().pk) is None


def test_what_was_said_can_be_changed():
    person = a_person()
    say(person, "woman")
    say(person, "man")
    assert SaidOfSelf.objects.get().sex == "man"


def test_what_was_taken_back_is_deleted():
    person = a_person()
    say(person, "woman")
    say(person, "")
    assert not SaidOfSelf.objects.exists()


def test_what_is_not_among_the_choices_is_refused_and_nothing_changes():
    person = a_person()
    say(person, "woman")
    with pytest.raises(Unfit):
        say(person, "reliable")
    assert SaidOfSelf.objects.get().sex == "woman"


def test_the_journal_holds_that_somebody_said_something_and_never_what():
    person = a_person()
    say(person, "woman")
    say(person, "")
    entries = list(Entry.objects.order_by("id"))
    assert [(each.fact, each.content, each.body_id) for each in entries] == [
        ("SaidOfThemselves", {}, None), ("TookBackOfThemselves", {}, None),
    ]  # fmt: skip


def test_the_installation_says_nothing_of_anybody():
    a_person()
    with pytest.raises(NotVisible):
        say_of_self(actor=Actor(None, "command line"), sex="woman", choices=CHOICES, at=clock.now())


def test_an_empty_word_is_no_word():
    with pytest.raises(IntegrityError, match="what_is_said_is_not_empty"), unguarded("a test"), transaction.atomic():
        SaidOfSelf.objects.create(pk=a_person().pk, sex="", said_at=clock.now())
