"""Voices: what they are about and who answers, how long that may take, what carries a matter further, what is held back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cellwork.statutes.grammar import Bounds, Form, Setting, Table, number_settings
from cellwork.statutes.section import Given, Section
from cellwork.statutes.shapes import numbers_of

LEAST_MIXED = 5
"""Fewer anonymous voices than this are never opened together: among four somebody could still be guessed."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a voice is about, and the lowest kind of body that can answer it."""

    code: str
    title: str
    answered_by: str
    """Code of a kind: the nearest body of this standing or a higher one, seen upwards from the cell, answers."""
    meaning: str = ""
    by_sector: Mapping[str, str] = field(default_factory=dict)
    """Code of sector -> code of the kind that answers for cells of that sector instead."""

    def kind_for(self, sector: str) -> str:
        """The lowest kind that can answer for a cell of this sector."""
        return self.by_sector.get(sector, self.answered_by)


@dataclass(frozen=True, kw_only=True)
class Moderation:
    """A published rule by which words may be held back."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class VoiceTerms:
    """Whole days, in the organisation's time zone, and numbers of people."""

    acknowledge_days: int = 3
    answer_days: int = 30
    late_days: int = 14
    passes: int = 3
    support: int = 20
    support_unknown: int = 0
    alike_percent: int = 45
    mixed_at_least: int = LEAST_MIXED


@dataclass(frozen=True, kw_only=True)
class VoiceRules:
    """All rules of voices. Without subjects every voice goes to the body directly above the cell."""

    terms: VoiceTerms = VoiceTerms()
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    moderation: Mapping[str, Moderation] = field(default_factory=dict)


_BOUNDS: Mapping[str, Bounds] = {
    "acknowledge_days": Bounds("Days within which the body that answers says that it has read a voice.", 1, 365),
    "answer_days": Bounds("Days within which a voice is answered; from the day after, it is late.", 1, 365),
    "late_days": Bounds(
        "Days a voice may be late; then it is very late, and the duty to answer moves one level up.", 1, 365
    ),
    "passes": Bounds(
        "How often a voice may be passed on by hand; then it lies with the nearest body above both.", 1, 20
    ),
    "support": Bounds("How many people behind one matter put it on the agenda of the body that answers.", 2, 1_000_000),
    "support_unknown": Bounds(
        "How many of those who stand behind it without an account, by a poster, count among them at most.", 0, 1_000_000
    ),
    "alike_percent": Bounds("How alike two voices are, of 100, before one is shown beside the other.", 20, 100),
    "mixed_at_least": Bounds(
        "How many anonymous voices lie together before any of them is opened; never fewer than five.",
        LEAST_MIXED,
        1000,
    ),
}

VOICES = Table(
    name="voices",
    meaning="How long an answer may take, and what carries a matter further.",
    settings=number_settings(VoiceTerms, _BOUNDS),
)

SUBJECTS = Table(
    name="subjects",
    meaning="What voices are about, one table each, and who answers.",
    is_named=True,
    one_is="a subject",
    settings=(
        Setting(name="title", form=Form.TEXT, meaning="Its name.", required=True, example='"Housing"'),
        Setting(
            name="answered_by",
            form=Form.TEXT,
            meaning="The lowest kind of body that can answer: the nearest body of this standing or a higher one, "
            "from the cell upwards.",
            required=True,
            example='"city_committee"',
        ),
        Setting(
            name="meaning",
            form=Form.TEXT,
            meaning="What belongs to it, in one sentence beside the choice.",
            most=200,
            example='"Flats, repairs, heating, water."',
        ),
    ),
)

ROUTES = Table(
    name="voice_routes",
    meaning="Where cells of some sectors are answered by another body. One [[voice_routes]] for every rule.",
    is_repeated=True,
    one_is="a route",
    settings=(
        Setting(
            name="subject",
            form=Form.CODE_OR_CODES,
            meaning="The subject, or several of them.",
            required=True,
            example='["work"]',
        ),
        Setting(
            name="sector",
            form=Form.CODE_OR_CODES,
            meaning="The sector of the cell, or several of them.",
            required=True,
            example='["mining", "energy"]',
        ),
        Setting(
            name="answered_by",
            form=Form.TEXT,
            meaning="The lowest kind of body that can answer for them.",
            required=True,
            example='"complex_committee"',
        ),
    ),
)

MODERATION = Table(
    name="moderation",
    meaning="The published rules by which words of a voice may be held back. Without any, nothing is held back.",
    is_named=True,
    one_is="a rule of moderation",
    settings=(
        Setting(
            name="title", form=Form.TEXT, meaning="What it is about.", required=True, example='"Somebody is insulted"'
        ),
        Setting(
            name="text",
            form=Form.TEXT,
            meaning="What is held back and why, as everybody reads it.",
            required=True,
            most=400,
            example='"Words that insult a person are held back; what was meant is answered."',
        ),
    ),
)


def _read(given: Given) -> VoiceRules:
    subjects = _subjects(given)
    _add_routes(given, subjects)
    return VoiceRules(
        terms=_terms(given),
        subjects={code: Subject(**said) for code, said in subjects.items()},  # type: ignore[arg-type]
        moderation={
            code: Moderation(code=code, title=values.text("title", code), text=values.text("text"))
            for code, values in given.named(MODERATION).items()
        },
    )


def _terms(given: Given) -> VoiceTerms:
    return numbers_of(VoiceTerms, given.single(VOICES))


def _subjects(given: Given) -> dict[str, dict[str, object]]:
    subjects: dict[str, dict[str, object]] = {}
    first: dict[str, str] = {}
    for code, values in given.named(SUBJECTS).items():
        title = values.text("title", code)
        before = first.setdefault(title.casefold(), code)
        if before != code:
            what = f"“{title}” is the title of two subjects: {before} and {code}."
            given.findings.add(values.at("title"), what, "Give each its own, so that people can tell them apart.")
        subjects[code] = {
            "code": code,
            "title": title,
            "answered_by": _kind(given, values.text("answered_by"), values.at("answered_by")),
            "meaning": values.text("meaning"),
            "by_sector": {},
        }
    return subjects


def _kind(given: Given, name: str, path: tuple[str | int, ...]) -> str:
    """The kind that answers; empty only where a mistake was noted."""
    return (given.kind(name, path) or "") if name else ""


def _add_routes(given: Given, subjects: dict[str, dict[str, object]]) -> None:
    for values in given.repeated(ROUTES):
        kind = _kind(given, values.text("answered_by"), values.at("answered_by"))
        sectors = [
            (given.known(name, path, given.sectors, one="sector", all_are="The sectors are"), path)
            for name, path in values.texts("sector")
        ]
        for name, path in values.texts("subject"):
            subject = given.known(name, path, subjects, one="subject", all_are="The subjects are")
            for sector, place in sectors:
                if subject is None or sector is None:
                    continue
                routes = subjects[subject]["by_sector"]
                assert isinstance(routes, dict)
                if sector in routes:
                    what = f'There are two routes for the subject "{subject}" in the sector "{sector}".'
                    given.findings.add(place, what, "Strike one of the two.")
                routes[sector] = kind


SECTION = Section(rules=VoiceRules, tables=(VOICES, SUBJECTS, ROUTES, MODERATION), read=_read)
