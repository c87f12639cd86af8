"""Which reports are due from whom, what they ask, and how much a body may be asked in a month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import ceil

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.section import Given, Section
from cellwork.statutes.sections.burden import (
    BURDEN,
    CEILINGS,
    REFUSE,
    SHOWN,
    Answer,
    Efforts,
    ceilings_of,
    efforts_of,
    written_minutes,
)
from cellwork.statutes.shapes import Values


class Every(StrEnum):
    """The length of a period; periods begin with the calendar year."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}[self]


class OverTime(StrEnum):
    """What a number over several periods is: the sum of them, or what the last one said."""

    SUM = "sum"
    LAST = "last"


SUCCESS, SHORTCOMING = "success", "shortcoming"

KNOWN_FIGURES: Mapping[str, tuple[Answer, str]] = {
    "members": (Answer.NUMBER, "people who belong to the body now"),
    "candidates": (Answer.NUMBER, "people who belong to it as candidates now"),
    "joined": (Answer.NUMBER, "people who came to it in the period"),
    "left": (Answer.NUMBER, "people who left it in the period"),
    "offices_held": (Answer.SHARE, "of its seats, how many are held now"),
    "decisions_accepted": (Answer.NUMBER, "decisions it accepted in the period"),
    "decisions_done": (Answer.NUMBER, "decisions it reported done in the period"),
    "decisions_verified": (Answer.NUMBER, "decisions that the body above verified in the period"),
    "tasks_done": (Answer.SHARE, "of the tasks that decisions ask of it, how many are done now"),
    "obstacles_open": (Answer.NUMBER, "calls for help of this body that wait for an answer now"),
    "meetings_held": (Answer.NUMBER, "meetings it held in the period"),
    "minutes": (Answer.SHARE, "of the meetings it held in the period, of how many it wrote down what was resolved"),
    "attendance": (Answer.SHARE, "of those who could have come to its meetings in the period, how many came"),
}
"""What the system knows about a body by itself: name -> form of the figure, and what it counts."""


@dataclass(frozen=True, kw_only=True)
class ReportQuestion:
    """One question; it may stand in several reports and is then asked once."""

    code: str
    title: str
    form: Answer
    options: tuple[str, ...] = ()
    unit: str = ""
    required: bool = False
    filled_by: str = ""
    """A name of `KNOWN_FIGURES`; empty: people answer it."""
    about: str = ""
    """SUCCESS, SHORTCOMING or empty."""
    over_time: OverTime = OverTime.SUM
    for_all_above: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportTemplate:
    """A report that bodies of certain kinds owe for every period."""

    code: str
    title: str
    kinds: tuple[str, ...]
    every: Every
    due_days: int
    minutes: int
    """Estimated for filling it in once."""
    questions: tuple[ReportQuestion, ...]

    @property
    def minutes_a_month(self) -> Fraction:
        """What it asks of a body in a month."""
        return Fraction(self.minutes, self.every.months)


@dataclass(frozen=True, kw_only=True)
class ReportRules:
    """Reports by code, what a month may ask of a body by code of kind, and how long things take."""

    templates: Mapping[str, ReportTemplate] = field(default_factory=dict)
    ceilings: Mapping[str, int] = field(default_factory=dict)
    efforts: Efforts = field(default_factory=Efforts)
    decisions_refused: bool = False
    """Whether a decision that asks for more than the ceiling cannot be adopted; else it is shown and no more."""

    def templates_of(self, kind: str) -> tuple[ReportTemplate, ...]:
        """The reports that bodies of this kind owe, in the order of the file."""
        return tuple(each for each in self.templates.values() if kind in each.kinds)


def estimated_minutes(questions: Iterable[ReportQuestion], efforts: Efforts) -> int:
    """To answer all of them, rounded up, at least 1."""
    seconds = sum(efforts.seconds_for(each.form, known=bool(each.filled_by)) for each in questions)
    return max(1, ceil(seconds / 60))


