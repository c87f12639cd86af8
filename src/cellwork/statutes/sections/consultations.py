"""Consultations: how often everybody may be asked how they are, and how many must answer before anything is told."""

from collections.abc import Mapping
from dataclasses import dataclass

from cellwork.statutes.grammar import Bounds, Table, number_settings
from cellwork.statutes.section import Given, Section
from cellwork.statutes.shapes import numbers_of

LEAST_DAYS_BETWEEN = 28
"""Nobody is asked twice within so many days."""
LEAST_PART, LEAST_ANSWERS, LEAST_WORDS = 5, 10, 20
"""Below these, somebody could be guessed: the statutes may ask for more, never for fewer."""
MOST_STATEMENTS = 3


@dataclass(frozen=True, kw_only=True)
class PulseRules:
    """Days, numbers of people, and minutes."""

    at_most_every_days: int = LEAST_DAYS_BETWEEN
    open_days_most: int = 14
    least_part: int = LEAST_PART
    least_answers: int = LEAST_ANSWERS
    least_words: int = LEAST_WORDS
    minutes: int = 2


_BOUNDS: Mapping[str, Bounds] = {
    "at_most_every_days": Bounds("Days within which nobody is asked twice, whoever asks.", LEAST_DAYS_BETWEEN, 3650),
    "open_days_most": Bounds("Days a pulse may stay open at most.", 1, 60),
    "least_part": Bounds(
        "How many people of a body must take part before their number is told; fewer in all, and nothing is opened.",
        LEAST_PART,
        100_000,
    ),
    "least_answers": Bounds(
        "How many people of a body must answer before it is told what they chose.",
        LEAST_ANSWERS,
        100_000,
    ),
    "least_words": Bounds(
        "How many people of a body must take part before words that came with the answers are shown.",
        LEAST_WORDS,
        100_000,
    ),
    "minutes": Bounds("Minutes a pulse takes whoever answers.", 1, 30),
}

PULSE = Table(
    name="pulse",
    meaning="Short questions to everybody about how they are, answered without a name: how often, and from how many on.",
    settings=number_settings(PulseRules, _BOUNDS),
)


def _read(given: Given) -> PulseRules:
    rules = numbers_of(PulseRules, given.single(PULSE))
    _must_rise(given, rules)
    return rules


def _must_rise(given: Given, rules: PulseRules) -> None:
    """Words say more about somebody than a step, and a step more than having taken part."""
    steps = (("least_part", "least_answers"), ("least_answers", "least_words"))
    for lower, upper in steps:
        if getattr(rules, upper) < getattr(rules, lower):
            what = f'"{upper}" is {getattr(rules, upper)}, fewer than "{lower}", which is {getattr(rules, lower)}.'
            given.findings.add(("pulse", upper), what, f"Write {getattr(rules, lower)} or more.")


SECTION = Section(rules=PulseRules, tables=(PULSE,), read=_read)
