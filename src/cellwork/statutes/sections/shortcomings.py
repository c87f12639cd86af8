"""Shortcomings: their causes, how long there is to correct one, when many become a pattern, and what detectors look for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cellwork.statutes.grammar import LONGEST_DEADLINE, Bounds, Form, Setting, Table, number_settings
from cellwork.statutes.mistakes import shown, suggestion
from cellwork.statutes.section import Given, Section
from cellwork.statutes.shapes import Values, numbers_of


class Detector(StrEnum):
    """What a detector can look for; the value is its kind in the file."""

    NO_MEETING = "no_meeting"
    SILENCE = "silence"
    LATE_ACCEPTANCE = "late_acceptance"
    VACANCY = "vacancy"
    PROMISES = "promises"
    NO_PROGRESS = "no_progress"
    CONTRADICTION = "contradiction"
    NEIGHBOURS = "neighbours"


DETECTOR_MEANINGS: Mapping[Detector, str] = {
    Detector.NO_MEETING: "no meeting for more than `days` days",
    Detector.SILENCE: "no sign of work for more than `days` days",
    Detector.LATE_ACCEPTANCE: "a decision not answered `days` days after the day to answer",
    Detector.VACANCY: "a leading office vacant for more than `days` days; the body above answers for it",
    Detector.PROMISES: "`least` planned days or more passed by more than `days` days",
    Detector.NO_PROGRESS: "a decision accepted and not a word about it for more than `days` days",
    Detector.CONTRADICTION: "a report that differs from what the house counts, sent in the last `days` days",
    Detector.NEIGHBOURS: "the same cause in `least` bodies or more directly below within `days` days",
}

WEIGHTS = ("small", "medium", "grave")


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why something is not as it should be."""

    code: str
    title: str
    lies_at: tuple[str, ...] = ()
    """Kinds of bodies that can remove it; none: the body itself."""


@dataclass(frozen=True, kw_only=True)
class DetectorRule:
    """A detector with its thresholds."""

    code: str
    kind: Detector
    title: str
    cause: str
    weight: str
    days: int
    least: int
    kinds: tuple[str, ...]
    """At bodies of which kinds it looks."""


@dataclass(frozen=True, kw_only=True)
class ShortcomingTerms:
    """Whole days, in the organisation's time zone."""

    small_days: int = 60
    medium_days: int = 30
    grave_days: int = 14
    check_days: int = 14
    help_days: int = 7
    climb_days: int = 14
    pattern_days: int = 90
    pattern_bodies: int = 5

    def days_for(self, weight: str) -> int:
        """How long there is to correct a shortcoming of this weight."""
        return {"small": self.small_days, "medium": self.medium_days, "grave": self.grave_days}[weight]


OTHER = "other"
"""The cause that is always there: what fits no other."""


@dataclass(frozen=True, kw_only=True)
class ShortcomingRules:
    """What the statutes say about shortcomings."""

    terms: ShortcomingTerms = field(default_factory=ShortcomingTerms)
    causes: Mapping[str, Cause] = field(default_factory=lambda: {OTHER: Cause(code=OTHER, title="Something else")})
    detectors: Mapping[str, DetectorRule] = field(default_factory=dict)


_BOUNDS: Mapping[str, Bounds] = {
    "small_days": Bounds("Days to correct a small shortcoming.", 1, LONGEST_DEADLINE),
    "medium_days": Bounds("Days to correct a medium one.", 1, LONGEST_DEADLINE),
    "grave_days": Bounds("Days to correct a grave one.", 1, LONGEST_DEADLINE),
    "check_days": Bounds(
        "Days within which somebody else checks a correction or judges an explanation.", 1, LONGEST_DEADLINE
    ),
    "help_days": Bounds(
        "Days within which a call for help is answered; then it lies a level higher.", 1, LONGEST_DEADLINE
    ),
    "climb_days": Bounds("Days after which what is late lies one more level higher.", 1, LONGEST_DEADLINE),
    "pattern_days": Bounds("How many days back is looked for the same cause in many bodies.", 1, LONGEST_DEADLINE),
    "pattern_bodies": Bounds("In how many bodies of a branch the same cause makes a pattern.", 2, LONGEST_DEADLINE),
}

