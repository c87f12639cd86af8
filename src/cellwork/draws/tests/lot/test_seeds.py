from __future__ import annotations

import hashlib

import pytest

from cellwork.draws.lot import seeds
from cellwork.kernel.refusals import Unfit

WORDS = {"Ada": "red house on the hill", "Ben": "seven boats at noon"}


def a_plan(missing: seeds.Missing = "void", *, dice: bool = False) -> dict[str, object]:
    told = [(who, seeds.commitment(who=who, secret=secret)) for who, secret in WORDS.items()]
    return seeds.commitments_plan(told, missing=missing, dice=dice)


def test_a_beacons_value_counts_whatever_its_spelling() -> None:
    plan = seeds.beacon_plan(name="quiet-net", round_number=4711, where="https://beacon.example")
    value = "0x" + "AB" * 32
    assert seeds.seed_of(plan, value=f" {value}\n") == "beacon:quiet-net:4711:" + "ab" * 32
    with pytest.raises(Unfit, match="not hexadecimal"):
        seeds.seed_of(plan, value="ask me later")


def test_dice_are_taken_when_all_that_were_announced_are_told() -> None:
    plan = seeds.dice_plan(throws=50)
    throws = "123456 1234561234 5612345612 3456123456 1234561234 5612"
    assert seeds.seed_of(plan, dice=throws) == "dice:" + "".join(throws.split())
    with pytest.raises(Unfit, match="49 throws were told, 50 were announced"):
        seeds.seed_of(plan, dice="1" * 49)
    with pytest.raises(Unfit, match="1 to 6"):
        seeds.seed_of(plan, dice="7" * 50)
    with pytest.raises(Unfit, match="too few"):
        seeds.dice_plan(throws=10)


def test_secrets_are_joined_in_the_order_of_the_list_not_in_which_they_were_told() -> None:
    expected = "commitments:" + hashlib.sha256("\n".join(WORDS.values()).encode()).hexdigest()
    assert seeds.seed_of(a_plan(), secrets=WORDS) == expected
    assert seeds.seed_of(a_plan(), secrets=dict(reversed(WORDS.items()))) == expected


def test_a_secret_other_than_was_committed_to_is_refused() -> None:
    with pytest.raises(Unfit, match="Ben told does not fit"):
        seeds.seed_of(a_plan(), secrets=WORDS | {"Ben": "eight boats at noon"})


def test_without_a_secret_there_is_no_draw_unless_the_plan_said_otherwise() -> None:
    only = {"Ada": WORDS["Ada"]}
    with pytest.raises(Unfit, match="Ben has not told a secret"):
        seeds.seed_of(a_plan(), secrets=only)
    assert seeds.seed_of(a_plan("without"), secrets=only) == (
        "commitments:" + hashlib.sha256(WORDS["Ada"].encode()).hexdigest()
    )
    with pytest.raises(Unfit, match="Nobody has told"):
        seeds.seed_of(a_plan("without"), secrets={})


def test_dice_thrown_after_the_commitments_make_a_seed_that_nobody_could_choose() -> None:
    made = seeds.seed_of(a_plan(dice=True), dice="1" * 50, secrets=WORDS)
    assert made.startswith("dice:" + "1" * 50 + ";commitments:")


def test_a_short_secret_can_be_guessed_and_is_refused() -> None:
    with pytest.raises(Unfit, match="at least 12 signs"):
        seeds.commitment(who="Ada", secret="tulip")


def test_a_commitment_belongs_to_one_person() -> None:
    secret = WORDS["Ada"]
    assert seeds.commitment(who="Ada", secret=secret) != seeds.commitment(who="Ben", secret=secret)
    with pytest.raises(Unfit, match="somebody twice"):
        seeds.commitments_plan([("Ada", "0" * 64), ("Ada", "1" * 64)])


def test_what_the_plan_says_of_a_missing_secret_stands_in_it() -> None:
    assert "choose between two outcomes" in str(a_plan("without")["says"])
