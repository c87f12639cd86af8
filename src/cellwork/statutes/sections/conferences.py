"""Conferences: which are held, how often and in which months, in step with which other one, and how each is prepared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.mistakes import shown, suggestion
from cellwork.statutes.section import Given, Section
from cellwork.statutes.shapes import Values

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

EARLIEST_DUE, LATEST_DUE = 3650, -365
"""Days before the opening by which something may be due at the earliest and, below nought, at the latest: after it."""


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One line of the plan by which conferences of a kind are prepared."""

    key: str
    title: str
    office: str
    """Code of the office, at the body whose conference it is, that sees to it."""
    days_before: int
    """Days before the opening by which it is done; below nought, so many days after it."""
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class ConferenceRule:
    """One kind of conference that bodies of a kind hold."""

    code: str
    title: str
    plural: str
    kind: str
    """Code of the kind of body that holds it."""
    every_months: int
    months: tuple[int, ...] = ()
    """In which months it may open, 1 to 12; none: in any."""
    in_step_with: str = ""
    """Code of the conference that it follows: it is due when that one is; empty: it keeps its own time."""
    announce_months_before: int = 6
    plan: tuple[PlanLine, ...] = ()
    """In the order of the file."""

    def may_open_in(self, month: int) -> bool:
        """Whether the statutes let it open in this month, 1 to 12."""
        return not self.months or month in self.months


@dataclass(frozen=True, kw_only=True)
class ConferenceRules:
    """All kinds of conferences, by code. None: the statutes know no conference."""

    by_code: Mapping[str, ConferenceRule] = field(default_factory=dict)

    def of_kind(self, kind: str) -> tuple[ConferenceRule, ...]:
        """Those that bodies of this kind hold, in the order of the file."""
        return tuple(rule for rule in self.by_code.values() if rule.kind == kind)


CONFERENCES = Table(
    name="conferences",
    meaning="The conferences that are held, one table each. CODE names it in this file.",
    is_named=True,
    one_is="a conference",
    settings=(
        Setting(
            name="title",
            form=Form.TEXT,
            meaning="Name of one.",
            required=True,
            example='"Conference of Cell Secretaries"',
        ),
        Setting(
            name="plural",
            form=Form.TEXT,
            meaning="Name of several.",
            required=True,
            example='"Conferences of Cell Secretaries"',
        ),
        Setting(
            name="of",
            form=Form.TEXT,
            meaning="The kind of body that holds it; no cell, whose members simply meet.",
            required=True,
            example='"central_committee"',
        ),
        Setting(
            name="every_months",
            form=Form.WHOLE_NUMBER,
            meaning="How many months after one opened the next is due.",
            required=True,
            least=1,
            most=240,
            example="60",
        ),
        Setting(
            name="months",
            form=Form.CODE_OR_CODES,
            meaning="The months in which it may open, by their English names. Left out: any.",
            example='["october", "november"]',
        ),
        Setting(
            name="in_step_with",
            form=Form.TEXT,
            meaning="Another conference, of the same body or of one above: this one is due when that one is held, "
            "in the first of its own months from then on. Left out: it keeps its own time.",
            example='"congress"',
        ),
        Setting(
            name="announce_months_before",
            form=Form.WHOLE_NUMBER,
            meaning="How many months before the month in which it is due it is called.",
            default=6,
            least=1,
            most=36,
        ),
    ),
)

PLAN = Table(
    name="conference_plan",
    meaning="How conferences of a kind are prepared. One [[conference_plan]] for each thing to see to; "
    "its day is counted from the opening.",
    is_repeated=True,
    one_is="a line of the plan",
    settings=(
        Setting(
            name="conference",
            form=Form.CODE_OR_CODES,
            meaning="The conference it is for, or several of them.",
            required=True,
            example='"secretaries"',
        ),
        Setting(
            name="key",
            form=Form.TEXT,
            meaning="A short name of its own within the plan; it stays when the words change.",
            required=True,
            most=40,
            example='"hall"',
        ),
        Setting(
            name="title", form=Form.TEXT, meaning="What is to be done.", required=True, example='"A hall is found"'
        ),
        Setting(
            name="office",
            form=Form.TEXT,
            meaning="The office that sees to it, at the body whose conference it is.",
            required=True,
            example='"organiser"',
        ),
        Setting(
            name="days_before",
            form=Form.WHOLE_NUMBER,
            meaning="Days before the opening by which it is done. With a minus: so many days after it.",
            required=True,
            least=LATEST_DUE,
            most=EARLIEST_DUE,
            example="180",
        ),
        Setting(
            name="says",
            form=Form.TEXT,
            meaning="What belongs to it, in one sentence.",
            most=300,
            example='"With places for all, and an entrance without steps."',
        ),
    ),
)


def _read(given: Given) -> ConferenceRules:
    named = given.named(CONFERENCES)
    plans = _plans(given, named)
    rules = {code: _rule(code, values, given, named, plans.get(code, {})) for code, values in named.items()}
    _must_not_wait_for_each_other(given, named, rules)
    return ConferenceRules(by_code=rules)


