"""Repeat a draw from its two files and say what does not agree. `docs/verify_draw.py` does the same, written apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cellwork.draws.lot import drawing
from cellwork.draws.lot.published import Published, fingerprint, read, read_json
from cellwork.draws.lot.seeds import fits
from cellwork.draws.lot.walking import UNIT
from cellwork.kernel.refusals import Unfit

SHOWN = 5  # tokens named in one sentence


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it. `faults` are sentences; none means that everything agrees."""

    fingerprint: str
    people: int
    drawn: int
    faults: tuple[str, ...]


def verify(data: bytes, outcome: bytes, *, expected: str = "") -> Verified:
    """Check the published file in itself, draw again, and compare. `expected` is the fingerprint as it was made public.

    Raises `Unfit` for files that cannot be read at all.
    """
    mark = fingerprint(data)
    if expected and expected.strip().lower() != mark:
        return Verified(mark, 0, 0, (f"The published file is not the one with the fingerprint {expected.strip()}.",))
    told = read_json(outcome, expected=drawing.DRAWN_FORMAT)
    if told.get("fingerprint") != mark:
        return Verified(mark, 0, 0, (f"The outcome belongs to another file: {told.get('fingerprint')}.",))
    published = read(data)
    faults = faults_within(published)
    if faults:
        return Verified(mark, published.task.types.people, 0, tuple(faults))
    seed = told.get("seed")
    if not isinstance(seed, str):
        raise Unfit("The outcome names no seed.", "Fetch the file again from where it was published.")
    if not fits(published.seed_plan, seed):
        return Verified(mark, published.task.types.people, 0, ("The seed is not of the kind that was announced.",))
    again = drawing.draw(published, data=data, seed=seed)
    drawn = sum(again.counts) if again.counts else 0
    return Verified(mark, published.task.types.people, drawn, tuple(_compared(published, again, told)))


def faults_within(published: Published) -> list[str]:
    """What is wrong with a published file in itself."""
    task, types = published.task, published.task.types
    faults = []
    tokens = [token for each in types.tokens for token in each]
    if list(types.features) != sorted(types.features) or list(types.values) != sorted(set(types.values)):
        faults.append("Features or types are not in order.")
    if any(list(each) != sorted(each) for each in types.tokens) or len(set(tokens)) != len(tokens):
        faults.append("The tokens of a type are not in order, or one comes twice.")
    if any(not 0 <= target <= size * UNIT for target, size in zip(published.targets, types.sizes, strict=True)):
        faults.append("A target is below 0 or beyond the people of its type.")
    for row, (total, (least, most)) in enumerate(zip(task.totals(published.targets), task.bounds, strict=True)):
        if not least * UNIT <= total <= most * UNIT:
            faults.append(f"The targets do not keep {task.title(row)}.")
    if (published.method == "lottery") != (published.lottery is not None):
        faults.append(f"The method is {published.method}, and the lottery does not fit it.")
    for number, panel in enumerate(published.lottery.panels if published.lottery else ()):
        faults += [f"Panel {number} does not keep {task.title(row)}." for row in task.broken(panel)]
    return faults


def _compared(published: Published, again: drawing.Drawn, told: dict[str, object]) -> list[str]:
    if again.places is None:
        return (
            []
            if not told.get("landed") and not any(_lists(told, "drawn"))
            else ["The draw does not land, but people are named."]
        )
    if not told.get("landed"):
        return ["The draw lands, but the outcome says that it does not."]
    faults = []
    for what, ours in (("drawn", again.places.drawn), ("substitutes", again.places.substitutes)):
        theirs = _lists(told, what)
        if len(theirs) != len(ours):
            faults.append(f"The outcome has {len(theirs)} lists of {what}, where there are {len(ours)} types.")
            continue
        for number, (due, found) in enumerate(zip(ours, theirs, strict=True)):
            if list(due) != found:
                values = ", ".join(value or "not said" for value in published.task.types.values[number])
                faults.append(f"{what.capitalize()} of type {number} ({values}): {_difference(found, due)}.")
    return faults


def _lists(told: dict[str, object], what: str) -> list[list[str]]:
    found = told.get(what)
    return [str(each).split() for each in found] if isinstance(found, list) else []


def _difference(found: Sequence[str], due: Sequence[str]) -> str:
    extra, missing = sorted(set(found) - set(due)), sorted(set(due) - set(found))
    parts = [f"{_named(extra)} not due" if extra else "", f"{_named(missing)} missing" if missing else ""]
    return "; ".join(part for part in parts if part) or "in another order than is due"


def _named(tokens: Sequence[str]) -> str:
    more = f" and {len(tokens) - SHOWN} more" if len(tokens) > SHOWN else ""
    return ", ".join(tokens[:SHOWN]) + more
