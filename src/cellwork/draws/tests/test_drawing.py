"""What the lot does: quotas hold, the file tells the same as the database, substitutes follow, withdrawals are kept to."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from cellwork.draws.actions.drawing import ListHasChanged, WordsAreSealed, enter_seed, file_of
from cellwork.draws.actions.locking import NotBeingPrepared
from cellwork.draws.actions.publishing import NotReady, publish_draw
from cellwork.draws.actions.sealing import NotTheSealedWord, SealedAlready, open_word, seal_word
from cellwork.draws.actions.substitutes import AlreadyCalledUp, call_up
from cellwork.draws.actions.voiding import NobodyWithdrew, publish_anew
from cellwork.draws.actions.withdrawing import HasASeat, WithdrewAlready, withdraw, withdraw_for
from cellwork.draws.lot import drawing, seeds
from cellwork.draws.lot.verify import verify
from cellwork.draws.models import Commitment, Draw, DrawCandidate, DrawType, Withdrawal
from cellwork.draws.queries import drawn, drawn_seats, is_drawn, next_substitute
from cellwork.draws.queries.candidates import List, counted
from cellwork.draws.queries.quotas import Row
from cellwork.draws.states import FEATURES
from cellwork.draws.tests.drawing import (
    CATEGORY,
    LATER,
    THROWS,
    Lot,
    a_drawn_draw,
    a_lot,
    a_prepared_draw,
    a_published_draw,
    fresh,
    on_the_list,
    women,
    worked,
)
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.people.models import Person, SaidOfSelf
from cellwork.statutes.sections.draws import DrawRules

pytestmark = pytest.mark.django_db
SECRET = "nine grey herons over the weir"


def test_every_quota_holds_and_the_number_of_seats_is_exact():
    lot = a_lot(people=80, seats=10)
    draw = a_drawn_draw(lot, women(60, 70), Row(feature="experience", value="new", least=3, most=4, measure="seats"))
    chosen = [each.person_id for each in drawn(lot.id, CATEGORY)]
    assert len(chosen) == len(set(chosen)) == drawn_seats(lot.id, CATEGORY) == 10
    of_sex = SaidOfSelf.objects.filter(pk__in=chosen, sex="woman").count()
    new = sum(number % 8 < 4 for number, person in enumerate(lot.people) if person.pk in chosen)
    north = sum(number % 2 == 0 for number, person in enumerate(lot.people) if person.pk in chosen)
    assert 6 <= of_sex <= 7
    assert 3 <= new <= 4
    assert north == 5
    assert draw.state == "drawn"


def test_the_file_and_its_result_are_verified_and_name_the_same_people_as_the_database():
    lot = a_lot()
    draw = a_drawn_draw(lot, women(40, 60))
    list_file, result = file_of(draw, "list"), file_of(draw, "result")
    verified = verify(list_file, result, expected=draw.fingerprint)
    assert (verified.faults, verified.people, verified.drawn) == ((), 40, 8)
    told = {token for row in json.loads(result)["drawn"] for token in row.split()}
    of_draw = DrawCandidate.objects.filter(draw_id=draw.id, result="drawn")
    assert {token.hex for token in of_draw.values_list("token", flat=True)} == told


def test_a_changed_file_is_found_out():
    draw = a_drawn_draw(a_lot())
    spoiled = file_of(draw, "list").replace(b'"seats":8', b'"seats":9', 1)
    assert verify(spoiled, file_of(draw, "result"), expected=draw.fingerprint).faults


def test_everybodys_published_chance_is_that_of_their_type():
    lot = a_lot()
    draw = a_published_draw(lot, women(40, 60))
    told = json.loads(file_of(draw, "list"))["types"]
    stored = DrawType.objects.filter(draw_id=draw.id).order_by("number")
    assert [each["target"] for each in told] == [each.chance for each in stored]
    assert [each["values"] for each in told] == [each.values for each in stored]
    assert sum(each.chance for each in stored) == 8 * 2**40


def test_nobody_is_drawn_before_the_lot_has_run():
    lot = a_lot()
    a_published_draw(lot)
    assert list(drawn(lot.id, CATEGORY)) == []
    assert not is_drawn(lot.id, CATEGORY)
    assert next_substitute(lot.id, CATEGORY, of_person=lot.people[0].pk) is None


def test_a_lot_that_does_not_land_draws_nobody_and_says_so(monkeypatch: pytest.MonkeyPatch):
    lot = a_lot()
    draw = a_published_draw(lot)
    empty = drawing.Drawn(fingerprint=draw.fingerprint, seed="", counts=None, places=None, rounds=200, left=3)
    monkeypatch.setattr("cellwork.draws.actions.drawing.drawing.draw", lambda *_args, **_named: empty)
    enter_seed(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, value=THROWS, at=LATER)
    draw = worked(draw)
    assert (draw.state, draw.trouble["what"], draw.trouble["left"]) == ("published", "not landed", 3)
    assert not DrawCandidate.objects.exclude(result="").exists()
    assert Entry.objects.filter(fact="DrawDidNotLand").count() == 1


def test_what_would_differ_from_the_file_is_not_stored(monkeypatch: pytest.MonkeyPatch):
    lot = a_lot()
    draw = a_published_draw(lot)
    enter_seed(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, value=THROWS, at=LATER)
    monkeypatch.setattr("cellwork.draws.actions.drawing.root", lambda **_named: "another beginning")
    with pytest.raises(AssertionError, match="two different results"):
        worked(draw)
    assert fresh(draw).doing == "drawing"
    assert not DrawCandidate.objects.exclude(result="").exists()


# ---- Substitutes


def test_the_next_of_the_same_type_comes_in_and_then_the_one_after():
    lot = a_lot()
    draw = a_drawn_draw(lot, women(40, 60))
    gone = next(drawn(lot.id, CATEGORY))
    own = DrawCandidate.objects.get(draw_id=draw.id, person_id=gone.person_id)
    of_type = DrawCandidate.objects.filter(draw_id=draw.id, type_no=own.type_no, result="substitute").order_by("rank")
    first, second = of_type[0], of_type[1]
    found = next_substitute(lot.id, CATEGORY, of_person=gone.person_id)
    assert found is not None
    assert (found.person_id, found.like, found.differs, found.rank) == (first.person_id, True, (), first.rank)
    called(lot, found.person_id, gone.person_id)
    later = next_substitute(lot.id, CATEGORY, of_person=found.person_id)
    assert later is not None
    assert later.person_id == second.person_id


def test_a_substitute_who_does_not_want_to_come_is_passed_over():
    lot = a_lot()
    a_drawn_draw(lot)
    gone = next(drawn(lot.id, CATEGORY)).person_id
    first = next_substitute(lot.id, CATEGORY, of_person=gone)
    assert first is not None
    withdraw(actor=acting_as(first.person_id), conference_id=lot.id, category=CATEGORY, at=LATER)
    second = next_substitute(lot.id, CATEGORY, of_person=gone)
    assert second is not None
    assert second.person_id != first.person_id


def test_a_substitute_is_called_up_once():
    lot = a_lot()
    a_drawn_draw(lot)
    one, other = [each.person_id for each in drawn(lot.id, CATEGORY)][:2]
    found = next_substitute(lot.id, CATEGORY, of_person=one)
    assert found is not None
    called(lot, found.person_id, one)
    with pytest.raises(AlreadyCalledUp):
        called(lot, found.person_id, other)


def test_where_nobody_of_the_type_is_left_somebody_of_the_same_unit_comes_who_differs_least():
    lot = a_lot(people=40)
    draw = a_drawn_draw(lot, women(40, 60))
    gone = next(drawn(lot.id, CATEGORY))
    own = DrawCandidate.objects.get(draw_id=draw.id, person_id=gone.person_id)
    for each in DrawCandidate.objects.filter(draw_id=draw.id, type_no=own.type_no, result="substitute"):
        withdraw(actor=acting_as(each.person_id), conference_id=lot.id, category=CATEGORY, at=LATER)
    found = next_substitute(lot.id, CATEGORY, of_person=gone.person_id)
    assert found is not None
    assert (found.like, found.differs, found.unit_id) == (False, ("sex",), gone.unit_id)


def test_where_nobody_of_the_type_is_left_somebody_comes_with_whom_every_quota_still_holds():
    lot = a_lot(people=40)
    new = Row(feature="experience", value="new", least=4, most=4, measure="seats")
    draw = a_drawn_draw(lot, women(10, 90), new)
    gone = next(drawn(lot.id, CATEGORY))
    own = DrawCandidate.objects.get(draw_id=draw.id, person_id=gone.person_id)
    for each in DrawCandidate.objects.filter(draw_id=draw.id, type_no=own.type_no, result="substitute"):
        withdraw(actor=acting_as(each.person_id), conference_id=lot.id, category=CATEGORY, at=LATER)
    found = next_substitute(lot.id, CATEGORY, of_person=gone.person_id)
    assert found is not None
    # New in office and unit are exact, so it is the sex that may differ.
    assert (found.like, found.differs, found.unit_id) == (False, ("sex",), gone.unit_id)


# ---- Withdrawals


def test_who_withdraws_before_the_list_is_public_is_not_on_it():
    lot = a_lot()
    withdraw(actor=acting_as(lot.people[0]), conference_id=lot.id, category=CATEGORY, at=LATER)
    draw = a_published_draw(lot)
    assert draw.people == 39
    assert not DrawCandidate.objects.filter(person_id=lot.people[0].pk).exists()


def test_who_withdraws_after_it_makes_a_new_publication_necessary():
    lot = a_lot()
    draw = a_published_draw(lot, women(40, 60))
    withdraw(actor=acting_as(lot.people[0]), conference_id=lot.id, category=CATEGORY, at=LATER)
    with pytest.raises(ListHasChanged):
        enter_seed(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, value=THROWS, at=LATER)
    new = publish_anew(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    worked(new)
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=new.id, at=LATER)
    new = worked(new)
    assert (new.state, new.number, new.people) == ("published", 2, 39)
    assert new.reason_again == fresh(draw).void_because == "Somebody withdrew after the list was published."
    assert new.quotas["rows"] == draw.quotas["rows"]


def test_a_list_that_is_as_it_was_is_not_published_anew():
    lot = a_lot()
    draw = a_published_draw(lot)
    with pytest.raises(NobodyWithdrew):
        publish_anew(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)


def test_who_was_drawn_gives_the_place_up_where_places_are_kept():
    lot = a_lot()
    a_drawn_draw(lot)
    who = next(drawn(lot.id, CATEGORY)).person_id
    with pytest.raises(HasASeat):
        withdraw(actor=acting_as(who), conference_id=lot.id, category=CATEGORY, at=LATER)


def test_somebody_withdraws_once_and_only_from_a_list_they_are_on():
    lot = a_lot()
    withdraw(actor=acting_as(lot.people[0]), conference_id=lot.id, category=CATEGORY, at=LATER)
    with pytest.raises(WithdrewAlready):
        withdraw(actor=acting_as(lot.people[0]), conference_id=lot.id, category=CATEGORY, at=LATER)
    with pytest.raises(Unfit):
        withdraw(actor=acting_as(lot.hall.cast.stranger), conference_id=lot.id, category=CATEGORY, at=LATER)


def test_an_office_takes_somebody_out_with_a_reason_and_nobody_else_may():
    lot = a_lot()
    out = {"conference_id": lot.id, "category": CATEGORY, "number": lot.people[0].number, "at": LATER}
    with pytest.raises(Unfit):
        withdraw_for(actor=acting_as(lot.chair), because=" ", **out)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        withdraw_for(actor=acting_as(lot.hall.cast.province_chair), because="Died.", **out)  # type: ignore[arg-type]
    withdraw_for(actor=acting_as(lot.chair), because="Died in spring.", **out)  # type: ignore[arg-type]
    assert Withdrawal.objects.get().because == "Died in spring."


def test_the_journal_does_not_name_who_was_taken_out():
    lot = a_lot()
    withdraw_for(
        actor=acting_as(lot.chair), conference_id=lot.id, category=CATEGORY, number=lot.people[0].number,
        because="Died in spring.", at=LATER,
    )  # fmt: skip
    entry = Entry.objects.get(fact="CandidateWithdrew")
    assert str(lot.people[0].pk) not in json.dumps(entry.content)


# ---- Sealed words


def sealing(lot: Lot) -> tuple[Draw, Person]:
    official = lot.hall.cast.province_chair
    draw = a_prepared_draw(lot)
    from cellwork.draws.actions.preparing import choose_hall

    choose_hall(
        actor=acting_as(lot.chair),
        conference_id=lot.id,
        draw_id=draw.id,
        throws=54,
        numbers=[official.number],
        at=LATER,
    )
    return fresh(draw), official


def seal(lot: Lot, draw: Draw, who: Person, word: str = SECRET) -> Commitment:
    mark = Commitment.objects.get(draw_id=draw.id).who
    digest = seeds.commitment(who=mark, secret=word)
    return seal_word(actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, digest=digest, at=LATER)


def opened(lot: Lot, draw: Draw, who: Person, word: str = SECRET) -> Commitment:
    return open_word(actor=acting_as(who), conference_id=lot.id, draw_id=draw.id, word=word, at=LATER)


def enter(lot: Lot, draw: Draw) -> Draw:
    return enter_seed(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, value=THROWS, at=LATER)


def test_nothing_is_public_before_every_official_has_sealed_a_word():
    lot = a_lot()
    draw, official = sealing(lot)
    with pytest.raises(NotReady, match="has not sealed a word"):
        publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    seal(lot, draw, official)
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    assert worked(draw).state == "published"


def test_nothing_is_drawn_before_every_word_is_open_and_then_both_make_the_seed():
    lot = a_lot()
    draw, official = sealing(lot)
    seal(lot, draw, official)
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    worked(draw)
    with pytest.raises(WordsAreSealed):
        enter(lot, draw)
    with pytest.raises(NotTheSealedWord):
        opened(lot, draw, official, "nine grey herons over the wall")
    opened(lot, draw, official)
    enter(lot, draw)
    draw = worked(draw)
    assert draw.state == "drawn"
    assert draw.seed.startswith(f"dice:{THROWS};commitments:")


def test_a_word_is_sealed_once_and_by_nobody_else():
    lot = a_lot()
    draw, official = sealing(lot)
    with pytest.raises(NotVisible):
        seal(lot, draw, lot.chair)
    seal(lot, draw, official)
    with pytest.raises(SealedAlready):
        seal(lot, draw, official, "another word than the first one")


def test_a_word_is_not_sealed_after_the_list_is_public():
    lot = a_lot()
    draw, official = sealing(lot)
    seal(lot, draw, official)
    publish_draw(actor=acting_as(lot.chair), conference_id=lot.id, draw_id=draw.id, at=LATER)
    worked(draw)
    with pytest.raises(NotBeingPrepared):
        seal(lot, draw, official)


def test_what_is_no_fingerprint_is_not_sealed():
    lot = a_lot()
    draw, official = sealing(lot)
    with pytest.raises(Unfit):
        seal_word(actor=acting_as(official), conference_id=lot.id, draw_id=draw.id, digest=SECRET, at=LATER)


# ---- What counts of whom


def groups_of(lot: Lot, *kept: str, least: int = 5) -> dict[tuple[str, ...], int]:
    rules = DrawRules()
    object.__setattr__(rules, "numbers", type(rules.numbers)(least_alike=least))
    asked = List(conference_id=lot.id, category=CATEGORY, on=LATER.date(), kept=kept, rules=rules)
    return dict(counted(asked))


def values_of(found: dict[tuple[str, ...], int], feature: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for values, people in found.items():
        value = values[FEATURES.index(feature)]
        sums[value] = sums.get(value, 0) + people
    return sums


def test_only_what_a_quota_asks_for_is_looked_at():
    found = groups_of(a_lot(), "unit")
    assert list(found.values()) == [20, 20]
    assert all(values[FEATURES.index("sex")] == "" for values in found)


def test_who_says_nothing_is_counted_as_not_said_and_stays_on_the_list():
    lot = a_lot(people=20)
    for number in range(20, 40):
        lot.people.append(on_the_list(lot, number, sex="nothing"))
    assert values_of(groups_of(lot, "sex"), "sex") == {"": 20, "man": 10, "woman": 10}
    assert a_published_draw(lot, women(40, 60)).people == 40


def test_what_few_people_share_does_not_tell_what_one_of_them_said():
    lot = a_lot(people=20)
    for number in range(20, 24):
        on_the_list(lot, number, sex="woman", sector="mining")
    found = groups_of(lot, "sex", "sector")
    assert {values for values in found if values[FEATURES.index("sector")] == "mining"} == {
        tuple("mining" if name == "sector" else "" for name in FEATURES)
    }
    assert values_of(groups_of(lot, "sex", "sector", least=4), "sex")["woman"] == 14


def test_a_word_that_the_statutes_do_not_know_any_more_counts_as_not_said():
    lot = a_lot(people=20)
    with unguarded("a test"):
        SaidOfSelf.objects.filter(sex="man").update(sex="old word")
    assert values_of(groups_of(lot, "sex"), "sex") == {"": 10, "woman": 10}


def test_a_draw_counts_the_age_on_the_day_of_the_conference():
    from datetime import date

    lot = a_lot(people=0)
    for number, born in enumerate([date(1991, 8, 3), date(1990, 8, 3), None] * 6):
        on_the_list(lot, number, born=born)
    rules = DrawRules()
    asked = List(conference_id=lot.id, category=CATEGORY, on=lot.conference.opens_on, kept=("age",), rules=rules)
    assert values_of(dict(counted(asked)), "age") == {"": 6, "to_35": 6, "to_50": 6}


def called(lot: Lot, person_id: UUID, for_person_id: UUID) -> Any:
    with unguarded("a test takes the place of whoever gives places"):
        call_up(conference_id=lot.id, category=CATEGORY, person_id=person_id, for_person_id=for_person_id)