def _rule(
    code: str, values: Values, given: Given, named: Mapping[str, Values], plan: Mapping[str, PlanLine]
) -> ConferenceRule:
    months = (_month(name, path, given) for name, path in values.texts("months"))
    return ConferenceRule(
        code=code,
        title=values.text("title", code),
        plural=values.text("plural", code),
        kind=_holder(values, given),
        every_months=values.number("every_months") or 1,
        months=tuple(sorted({month for month in months if month is not None})),
        in_step_with=_leader(code, values, given, named),
        announce_months_before=values.number("announce_months_before") or 6,
        plan=tuple(plan.values()),
    )


def _holder(values: Values, given: Given) -> str:
    """The kind that holds it; empty only where a mistake was noted."""
    kind = given.kind(values.text("of"), values.at("of")) if values.text("of") else None
    if kind is not None and given.kinds[kind].is_cell:
        what = f"“{given.kinds[kind].title}” is a kind of cell, which holds meetings, no conferences."
        given.findings.add(values.at("of"), what, "Name the kind of body above that calls it.")
    return kind or ""


def _month(name: str, path: tuple[str | int, ...], given: Given) -> int | None:
    if name.lower() in MONTHS:
        return MONTHS.index(name.lower()) + 1
    given.findings.add(path, f'There is no month "{shown(name)}".', suggestion(name, MONTHS, naming="The months are"))
    return None


def conferences_named(given: Given, values: Values) -> list[str]:
    """The conferences that a rule of another section names, each once; one that does not exist is noted."""
    known = given.tables.get(CONFERENCES.name)
    names = list(known) if isinstance(known, dict) else []
    found = (
        given.known(name, path, names, one="conference", all_are="The conferences are")
        for name, path in values.texts("conference")
    )
    return list(dict.fromkeys(name for name in found if name is not None))


def _leader(code: str, values: Values, given: Given, named: Mapping[str, Values]) -> str:
    """The conference it is in step with; empty if none, or a mistake was noted."""
    name = values.text("in_step_with")
    if not name:
        return ""
    path = values.at("in_step_with")
    found = given.known(name, path, named, one="conference", all_are="The conferences are") or ""
    if found == code:
        given.findings.add(path, f'"{code}" is in step with itself.', "Strike the line, or name another conference.")
        return ""
    own, other = values.text("of"), named[found].text("of") if found else ""
    if (
        {own, other} <= given.levels.keys()
        and not given.kinds[other].is_cell
        and given.levels[other] > given.levels[own]
    ):
        above, below = given.kinds[own].title, given.kinds[other].title
        what = f"A conference of “{above}” cannot be in step with one of “{below}”, which stands lower."
        given.findings.add(path, what, "There may be many of those: let them be in step with this one.")
        return ""
    return found


def _must_not_wait_for_each_other(
    given: Given, named: Mapping[str, Values], rules: Mapping[str, ConferenceRule]
) -> None:
    """Each way of following ends at a conference that keeps its own time; a circle is named once."""
    told: set[str] = set()
    for code in rules:
        way: list[str] = []
        here = code
        while here and here not in way:
            way.append(here)
            here = rules[here].in_step_with
        circle = way[way.index(here) :] if here else []
        if circle and not told & set(circle):
            told |= set(circle)
            what = f"Each waits for the other: {', '.join(circle)}."
            given.findings.add(
                named[circle[0]].at("in_step_with"), what, "Let one of them keep its own time: strike its in_step_with."
            )


def _plans(given: Given, named: Mapping[str, Values]) -> dict[str, dict[str, PlanLine]]:
    """The plan of each conference by key, in the order of the file."""
    plans: dict[str, dict[str, PlanLine]] = {}
    for values in given.repeated(PLAN):
        key = values.text("key")
        line = PlanLine(
            key=key, title=values.text("title", key), office=_office(values, given) or "",
            days_before=values.number("days_before") or 0, says=values.text("says"),
        )  # fmt: skip
        for name, path in values.texts("conference"):
            code = given.known(name, path, named, one="conference", all_are="The conferences are")
            if code is None:
                continue
            _must_exist_there(values, line, named[code], given)
            plan = plans.setdefault(code, {})
            if key and key in plan:
                what = f'The plan of "{code}" has two lines with the key "{shown(key)}".'
                given.findings.add(values.at("key"), what, "Give each its own key.")
            plan[key] = line
    return plans


def _office(values: Values, given: Given) -> str | None:
    name = values.text("office")
    path = values.at("office")
    return given.known(name, path, given.offices, one="office", all_are="The offices are") if name else None


def _must_exist_there(values: Values, line: PlanLine, conference: Values, given: Given) -> None:
    """Whoever sees to it must be found at the body that holds the conference."""
    kind = conference.text("of")
    office = given.offices.get(line.office)
    if office is None or kind not in given.kinds or given.kinds[kind].is_cell or office.may_be_at(kind):
        return
    there = [each.code for each in given.offices.values() if each.may_be_at(kind)]
    what = f"There is no “{office.title}” at “{given.kinds[kind].title}”, which holds this conference."
    given.findings.add(values.at("office"), what, _those(there))


def _those(offices: list[str]) -> str:
    return f"The offices there are: {', '.join(offices)}." if offices else "Add an office at that kind of body."


SECTION = Section(rules=ConferenceRules, tables=(CONFERENCES, PLAN), read=_read)
