"""Where the seed comes from: a public beacon, dice, officials who commit and reveal, or dice and officials together.

A plan is a plain dictionary that stands in the published file; the seed is one line of text made from the plan and from what
was told afterwards. Whoever prepared the draw must not be able to know it, whoever reveals last should not be able to choose.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from cellwork.kernel.refusals import Unfit

THROWS = 50  # of a die: 129 bits
SHORTEST_SECRET = 12
HEX = re.compile(r"[0-9a-f]{32,1024}")
DIGEST = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[!-~]+")

Missing = Literal["void", "without"]
MISSING = {
    "void": "Without every secret there is no draw: new commitments are made and published.",
    "without": "A secret that is not told is left out. Whoever tells theirs last can then choose between two outcomes.",
}


def beacon_plan(*, name: str, round_number: int, where: str = "", expected_at: str = "") -> dict[str, Any]:
    """The seed will be what the beacon `name` says in a round that lies ahead. `name` has no spaces, ; or :."""
    _must_be_name(name)
    return {"kind": "beacon", "name": name, "round": round_number, "where": where, "expected_at": expected_at}


def dice_plan(*, throws: int = THROWS) -> dict[str, Any]:
    """The seed will be so many throws of a die before everybody's eyes; at least 50."""
    if throws < THROWS:
        raise Unfit(f"{throws} throws are too few.", f"Throw at least {THROWS} times.", field="throws")
    return {"kind": "dice", "throws": throws}


def commitments_plan(
    commitments: Sequence[tuple[str, str]], *, missing: Missing = "void", dice: bool = False, throws: int = THROWS
) -> dict[str, Any]:
    """Officials (who, commitment) in the order in which their secrets will be joined; with `dice` thrown afterwards as well."""
    officials = [{"who": who, "commitment": told.strip().lower()} for who, told in commitments]
    wrong = [each["who"] for each in officials if not DIGEST.fullmatch(each["commitment"])]
    if wrong:
        raise Unfit(
            f"The commitment of {wrong[0]} is not 64 hex digits.", "Make it as `commitment` does.", field=wrong[0]
        )
    if len({each["who"] for each in officials}) < max(1, len(officials)):
        raise Unfit("Nobody commits, or somebody twice.", "Name each official once.", field="commitments")
    if missing not in MISSING:
        raise Unfit(f"“{missing}” says nothing about secrets not told.", "Say “void” or “without”.", field="missing")
    kind = "dice_and_commitments" if dice else "commitments"
    plan = {"kind": kind, "officials": officials, "missing": missing, "says": MISSING[missing]}
    return plan | dice_plan(throws=throws) | {"kind": kind} if dice else plan


def commitment(*, who: str, secret: str) -> str:
    """What somebody publishes before: a fingerprint that gives nothing away. 64 hex digits.

    Secrets that can be guessed can be found from it, hence at least 12 signs; better are 20 throws of a die, or more.
    """
    if len(secret) < SHORTEST_SECRET or "\n" in secret:
        raise Unfit(
            f"A secret has at least {SHORTEST_SECRET} signs in one line.", "Throw a die for it.", field="secret"
        )
    return hashlib.sha256(f"cellwork-commitment-1|{who}|{secret}".encode()).hexdigest()


def seed_of(
    plan: Mapping[str, Any], *, value: str = "", dice: str = "", secrets: Mapping[str, str] | None = None
) -> str:
    """The seed, from the plan and what was told: the beacon's `value` in hex, the `dice` as digits, `secrets` by name.

    Raises `Unfit` when something is missing or does not fit what was committed to.
    """
    kind = plan.get("kind")
    if kind == "beacon":
        return f"beacon:{plan['name']}:{plan['round']}:{_beacon_value(value)}"
    if kind == "dice":
        return f"dice:{_dice(plan, dice)}"
    if kind == "commitments":
        return f"commitments:{_joined(plan, secrets or {})}"
    if kind == "dice_and_commitments":
        return f"dice:{_dice(plan, dice)};commitments:{_joined(plan, secrets or {})}"
    raise Unfit(f"There is no such source of a seed: {kind}.", f"There are: {', '.join(KINDS)}.", field="kind")


def fits(plan: Mapping[str, Any], seed: str) -> bool:
    """Whether a seed is of the kind that was announced; a file that announces nothing takes any."""
    if not plan:
        return True
    parts = [each.partition(":") for each in seed.split(";")]
    if plan["kind"] == "beacon":
        return seed.startswith(f"beacon:{plan['name']}:{plan['round']}:")
    if [name for name, _, _ in parts] != plan["kind"].split("_and_"):
        return False
    return all(name != "dice" or len(told) == plan["throws"] for name, _, told in parts)


KINDS = ("beacon", "dice", "commitments", "dice_and_commitments")


def _beacon_value(told: str) -> str:
    value = told.strip().lower().removeprefix("0x")
    if not HEX.fullmatch(value):
        raise Unfit(
            "The beacon's value is not hexadecimal.", "Copy all of its digits, 0 to 9 and a to f.", field="value"
        )
    return value


def _dice(plan: Mapping[str, Any], told: str) -> str:
    digits = "".join(told.split())
    if set(digits) - set("123456"):
        raise Unfit("Only the digits 1 to 6 can be thrown.", "Look through the digits again.", field="dice")
    if len(digits) != plan["throws"]:
        raise Unfit(f"{len(digits)} throws were told, {plan['throws']} were announced.", "Tell them all.", field="dice")
    return digits


def _joined(plan: Mapping[str, Any], secrets: Mapping[str, str]) -> str:
    told = []
    for each in plan["officials"]:
        secret = secrets.get(each["who"])
        if secret is None and plan["missing"] == "without":
            continue
        if secret is None:
            raise Unfit(f"{each['who']} has not told a secret.", MISSING["void"], field=each["who"])
        if commitment(who=each["who"], secret=secret) != each["commitment"]:
            raise Unfit(
                f"What {each['who']} told does not fit the commitment.",
                "Look for a slip of the pen.",
                field=each["who"],
            )
        told.append(secret)
    if not told:
        raise Unfit("Nobody has told a secret.", MISSING["void"], field="commitments")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _must_be_name(name: str) -> None:
    if not NAME.fullmatch(name) or set(name) & set(";:"):
        raise Unfit(f"“{name}” cannot name a beacon.", "Use signs of ASCII without spaces, ; and :.", field="name")
