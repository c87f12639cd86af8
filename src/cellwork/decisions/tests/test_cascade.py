"""A decision reaches exactly the bodies it addresses, each with exactly the clauses that address it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.decisions.actions.adopting import AddressesNobody, adopt_decision
from cellwork.decisions.actions.drafting import ClauseText
from cellwork.decisions.models import Decision, Directive, Step
from cellwork.decisions.queries.overview import recounted
from cellwork.decisions.states import mask_of
from cellwork.decisions.tests.builders import Cast, a_cast, a_draft, a_task, an_adopted_decision
from cellwork.decisions.tests.recounting import all_paths, figures_again, figures_now
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.offices.models import Term
from cellwork.offices.tests.builders import chair_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_body, acting_as, statutes_in_force

pytestmark = pytest.mark.django_db


def masks(decision: Decision) -> dict[str, int]:
    """The clauses each body has, by the body's name."""
    names = dict(Body.objects.values_list("pk", "name"))
    return {
        names[key]: mask
        for key, mask in Directive.objects.filter(decision_id=decision.pk).values_list("body_id", "clauses")
    }


def test_a_clause_for_all_cells_reaches_cells_alone():
    decision = an_adopted_decision(a_cast())
    assert masks(decision) == {"Mill Cell": 1, "Quay Cell": 1, "Terrace Cell": 1}


def test_a_clause_for_a_sector_reaches_the_cells_of_that_sector():
    decision = an_adopted_decision(a_cast(), a_task(audience="sectors", codes=["farming"]))
    assert masks(decision) == {"Quay Cell": 1, "Terrace Cell": 1}


def test_a_clause_for_a_sector_does_not_reach_committees():
    cast = a_cast()
    a_body(kind="city", under=cast.province, name="Farming City", sector="farming")
    decision = an_adopted_decision(cast, a_task(audience="sectors", codes=["farming"]))
    assert "Farming City" not in masks(decision)


def test_a_clause_for_kinds_reaches_every_body_of_these_kinds():
    decision = an_adopted_decision(a_cast(), a_task(audience="kinds", codes=["province", "city"]))
    assert set(masks(decision)) == {"Northern Province", "Southern Province", "Harbour City", "Vineyard City"}


def test_a_clause_for_named_bodies_reaches_them_alone():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(audience="bodies", codes=[cast.sibling.code, cast.far_city.code]))
    assert masks(decision) == {"Quay Cell": 1, "Vineyard City": 1}


def test_each_body_has_the_clauses_that_address_it():
    cast = a_cast()
    decision = an_adopted_decision(
        cast,
        a_task(),
        a_task(audience="sectors", codes=["industry"]),
        a_task(audience="kinds", codes=["city"]),
        a_task(audience="bodies", codes=[cast.cell.code, cast.city.code]),
    )
    assert masks(decision) == {
        "Mill Cell": mask_of([1, 2, 4]), "Quay Cell": mask_of([1]), "Terrace Cell": mask_of([1]),
        "Harbour City": mask_of([3, 4]), "Vineyard City": mask_of([3]),
    }  # fmt: skip


def test_a_body_decides_for_those_below_it_and_nobody_else():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), by=cast.province, person=cast.province_chair)
    assert set(masks(decision)) == {"Mill Cell", "Quay Cell"}


def test_a_body_does_not_address_itself():
    cast = a_cast()
    decision = an_adopted_decision(
        cast, a_task(audience="kinds", codes=["province", "city"]), by=cast.province, person=cast.province_chair
    )
    assert set(masks(decision)) == {"Harbour City"}


def test_a_dissolved_cell_receives_nothing():
    cast = a_cast()
    with unguarded("it is gone"):
        Body.objects.filter(pk=cast.sibling.pk).update(dissolved_on=SPRING.date())
    assert "Quay Cell" not in masks(an_adopted_decision(cast))


@pytest.mark.parametrize(
    "clause",
    [a_task(audience="sectors", codes=["industry"]), a_task(audience="bodies", codes=["no such code"])],
)
def test_a_decision_that_addresses_nobody_is_not_adopted(clause):
    cast = a_cast()
    draft = a_draft(cast, clause, by=cast.far_city, person=chair_of(cast.far_city))
    with pytest.raises(AddressesNobody):
        adopt_decision(actor=acting_as(chair_of_far_city(cast)), decision_id=draft.pk, at=SPRING)
    assert Decision.objects.get().stage == "draft"
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    "nobody",
    [
        a_task("Weld.", audience="sectors", codes=["industry"]),
        a_task("Know.", kind="statement", due_on=None, audience="kinds", codes=["province"]),
        a_task("Sing.", audience="bodies", codes=["no such code"]),
    ],
)
def test_nor_is_one_of_which_a_clause_addresses_nobody(nobody):
    cast = a_cast()
    draft = a_draft(cast, a_task(), nobody, by=cast.far_city, person=chair_of(cast.far_city))
    with pytest.raises(AddressesNobody, match="Clause 2 addresses no body below") as refused:
        adopt_decision(actor=acting_as(chair_of_far_city(cast)), decision_id=draft.pk, at=SPRING)
    assert "leave the clause out" in refused.value.remedy
    assert Decision.objects.get().stage == "draft"
    assert not Directive.objects.exists()


