"""How many must be present for a conference to be opened and to resolve anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.section import Given, Section
from cellwork.statutes.sections.conferences import conferences_named
from cellwork.statutes.sections.seats import CATEGORIES
from cellwork.statutes.shapes import Values


@dataclass(frozen=True, kw_only=True)
class QuorumRule:
    """Of the participants of these categories, how many of a hundred must be present."""

    percent: int
    categories: tuple[str, ...] = ()
    """Empty: of all."""


@dataclass(frozen=True, kw_only=True)
class QuorumRules:
    """The rules by code of conference; one without is open however few have come."""

    by_conference: Mapping[str, QuorumRule] = field(default_factory=dict)


QUORUMS = Table(
    name="conference_quorums",
    meaning="How many must be present for a conference to be opened. One [[conference_quorums]] for every rule.",
    is_repeated=True,
    one_is="a rule",
    settings=(
        Setting(
            name="conference",
            form=Form.CODE_OR_CODES,
            meaning="The conferences it is for.",
            required=True,
            example='"congress"',
        ),
        Setting(
            name="percent",
            form=Form.WHOLE_NUMBER,
            meaning="How many of a hundred of those who hold a mandate must be present.",
            required=True,
            least=1,
            most=100,
            example="50",
        ),
        Setting(
            name="categories",
            form=Form.CODE_OR_CODES,
            meaning="The categories of participants that are counted. Left out: all of them.",
            example='["delegates", "central"]',
        ),
    ),
)


def _read(given: Given) -> QuorumRules:
    rules: dict[str, QuorumRule] = {}
    for values in given.repeated(QUORUMS):
        for conference in conferences_named(given, values):
            if conference in rules:
                what = f'There are two quorums for "{conference}".'
                given.findings.add(values.at("conference"), what, "Strike one of the two.")
            rules[conference] = QuorumRule(
                percent=values.number("percent") or 1, categories=_categories(given, values, conference)
            )
    return QuorumRules(by_conference=rules)


def _categories(given: Given, values: Values, conference: str) -> tuple[str, ...]:
    names = _categories_of(given, conference)
    found = (
        given.known(name, path, names, one="category", all_are=f'The categories of "{conference}" are')
        for name, path in values.texts("categories")
    )
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _categories_of(given: Given, conference: str) -> list[str]:
    """Keys of the categories as they stand in the file; what is wrong in them is said where they are read."""
    written = given.tables.get(CATEGORIES.name)
    rows = [row for row in written if isinstance(row, dict)] if isinstance(written, list) else []
    return [str(row.get("key", "")) for row in rows if conference in _as_list(row.get("conference"))]


def _as_list(written: object) -> list[object]:
    return list(written) if isinstance(written, list) else [written]


SECTION = Section(rules=QuorumRules, tables=(QUORUMS,), read=_read)
