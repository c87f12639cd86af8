"""What counts as what, and clauses as bits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cellwork.decisions.aims import aims_of
from cellwork.decisions.models import Clause
from cellwork.decisions.states import (
    DONE,
    MOST_CLAUSES,
    OPEN,
    STATES,
    TAKEN_UP,
    UNANSWERED,
    WORKING,
    State,
    mask_of,
    numbers_in,
)

numbers = st.sets(st.integers(1, MOST_CLAUSES))


@given(numbers)
def test_a_mask_holds_exactly_its_clauses(chosen):
    assert numbers_in(mask_of(chosen)) == sorted(chosen)


@given(numbers, numbers)
def test_masks_join_as_sets_do(some, others):
    assert mask_of(some) | mask_of(others) == mask_of(some | others)
    assert mask_of(some) & mask_of(others) == mask_of(some & others)


@given(numbers)
def test_any_mask_fits_a_bigint(chosen):
    assert 0 <= mask_of(chosen) < 2**63


def test_the_stages_are_contained_in_each_other():
    assert DONE < TAKEN_UP
    assert WORKING < TAKEN_UP
    assert not WORKING & DONE
    assert TAKEN_UP == WORKING | DONE
    assert not UNANSWERED & TAKEN_UP
    assert frozenset(STATES) - {State.VERIFIED, State.CLOSED} == OPEN


def test_every_state_is_unanswered_objected_taken_up_or_closed():
    assert UNANSWERED | TAKEN_UP | {State.OBJECTED, State.CLOSED} == set(STATES)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["cells", "sectors", "kinds", "bodies"]),
            st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True),
        ),
        min_size=1,
        max_size=MOST_CLAUSES,
    )
)
def test_each_way_to_address_bodies_knows_its_clauses(audiences):
    clauses = [
        Clause(number=number, audience=audience, codes=codes)
        for number, (audience, codes) in enumerate(audiences, start=1)
    ]
    aims = aims_of(clauses)
    tables = {"sectors": aims.by_sector, "kinds": aims.by_kind, "bodies": aims.by_code}
    for clause in clauses:
        bit = mask_of([clause.number])
        if clause.audience == "cells":
            assert aims.all_cells & bit
            continue
        for code in ("a", "b", "c"):
            assert bool(tables[clause.audience].get(code, 0) & bit) == (code in clause.codes)


def test_an_audience_nobody_knows_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        aims_of([Clause(number=1, audience="everybody", codes=["x"])])
