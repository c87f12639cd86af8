"""What meets how often, and how many must be there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.section import Given, Section


@dataclass(frozen=True, kw_only=True)
class MeetingRule:
    """How often bodies of one kind meet."""

    every_days: int
    """A body has not met in time if more days than this have passed since its last meeting."""
    quorum_percent: int = 0
    """Of its members, how many must be there for it to resolve anything; 0: any number."""


@dataclass(frozen=True, kw_only=True)
class MeetingRules:
    """The rules by code of kind; a kind without one meets when it likes."""

    by_kind: Mapping[str, MeetingRule] = field(default_factory=dict)


MEETINGS = Table(
    name="meetings",
    meaning="How often bodies meet. One [[meetings]] for every rule.",
    is_repeated=True,
    one_is="a rule",
    settings=(
        Setting(
            name="of",
            form=Form.CODE_OR_CODES,
            meaning="The kinds of bodies it is for.",
            required=True,
            example='["cell"]',
        ),
        Setting(
            name="every_days",
            form=Form.WHOLE_NUMBER,
            meaning="The most days that may pass between two meetings.",
            required=True,
            least=1,
            most=3650,
            example="31",
        ),
        Setting(
            name="quorum_percent",
            form=Form.WHOLE_NUMBER,
            meaning="How many of a hundred members must be there for the body to resolve anything.",
            least=1,
            most=100,
            example="50",
        ),
    ),
)


def _read(given: Given) -> MeetingRules:
    rules: dict[str, MeetingRule] = {}
    for values in given.repeated(MEETINGS):
        rule = MeetingRule(
            every_days=values.number("every_days") or 1, quorum_percent=values.number("quorum_percent") or 0
        )
        for kind in given.kinds_named(values, "of"):
            if kind in rules:
                what = f'There are two rules for the meetings of "{kind}".'
                given.findings.add(values.at("of"), what, "Strike one of the two.")
            rules[kind] = rule
    return MeetingRules(by_kind=rules)


SECTION = Section(rules=MeetingRules, tables=(MEETINGS,), read=_read)
