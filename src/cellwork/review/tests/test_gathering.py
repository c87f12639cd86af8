"""Questions, papers and themes: what those who prepare a conference do with what is written."""

from __future__ import annotations

import pytest

from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.decisions.tests.test_races import both_held
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import acting_as
from cellwork.review.actions.agenda import AlreadyAnswered, put_paper, put_question, reword_question, take_paper
from cellwork.review.actions.contributing import withdraw_contribution
from cellwork.review.actions.gathering import AlreadyOnTheAgenda, give_theme, put_theme_on_the_agenda
from cellwork.review.models import Contribution, Paper, Question, Theme
from cellwork.review.queries.gathering import LOOSE, alike_to, gathered, written_to
from cellwork.review.queries.preparing import agenda_for, agenda_of, told_to
from cellwork.review.tests.builders import LATER, Room, a_delegate, a_question, a_room, opened, written

pytestmark = pytest.mark.django_db


def themed(room: Room, *contributions: Contribution, title: str = "Stoves", by=None):
    return give_theme(
        actor=acting_as(by or room.organiser), conference_id=room.id, number=1,
        contributions=[each.id for each in contributions], title=title, at=LATER,
    )  # fmt: skip


def on_the_agenda(room: Room, theme: Theme, *, by=None, title: str = "Shall every cell have a stove?"):
    return put_theme_on_the_agenda(
        actor=acting_as(by or room.organiser), conference_id=room.id, theme_id=theme.id, title=title, asked="", at=LATER
    )


def test_those_who_prepare_put_questions_in_order():
    room = a_room()
    a_question(room)
    a_question(room, "What do new secretaries need?")
    assert [(each.question.number, each.question.title) for each in agenda_of(room.id)] == [
        (1, "How do cells keep warm?"), (2, "What do new secretaries need?"),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["chair", "body below", "its organiser", "stranger", "participant", "expired"])
def test_nobody_else_puts_questions_papers_or_themes(who):
    room = a_room()
    a_question(room)
    cast = room.cast
    contribution = written(room, a_delegate(room))
    person = {
        "chair": cast.chair, "body below": cast.province_chair, "its organiser": in_office("organiser", cast.province),
        "stranger": cast.stranger, "participant": a_delegate(room, "Bo Marsh"), "expired": an_expired_chair(cast.centre),
    }[who]  # fmt: skip
    said = {"actor": acting_as(person), "conference_id": room.id, "at": LATER}
    for deed in (
        lambda: put_question(title="Another", asked="", **said),
        lambda: reword_question(number=1, title="Another", asked="", **said),
        lambda: put_paper(number=1, title="A paper", link="/decisions/", **said),
        lambda: themed(room, contribution, by=person),
    ):
        with pytest.raises(NotAllowed):
            deed()
    theme = themed(room, contribution)
    with pytest.raises(NotAllowed):
        on_the_agenda(room, theme, by=person)


def test_a_question_keeps_its_words_once_somebody_wrote_to_it():
    room = a_room()
    a_question(room)
    said = {"actor": acting_as(room.organiser), "conference_id": room.id, "number": 1, "asked": "", "at": LATER}
    assert reword_question(title="Warm rooms", **said).title == "Warm rooms"
    written(room, a_delegate(room))
    with pytest.raises(AlreadyAnswered):
        reword_question(title="Cold rooms", **said)


def test_a_paper_is_a_document_or_a_page_of_this_house():
    room = a_room()
    a_question(room)
    said = {"actor": acting_as(room.organiser), "conference_id": room.id, "number": 1, "at": LATER}
    link = put_paper(title="The decision", link="/decisions/", **said)
    put_paper(title="Figures", document=b"%PDF-1.7 figures", **said)
    assert [(each.title, each.kind) for each in agenda_of(room.id)[0].papers] == [
        ("The decision", ""),
        ("Figures", "pdf"),
    ]
    for wrong in ({"link": "https://elsewhere"}, {"link": "//elsewhere"}, {}, {"link": "/x", "document": b"%PDF-1.7"}):
        with pytest.raises(Unfit):
            put_paper(title="Wrong", **wrong, **said)
    take_paper(actor=acting_as(room.organiser), conference_id=room.id, paper_id=link.id, at=LATER)
    assert Paper.objects.count() == 1 and Entry.objects.filter(fact="PaperTaken").exists()