def chair_of_far_city(cast: Cast) -> object:
    return Term.objects.get(body=cast.far_city).person_id


def test_the_cascade_is_counted_at_once_and_without_steps():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    assert not Step.objects.exists()
    assert figures_now(decision, all_paths()) == figures_again(decision, all_paths())
    assert sum(row.received for row in recounted(decision.pk, [cast.centre.path])) == 3


def test_the_journal_says_how_many_were_addressed():
    an_adopted_decision(a_cast())
    assert Entry.objects.get(fact="DecisionAdopted").content["addressed"] == 3


def test_what_the_body_between_is_not_asked_is_counted_for_it_all_the_same():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    assert sum(row.received for row in recounted(decision.pk, [cast.city.path])) == 2


# --- any organisation, any clauses, against a count by hand ---

SECTORS = ["", "industry", "farming"]
trees = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(SECTORS), st.booleans()), min_size=1, max_size=25)
audiences = st.lists(
    st.one_of(
        st.just(("cells", [])),
        st.tuples(st.just("sectors"), st.lists(st.sampled_from(SECTORS[1:]), min_size=1, unique=True)),
        st.tuples(st.just("kinds"), st.lists(st.sampled_from(["province", "city", "cell"]), min_size=1, unique=True)),
        st.tuples(st.just("bodies"), st.lists(st.integers(0, 25), min_size=1, unique=True)),
    ),
    min_size=1,
    max_size=8,
)
BELOW = {"centre": "province", "province": "city", "city": "cell"}


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def grown(tree: list[tuple[int, str, bool]]) -> list[Body]:
    """A body under each parent that may still have one; some are dissolved before anything is decided."""
    statutes_in_force()
    bodies = [a_body(kind="centre")]
    for parent, sector, lives in tree:
        able = [body for body in bodies if body.kind in BELOW and body.lives]
        under = able[parent % len(able)]
        body = a_body(kind=BELOW[under.kind], under=under, sector=sector)
        if not lives:
            with unguarded("it is gone"):
                Body.objects.filter(pk=body.pk).update(dissolved_on=SPRING.date())
            body.refresh_from_db()
        bodies.append(body)
    return bodies


def addressed_by_hand(bodies: list[Body], decider: Body, clauses: list[ClauseText]) -> dict[object, int]:
    found = {}
    for body in bodies:
        if not body.lives or body.pk == decider.pk or not body.path.startswith(decider.path):
            continue
        mask = 0
        for place, clause in enumerate(clauses):
            by_sector = clause.audience == "sectors" and body.is_cell and body.sector in clause.codes
            by_kind = clause.audience == "kinds" and body.kind in clause.codes
            by_name = clause.audience == "bodies" and body.code in clause.codes
            if by_sector or by_kind or by_name or (clause.audience == "cells" and body.is_cell):
                mask |= 1 << place
        if mask:
            found[body.pk] = mask
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees, audiences, st.integers(0, 30))
def test_whatever_the_organisation_and_the_clauses_each_body_has_what_a_count_by_hand_gives_it(tree, wanted, which):
    with taken_back():
        bodies = grown(tree)
        clauses = [
            a_task(audience=audience, codes=[bodies[code % len(bodies)].code for code in codes])
            if audience == "bodies"
            else a_task(audience=audience, codes=codes)
            for audience, codes in wanted
        ]
        deciders = [body for body in bodies if not body.is_cell and body.lives]
        decider = deciders[which % len(deciders)]
        chair = chair_of(decider)
        reaching = [each for each in clauses if addressed_by_hand(bodies, decider, [each])]
        if len(reaching) < len(clauses):
            refused = a_draft(None, *clauses, by=decider, person=chair)
            with pytest.raises(AddressesNobody):
                adopt_decision(actor=acting_as(chair), decision_id=refused.pk, at=SPRING)
        if not reaching:
            return
        expected = addressed_by_hand(bodies, decider, reaching)
        draft = a_draft(None, *reaching, by=decider, person=chair)
        chair = acting_as(chair)
        adopt_decision(actor=chair, decision_id=draft.pk, at=SPRING)
        assert dict(Directive.objects.values_list("body_id", "clauses")) == expected
        assert figures_now(draft, all_paths()) == figures_again(draft, all_paths())