REPORTS = Table(
    name="reports",
    meaning="The reports that are due, one table each.",
    is_named=True,
    one_is="a report",
    settings=(
        Setting(name="title", form=Form.TEXT, meaning="Its name.", required=True, example='"Monthly report"'),
        Setting(
            name="from",
            form=Form.CODE_OR_CODES,
            meaning="The kinds of bodies that owe it.",
            required=True,
            example='["cell"]',
        ),
        Setting(
            name="every",
            form=Form.TEXT,
            meaning='Its period: "month", "quarter", "half-year" or "year". It is asked on the last day of the period.',
            required=True,
            example='"month"',
        ),
        Setting(
            name="due_days",
            form=Form.WHOLE_NUMBER,
            meaning="How many days after the end of the period it is due; that day ends at midnight where the body is.",
            required=True,
            least=0,
            most=180,
            example="5",
        ),
        Setting(
            name="minutes",
            form=Form.WHOLE_NUMBER,
            meaning="How long filling it in takes, as you estimate it. Left out: added up from its questions. "
            "Once enough reports were sent, the time they really took counts instead.",
            least=1,
            most=600,
            example="15",
        ),
    ),
)

QUESTIONS = Table(
    name="report_questions",
    meaning="The questions of the reports, in the order in which they are asked. Each report asks about successes and "
    "about shortcomings.",
    is_named=True,
    one_is="a question",
    settings=(
        Setting(
            name="report",
            form=Form.CODE_OR_CODES,
            meaning="The report, or several of them: what was answered in one is filled in in the others.",
            required=True,
            example='["monthly"]',
        ),
        Setting(
            name="title", form=Form.TEXT, meaning="The question itself.", required=True, example='"What went well?"'
        ),
        Setting(
            name="form",
            form=Form.TEXT,
            meaning='"number", "share" (so many of so many), "choice", "words" or "evidence" (a photo or document).',
            required=True,
            example='"words"',
        ),
        Setting(
            name="options",
            form=Form.CODE_OR_CODES,
            meaning='For a "choice": what can be chosen.',
            example='["yes", "partly", "no"]',
        ),
        Setting(name="unit", form=Form.TEXT, meaning="What a number counts.", most=40, example='"visits"'),
        Setting(name="required", form=Form.YES_NO, meaning="Whether it must be answered.", default=False),
        Setting(
            name="filled_by",
            form=Form.TEXT,
            meaning="A figure the system knows and fills in: "
            + "; ".join(f'"{name}", {meaning}' for name, (_, meaning) in KNOWN_FIGURES.items())
            + ".",
            example='"members"',
        ),
        Setting(
            name="about",
            form=Form.TEXT,
            meaning='"success" or "shortcoming": what such a question asks for. Answers about shortcomings are followed up.',
            example='"success"',
        ),
        Setting(
            name="over_time",
            form=Form.TEXT,
            meaning='Of a number over several periods: their "sum", or the "last" one.',
            default="sum",
        ),
        Setting(
            name="for_all_above",
            form=Form.YES_NO,
            meaning="Whether words and evidence are read by all bodies above, not only by the one directly above.",
            default=False,
        ),
    ),
)


def _read(given: Given) -> ReportRules:
    burden = given.single(BURDEN)
    efforts = efforts_of(burden)
    entries = given.named(REPORTS)
    questions = _questions(given, entries)
    templates = {code: _template(given, code, values, questions[code], efforts) for code, values in entries.items()}
    beyond = _one_of(given, burden, "decisions", [SHOWN, REFUSE], "Decisions are")
    rules = ReportRules(
        templates=templates, ceilings=ceilings_of(given), efforts=efforts, decisions_refused=beyond == REFUSE
    )
    for code, values in entries.items():
        _note_one_sided(given, values, questions[code])
    for kind, ceiling in rules.ceilings.items():
        _note_too_much(given, rules, kind, ceiling)
    return rules


def _one_of(given: Given, values: Values, name: str, known: list[str], all_are: str) -> str:
    """A word out of a few; empty when it was not given or cannot be told."""
    text = values.text(name)
    found = given.known(text, values.at(name), known, one=name.replace("_", " "), all_are=all_are) if text else None
    return found or ""