def test_contributions_are_gathered_by_theme_and_counted_by_province():
    room = a_room()
    a_question(room)
    one, two = written(room, a_delegate(room)), written(room, a_delegate(room, "Bo Marsh"))
    far = written(room, a_delegate(room, "Cy Ford", cell=room.cast.far_cell), "We share a hall.")
    themed(room, one, two, far)
    (here,) = gathered(room.id)
    assert here.contributions == 3 and here.loose == 0
    assert here.themes[0].units == [("Northern Province", 2), ("Southern Province", 1)]
    themed(room, far, title="")
    (here,) = gathered(room.id)
    assert here.loose == 1 and here.themes[0].contributions == 2
    assert [each.words for each in written_to(room.conference, 1, theme=LOOSE)] == ["We share a hall."]


def test_those_who_prepare_see_authors_as_they_chose_and_nothing_of_who_they_are():
    room = a_room()
    a_question(room)
    written(room, a_delegate(room), by_name=False)
    (line,) = written_to(room.conference, 1)
    assert line.shown_as == "a member of Northern Province" and not hasattr(line, "person_id")


def test_what_says_nearly_the_same_is_found():
    room = a_room()
    a_question(room)
    first = written(room, a_delegate(room), "The stove in the hall is old and the wood is wet.")
    near = written(room, a_delegate(room, "Bo Marsh"), "The stove of our hall is old, and all the wood is wet.")
    written(room, a_delegate(room, "Cy Ford"), "Young people want to sing.")
    assert [each.id for each in alike_to(room.conference, 1, first.id)] == [first.id, near.id]
    with pytest.raises(NotVisible):
        alike_to(room.conference, 2, first.id)


def test_what_is_withdrawn_leaves_its_theme():
    room = a_room()
    a_question(room)
    delegate = a_delegate(room)
    contribution = written(room, delegate)
    themed(room, contribution)
    withdraw_contribution(actor=acting_as(delegate), conference_id=room.id, number=1, at=LATER)
    assert gathered(room.id)[0].contributions == 0
    with pytest.raises(NotVisible):
        themed(room, contribution)


def test_a_theme_becomes_a_question_once_and_its_authors_are_told():
    room = a_room()
    a_question(room)
    delegate, other = a_delegate(room), a_delegate(room, "Bo Marsh")
    theme = themed(room, written(room, delegate))
    written(room, other, "Something else.")
    assert on_the_agenda(room, theme).number == 2
    with pytest.raises(AlreadyOnTheAgenda):
        on_the_agenda(room, theme)
    assert [(each.question, each.title) for each in told_to(delegate.pk)] == [(2, "Stoves")]
    assert told_to(other.pk) == []
    assert agenda_for(delegate.pk, room.id)[0].theme.became == 2
    opened(room)
    assert told_to(delegate.pk) == []


def test_nothing_chosen_and_no_title_are_said():
    room = a_room()
    a_question(room)
    with pytest.raises(Unfit):
        themed(room)
    with pytest.raises(Unfit):
        a_question(room, "  ")


@pytest.mark.django_db(transaction=True)
def test_two_who_put_the_same_theme_on_the_agenda_put_it_there_once():
    room = a_room()
    a_question(room)
    theme = themed(room, written(room, a_delegate(room)))
    outcomes = both_held(
        "select from conferences_conference where id = %s for update", room.id,
        works=[lambda: on_the_agenda(room, theme), lambda: on_the_agenda(room, theme)],
    )  # fmt: skip
    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyOnTheAgenda", "Question"]
    assert Question.objects.count() == 2
