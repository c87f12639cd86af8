"""Shortcomings by cause and by who found them; voices, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cellwork.review.layout import Numbers
from cellwork.review.queries.telling.shapes import (
    Bar,
    Cell,
    Cells,
    Curve,
    Edition,
    Figure,
    Row,
    Table,
    Told,
    by_sector,
    by_unit,
    counted,
    days_of,
    monthly,
    running,
    small_units,
)
from cellwork.shortcomings.queries.measuring import FEWEST as FEWEST_TIMES
from cellwork.shortcomings.states import SOURCE_WORDS, Source
from cellwork.statutes.sections.shortcomings import ShortcomingRules
from cellwork.voices.queries.reviewing import FEWEST
from cellwork.voices.states import Kind
from cellwork.web.wording import DASH, capital, number, percent

FOUND = ("Raised", "Corrected", "Open now", "Late", "Median", "Nine of ten within")
KIND_WORDS: Mapping[str, str] = {
    Kind.THOUGHT: "thoughts",
    Kind.NEED: "needs",
    Kind.PROPOSAL: "proposals",
    Kind.QUESTION: "questions",
    Kind.PRAISE: "praise",
}
ANSWERS: Mapping[str, str] = {
    "done": "it is done",
    "will_do": "it will be done by a day",
    "partly": "a part can be done",
    "cannot": "it cannot be done, and why",
    "needs_decision": "a decision is needed first",
}
SAID = ("Said", "Answered", "Climbed", "Support", "Content", "Not content")
FEW = f"fewer than {FEWEST}"


def shortcomings(edition: Edition) -> Told:
    """What fell short, why, and how long mending took."""
    part = edition.parts("shortcomings")
    sums: Numbers = part.get("total", {})
    if not any(sums.values()):
        return Told("shortcomings", "Shortcomings", ["Nothing stood in the register in this time."])
    times = {(each["by"], each["key"]): each for each in part.get("times", [])}
    return Told(
        "shortcomings",
        "Shortcomings",
        sentences=_shortcoming_sentences(edition, part, sums, times),
        figures=[
            Figure("raised", number(sums["raised"])),
            Figure("corrected and checked", number(sums["closed"])),
            Figure("open now", number(sums["open"]), url=_register(edition, sort="open")),
            Figure(
                "of them late",
                number(sums["late"]),
                percent(sums["late"], sums["open"]),
                _register(edition, sort="late"),
            ),
            Figure("median to correction", days_of(times.get(("", ""), {}).get("median_days"))),
        ],
        bars=[_found_by(part)],
        curves=_shortcoming_curves(edition, part),
        tables=[
            _by_cause(edition, part, times),
            _sources(edition, part),
            by_unit(
                edition,
                part["units"],
                FOUND,
                lambda path, n: _raised_there(edition, path, n, times.get(("unit", path))),
            ),
            by_sector(edition, part["sectors"], FOUND, lambda code, n: _raised(n, times.get(("sector", code)))),
        ],
        note=f"Times run from appearing to corrected; they are told where at least {FEWEST_TIMES} were corrected.",
    )


def _register(edition: Edition, **query: object) -> str:
    return edition.link("shortcomings", "register_every", edition.dossier.body_id, query=query)


def _shortcoming_sentences(
    edition: Edition, part: Mapping[str, Any], sums: Numbers, times: Mapping[tuple[str, str], Mapping[str, Any]]
) -> list[str]:
    before = f", beside {number(sums['stayed'])} that were open before it" if sums["stayed"] else ""
    said = [
        (
            f"{number(sums['raised'])} were raised in this time{before}; {number(sums['closed'])} were corrected and checked"
            f" by somebody else, and {number(sums['open'])} are open now."
        )
    ]
    if sums["not_so"]:
        said.append(f"{number(sums['not_so'])} turned out not to be so.")
    whole = times.get(("", ""), {})
    if whole.get("median_days") is not None:
        said.append(
            f"From appearing to corrected half of them took {days_of(whole['median_days'])} or less, nine of ten"
            f" {days_of(whole['p90_days'])} or less."
        )
    causes = sorted(part["by_cause"].items(), key=lambda item: -item[1]["raised"])[:3]
    told = ", ".join(f"{_cause(edition, code).lower()} ({number(n['raised'])})" for code, n in causes if n["raised"])
    if told:
        said.append(f"The most frequent causes: {told}.")
    if sums["repeated"]:
        said.append(f"{number(sums['repeated'])} came again where the same had been corrected before.")
    return said


def _cause(edition: Edition, code: str) -> str:
    found = edition.statutes.part(ShortcomingRules).causes.get(code)
    return found.title if found else code


def _found_by(part: Mapping[str, Any]) -> Bar:
    tones = ("verified", "accepted", "done", "under_way", "read")
    sources = part.get("by_source", {})
    parts = [
        (tone, SOURCE_WORDS[source], sources.get(source, {}).get("raised", 0))
        for tone, source in zip(tones, Source, strict=True)
    ]
    return Bar("Found by whom", parts, sum(count for _, _, count in parts))


def _shortcoming_curves(edition: Edition, part: Mapping[str, Any]) -> list[Curve]:
    months = part.get("months", {})
    raised, ended = monthly(edition, months, "raised"), monthly(edition, months, "ended")
    if len(raised) < 2:  # noqa: PLR2004 -- one point is no curve
        return []
    numbers = part["units"].get(edition.unit, {}) if edition.unit else part["total"]
    opened = running(
        [(month, up - down) for (month, up), (_, down) in zip(raised, ended, strict=True)], numbers.get("stayed", 0)
    )
    return [Curve("Raised, month by month", raised), Curve("Open at the end of the month", opened)]


def _raised(numbers: Numbers, times: Mapping[str, Any] | None) -> list[Cell]:
    found = times or {}
    return [
        counted(numbers["raised"]),
        counted(numbers["closed"]),
        counted(numbers["open"]),
        counted(numbers["late"], numbers["open"]),
        Cell(days_of(found.get("median_days"))),
        Cell(days_of(found.get("p90_days"))),
    ]


def _raised_there(edition: Edition, path: str, numbers: Numbers, times: Mapping[str, Any] | None) -> list[Cell]:
    cells = _raised(numbers, times)
    if path != edition.dossier.path and numbers["open"]:
        for place, sort in ((2, "open"), (3, "late")):
            url = edition.link("shortcomings", "register_every", edition.unit_id(path), query={"sort": sort})
            cells[place] = Cell(cells[place].text, cells[place].note, url)
    return cells


def _by_cause(edition: Edition, part: Mapping[str, Any], times: Mapping[tuple[str, str], Mapping[str, Any]]) -> Table:
    found = sorted(part["by_cause"].items(), key=lambda item: (-item[1]["raised"], item[0]))
    rows = []
    for code, numbers in found:
        cells = _raised(numbers, times.get(("cause", code)))
        url = _register(edition, sort="open", cause=code) if numbers["open"] else ""
        cells[2] = Cell(cells[2].text, cells[2].note, url)
        rows.append(Row(_cause(edition, code), cells))
    return Table("By cause", "Cause", FOUND, rows)


def _sources(edition: Edition, part: Mapping[str, Any]) -> Table:
    rows = []
    for source in Source:
        numbers = part["by_source"].get(source)
        if numbers:
            url = _register(edition, sort="open", source=source.value) if numbers["open"] else ""
            cells = [counted(numbers["raised"]), counted(numbers["closed"]), counted(numbers["open"], url=url)]
            rows.append(Row(capital(SOURCE_WORDS[source]), cells))
    return Table("Who found them", "Source", ("Raised", "Corrected", "Open now"), rows)


def voices(edition: Edition) -> Told:
    """What people said and what came of it; nothing that fewer than five said."""
    part = edition.parts("voices")
    sums: Numbers = part.get("total", {})
    if sums.get("said", 0) < FEWEST:
        return Told("voices", "Voices", [f"{capital(FEW)} voices were heard in this branch in this time."])
    days = {(each["by"], each["key"]): each for each in part.get("days", [])}
    hidden = small_units(part["units"], "said", FEWEST)
    return Told(
        "voices",
        "Voices",
        sentences=_voice_sentences(sums, days),
        figures=[
            Figure("said", number(sums["said"])),
            Figure("answered", number(sums["answered"]), percent(sums["answered"], sums["said"])),
            Figure(
                "wait for an answer",
                number(sums["owed"]),
                url=edition.link("voices", "voices_below", edition.dossier.body_id),
            ),
            Figure("climbed", number(sums["climbed"])),
            Figure("said “I too”", number(sums["support"])),
        ],
        bars=[_answers(sums)],
        curves=_voice_curves(edition, part, hidden),
        tables=[
            _answered_how(sums),
            _by_kind(part, days),
            by_unit(edition, part["units"], SAID, lambda path, n: _said(n, few=path in hidden)),
            by_sector(edition, part["sectors"], SAID, _hiding(part["sectors"])),
        ],
        note=f"A number below {FEWEST} is not told: it could point at somebody. Whether it bore a name is not counted.",
    )


def _voice_sentences(sums: Numbers, days: Mapping[tuple[str, str], Mapping[str, Any]]) -> list[str]:
    said = [
        (
            f"People here said {number(sums['said'])} things; {percent(sums['answered'], sums['said'])} have an answer,"
            f" {number(sums['owed'])} wait for one, {number(sums['late'])} of these longer than they should."
        )
    ]
    whole = days.get(("", ""), {})
    if whole.get("median_days") is not None:
        said.append(
            f"Half of the answers came within {days_of(whole['median_days'])}, nine of ten within {days_of(whole['p90_days'])}."
        )
    judged = sums["content"] + sums["not_content"]
    if judged:
        said.append(
            f"{number(judged)} authors said whether the answer answers them: {percent(sums['content'], judged)} were content."
        )
    came = sums["to_clause"] + sums["to_shortcoming"]
    if came:
        said.append(f"{number(came)} answers point at a decision or a shortcoming that came of the voice.")
    return said


def _answers(sums: Numbers) -> Bar:
    tones = ("verified", "accepted", "done", "returned", "under_way")
    parts = [(tone, words, sums[key]) for tone, (key, words) in zip(tones, ANSWERS.items(), strict=True)]
    return Bar("What was answered", [*parts, ("read", "no answer yet", sums["said"] - sums["answered"])], sums["said"])


def _answered_how(sums: Numbers) -> Table:
    rows = [Row(capital(words), [counted(sums[key], sums["answered"])]) for key, words in ANSWERS.items()]
    rows += [
        Row("Points at a clause of a decision", [counted(sums["to_clause"], sums["answered"])]),
        Row("Points at a shortcoming", [counted(sums["to_shortcoming"], sums["answered"])]),
        Row("Was put on the agenda of the body", [counted(sums["agenda"], sums["said"])]),
    ]
    return Table("How it was answered", "Answer", ["Voices"], rows)


def _voice_curves(edition: Edition, part: Mapping[str, Any], hidden: set[str]) -> list[Curve]:
    if edition.unit in hidden:
        return []
    points = monthly(edition, part.get("months", {}), "said")
    return [Curve("Said, month by month", points)] if len(points) > 1 else []


def _by_kind(part: Mapping[str, Any], days: Mapping[tuple[str, str], Mapping[str, Any]]) -> Table:
    hiding = _hiding(part["by_kind"])
    rows = []
    for kind, numbers in part["by_kind"].items():
        median = "" if numbers["said"] < FEWEST else days_of(days.get(("kind", kind), {}).get("median_days"))
        rows.append(Row(capital(KIND_WORDS.get(kind, kind)), [*hiding(kind, numbers), Cell(median or DASH)]))
    return Table("By kind", "Kind", [*SAID, "Median to an answer"], rows)


def _hiding(groups: Mapping[str, Numbers]) -> Cells:
    hidden = small_units(groups, "said", FEWEST)
    return lambda name, numbers: _said(numbers, few=name in hidden)


def _said(numbers: Numbers, *, few: bool) -> Sequence[Cell]:
    if few:
        return [Cell(FEW), *[Cell(DASH)] * (len(SAID) - 1)]
    return [
        counted(numbers["said"]),
        counted(numbers["answered"], numbers["said"]),
        *(counted(numbers[key]) for key in ("climbed", "support", "content", "not_content")),
    ]