def _questions(given: Given, reports: Mapping[str, Values]) -> dict[str, list[ReportQuestion]]:
    asked: dict[str, list[ReportQuestion]] = {code: [] for code in reports}
    for code, values in given.named(QUESTIONS).items():
        question = _question(given, code, values)
        for name, path in values.texts("report"):
            report = given.known(name, path, reports, one="report", all_are="The reports are")
            if report is not None and question is not None:
                asked[report].append(question)
    return asked


def _question(given: Given, code: str, values: Values) -> ReportQuestion | None:
    form = _one_of(given, values, "form", [each.value for each in Answer], "The forms are")
    if not form:
        return None
    question = ReportQuestion(
        code=code,
        title=values.text("title", code),
        form=Answer(form),
        options=tuple(text for text, _ in values.texts("options")),
        unit=values.text("unit"),
        required=values.yes("required"),
        filled_by=_one_of(given, values, "filled_by", list(KNOWN_FIGURES), "The figures are"),
        about=_one_of(given, values, "about", [SUCCESS, SHORTCOMING], "A question is about"),
        over_time=OverTime(_one_of(given, values, "over_time", [each.value for each in OverTime], "It is") or "sum"),
        for_all_above=values.yes("for_all_above"),
    )
    _note_unfit(given, values, question)
    return question


def _note_unfit(given: Given, values: Values, question: ReportQuestion) -> None:
    chosen = question.form is Answer.CHOICE
    if chosen and len(question.options) < 2 and "options" not in values.faulty:  # noqa: PLR2004 -- one is no choice
        given.findings.add(values.path, "This choice has nothing to choose between.", "Write options = [...] with two.")
    if not chosen and question.options:
        what = f'Only a choice has options; this question asks for "{question.form}".'
        given.findings.add(values.at("options"), what, 'Strike "options", or write form = "choice".')
    if question.filled_by and KNOWN_FIGURES[question.filled_by][0] is not question.form:
        what = f'The figure "{question.filled_by}" is a {KNOWN_FIGURES[question.filled_by][0]}, not a {question.form}.'
        remedy = f'Write form = "{KNOWN_FIGURES[question.filled_by][0]}", or strike "filled_by".'
        given.findings.add(values.at("filled_by"), what, remedy)


def _template(
    given: Given, code: str, values: Values, questions: list[ReportQuestion], efforts: Efforts
) -> ReportTemplate:
    every = _one_of(given, values, "every", [each.value for each in Every], "The periods are")
    return ReportTemplate(
        code=code,
        title=values.text("title", code),
        kinds=given.kinds_named(values, "from"),
        every=Every(every or Every.MONTH),
        due_days=values.number("due_days") or 0,
        minutes=values.number("minutes") or estimated_minutes(questions, efforts),
        questions=tuple(questions),
    )


def _note_one_sided(given: Given, values: Values, questions: list[ReportQuestion]) -> None:
    """A report that asks only for successes teaches people to hide; one that asks only for faults, to fear it."""
    asked = {question.about for question in questions}
    for about, several in ((SUCCESS, "successes"), (SHORTCOMING, "shortcomings")):
        if about not in asked:
            what = f"This report does not ask about {several}."
            remedy = f'Mark one of its [report_questions.CODE] with about = "{about}", or add one.'
            given.findings.add(values.path, what, remedy)


def _note_too_much(given: Given, rules: ReportRules, kind: str, ceiling: int) -> None:
    templates = rules.templates_of(kind)
    total = sum((each.minutes_a_month for each in templates), Fraction(0))
    if total <= ceiling:
        return
    title = given.kinds[kind].title
    parts = " + ".join(f"{each.title} {_arithmetic(each)}" for each in templates)
    what = f"The reports ask {written_minutes(total)} minutes a month of a {title}: {parts}. The ceiling is {ceiling} minutes."
    remedy = "Strike questions or reports, ask for them less often, or raise the ceiling in [[burden_ceilings]]."
    given.findings.add((REPORTS.name, templates[-1].code), what, remedy)


def _arithmetic(template: ReportTemplate) -> str:
    if template.every is Every.MONTH:
        return f"{template.minutes}"
    return f"{template.minutes}/{template.every.months} = {written_minutes(template.minutes_a_month)}"


SECTION = Section(rules=ReportRules, tables=(REPORTS, QUESTIONS, BURDEN, CEILINGS), read=_read)