SHORTCOMINGS = Table(
    name="shortcomings",
    meaning="How many days there are for what.",
    settings=number_settings(ShortcomingTerms, _BOUNDS),
)

CAUSES = Table(
    name="causes",
    meaning="The causes of shortcomings, one table each. The cause `other` (something else) is always there.",
    is_named=True,
    one_is="a cause",
    settings=(
        Setting(
            name="title",
            form=Form.TEXT,
            meaning="The cause in a few words.",
            required=True,
            example='"No room to meet in"',
        ),
        Setting(
            name="lies_at",
            form=Form.CODE_OR_CODES,
            meaning="The kinds of bodies that can remove it. Left out: the body itself.",
            example='["city_committee"]',
        ),
    ),
)

DETECTORS = Table(
    name="detectors",
    meaning="What the house looks for every night, one table each. The kinds are: "
    + "; ".join(f'"{kind}", {meaning}' for kind, meaning in DETECTOR_MEANINGS.items())
    + ".",
    is_named=True,
    one_is="a detector",
    settings=(
        Setting(name="kind", form=Form.TEXT, meaning="What it looks for.", required=True, example='"silence"'),
        Setting(
            name="title",
            form=Form.TEXT,
            meaning="What is not as it should be, in a few words.",
            required=True,
            example='"No sign of work"',
        ),
        Setting(
            name="bodies",
            form=Form.CODE_OR_CODES,
            meaning="At bodies of which kinds it looks.",
            required=True,
            example='["cell"]',
        ),
        Setting(
            name="days",
            form=Form.WHOLE_NUMBER,
            meaning="Its threshold in days.",
            required=True,
            least=0,
            most=LONGEST_DEADLINE,
            example="30",
        ),
        Setting(
            name="least",
            form=Form.WHOLE_NUMBER,
            meaning="How many at least, for the kinds that count.",
            default=1,
            least=1,
            most=10_000,
        ),
        Setting(
            name="weight",
            form=Form.TEXT,
            meaning='How much it weighs: "small", "medium" or "grave".',
            default="small",
            example='"medium"',
        ),
        Setting(
            name="cause",
            form=Form.TEXT,
            meaning="The cause it is put under. Left out: `other`.",
            default=OTHER,
            example='"no_room"',
        ),
    ),
)


def _read(given: Given) -> ShortcomingRules:
    causes = {code: _cause(code, values, given) for code, values in given.named(CAUSES).items()}
    causes.setdefault(OTHER, Cause(code=OTHER, title="Something else"))
    detectors = {code: _detector(code, values, causes, given) for code, values in given.named(DETECTORS).items()}
    return ShortcomingRules(
        terms=numbers_of(ShortcomingTerms, given.single(SHORTCOMINGS)),
        causes=causes,
        detectors={code: detector for code, detector in detectors.items() if detector is not None},
    )


def _cause(code: str, values: Values, given: Given) -> Cause:
    return Cause(code=code, title=values.text("title", code), lies_at=given.kinds_named(values, "lies_at"))


def _detector(code: str, values: Values, causes: Mapping[str, Cause], given: Given) -> DetectorRule | None:
    kind = _one_of("kind", tuple(each.value for each in Detector), values, given)
    weight = _one_of("weight", WEIGHTS, values, given) if values.has("weight") else "small"
    cause = _one_of("cause", causes, values, given) if values.has("cause") else OTHER
    kinds = given.kinds_named(values, "bodies")
    if kind is None or weight is None or cause is None or not values.has("days"):
        return None
    return DetectorRule(
        code=code, kind=Detector(kind), title=values.text("title", code), cause=cause, weight=weight,
        days=values.number("days") or 0, least=values.number("least") or 1, kinds=kinds,
    )  # fmt: skip


def _one_of(setting: str, known: Iterable[str], values: Values, given: Given) -> str | None:
    """The value if it is one of the known ones, else None after a mistake was noted (a missing one is noted already)."""
    value = values.text(setting)
    if not value or value in known:
        return value or None
    given.findings.add(
        values.at(setting), f'There is no {setting} "{shown(value)}".', suggestion(value, known, naming="There are")
    )
    return None


SECTION = Section(rules=ShortcomingRules, tables=(SHORTCOMINGS, CAUSES, DETECTORS), read=_read)
