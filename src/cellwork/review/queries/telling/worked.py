"""The organisation itself, successes, secretaries, reports and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cellwork.review.layout import Numbers
from cellwork.review.queries.telling.shapes import (
    Bar,
    Cell,
    Curve,
    Edition,
    Figure,
    Quote,
    Row,
    Table,
    Told,
    by_sector,
    by_unit,
    counted,
    monthly,
    times_of,
)
from cellwork.web.wording import capital, number, percent

TENURE = ("half_year", "year", "two_years", "five_years", "longer")
TENURE_WORDS = (
    "less than half a year",
    "half a year to a year",
    "one to two years",
    "two to five years",
    "five years or longer",
)
POST_HEAD = ("Posts", "Vacant now", "Days vacant", "Changed hands", "In office (median)")
REPORT_HEAD = ("Asked", "Reported", "Late", "Missing")
MEETING_HEAD = ("Held", "With their quorum", "Attendance", "Called off")


def organisation(edition: Edition) -> Told:
    """How large the branch is, and how it changed."""
    part = edition.parts("organisation")
    bodies: Numbers = part["bodies"]["total"]
    cells: Numbers = part["cells"]["total"]
    members: Numbers = part["members"]["total"]
    merged = _merged(part, "units"), _merged(part, "sectors")
    head = ("Cells", "Members", "Came", "Left")
    return Told(
        "organisation",
        "The organisation",
        sentences=[
            (
                f"{number(members['members'])} members and candidates belong to {number(cells['living'])} cells, led by"
                f" {number(bodies['living'] - cells['living'])} committees."
            ),
            (
                f"In this time {number(bodies['founded'])} bodies were founded and {number(bodies['dissolved'])} dissolved;"
                f" {number(members['came'])} people came to a cell and {number(members['went'])} left one, those who moved"
                " within the branch among both."
            ),
        ],
        figures=[
            Figure("members and candidates", number(members["members"])),
            Figure("cells", number(cells["living"])),
            Figure("committees", number(bodies["living"] - cells["living"])),
        ],
        tables=[
            by_unit(edition, merged[0], head, lambda _path, n: _size(n)),
            by_sector(edition, merged[1], head, lambda _code, n: _size(n)),
        ],
    )


def _merged(part: Mapping[str, Any], by: str) -> dict[str, Numbers]:
    sums: dict[str, Numbers] = {}
    for name, numbers in part["cells"][by].items():
        sums[name] = {"cells": numbers["living"], "members": 0, "came": 0, "went": 0}
    for name, numbers in part["members"][by].items():
        sums[name] = sums.get(name, {"cells": 0}) | numbers
    return sums


def _size(numbers: Numbers) -> list[Cell]:
    return [counted(numbers[key]) for key in ("cells", "members", "came", "went")]


def successes(edition: Edition) -> Told:
    """How many told of something that went well, and words that may be read from above; as bodies, never persons."""
    part = edition.parts("successes")
    sums: Numbers = part.get("total", {})
    if not sums.get("reported"):
        return Told(
            "successes", "Successes", ["No report was asked for in this time, so nobody could tell what went well."]
        )
    head = ("Reports", "Told of a success")
    words = part.get("words", [])
    in_words = " They are not ranked; some are told in the words of the bodies that did it." if words else ""
    return Told(
        "successes",
        "Successes",
        sentences=[
            (
                f"{number(sums['successes'])} of {number(sums['reported'])} reports say what went well"
                f" ({percent(sums['successes'], sums['reported'])}).{in_words}"
            )
        ],
        figures=[
            Figure(
                "reports that tell of a success",
                number(sums["successes"]),
                percent(sums["successes"], sums["reported"]),
            )
        ],
        curves=_curve(edition, part, "successes", "Reports that tell of a success"),
        tables=[
            by_unit(edition, part["units"], head, lambda _path, n: _wells(n)),
            by_sector(edition, part["sectors"], head, lambda _code, n: _wells(n)),
        ],
        quotes=[Quote(each["words"], each["body"], each["period"]) for each in words if _here(edition, each)],
        note="Words are those of bodies directly below, and of others where the question opens its answers to all above.",
    )


def _here(edition: Edition, each: Mapping[str, Any]) -> bool:
    return not edition.unit or each["unit"] == edition.unit


def _wells(numbers: Numbers) -> list[Cell]:
    return [counted(numbers["reported"]), counted(numbers["successes"], numbers["reported"])]


def _curve(edition: Edition, part: Mapping[str, Any], key: str, label: str) -> list[Curve]:
    points = monthly(edition, part.get("months", {}), key)
    return [Curve(label, points)] if len(points) > 1 and any(value for _, value in points) else []


def secretaries(edition: Edition) -> Told:
    """Leading posts: how often they change hands, how long they stand empty, how long people hold them."""
    part = edition.parts("secretaries")
    sums: Numbers = part.get("total", {})
    if not sums.get("posts"):
        return Told("secretaries", "Secretaries", ["The branch has no leading posts."])
    tenure = {(each["by"], each["key"]): each for each in part.get("tenure", [])}
    whole = tenure.get(("", ""), {})
    vacant_url = _vacant(edition)
    return Told(
        "secretaries",
        "Secretaries",
        sentences=_secretary_sentences(sums, whole),
        figures=[
            Figure("leading posts", number(sums["posts"])),
            Figure("vacant now", number(sums["vacant"]), percent(sums["vacant"], sums["posts"]), vacant_url),
            Figure("of all days, vacant", percent(sums["vacant_days"], sums["days"], 1)),
            Figure("changed hands", number(sums["changed"]), percent(sums["changed"], sums["posts"])),
            Figure("in office now, median", times_of(whole.get("held_median"))),
        ],
        bars=[_held(sums)],
        curves=_secretary_curves(edition, part),
        tables=[
            _by_office(edition, part, tenure),
            _times(sums),
            by_unit(
                edition,
                part["units"],
                POST_HEAD,
                lambda path, n: _posts(n, tenure.get(("unit", path)), _vacant(edition, path)),
            ),
            by_sector(edition, part["sectors"], POST_HEAD[:-1], lambda _code, n: _posts(n, None)[:-1]),
        ],
        note="Posts are counted, not the people in them. Days before the first term that is known of a post are not counted.",
    )


def _secretary_sentences(sums: Numbers, whole: Mapping[str, Any]) -> list[str]:
    said = [
        (
            f"{number(sums['vacant'])} of {number(sums['posts'])} leading posts stand vacant now"
            f" ({percent(sums['vacant'], sums['posts'])}); over the whole time they stood vacant for"
            f" {percent(sums['vacant_days'], sums['days'], 1)} of all days."
        ),
        f"{number(sums['begun'])} terms began, {number(sums['ended'])} ended; {number(sums['changed'])} posts changed hands.",
    ]
    if whole.get("left_median") is not None:
        said.append(
            f"Who left office had held it for {times_of(whole['left_median'])} (half of them for less); who holds one now,"
            f" for {times_of(whole['held_median'])}."
        )
    fresh = sums["half_year"]
    if fresh:
        said.append(f"{number(fresh)} of those who lead now are in office for less than half a year.")
    return said


def _held(sums: Numbers) -> Bar:
    tones = ("read", "accepted", "under_way", "done", "verified")
    parts = [(tone, words, sums[key]) for tone, key, words in zip(tones, TENURE, TENURE_WORDS, strict=True)]
    return Bar("For how long those who lead now have led", parts, sum(sums[key] for key in TENURE))


def _times(sums: Numbers) -> Table:
    whole = sum(sums[key] for key in TENURE)
    rows = [Row(capital(words), [counted(sums[key], whole)]) for key, words in zip(TENURE, TENURE_WORDS, strict=True)]
    return Table("Time in office of those who lead now", "Time", ["Posts"], rows)


def _secretary_curves(edition: Edition, part: Mapping[str, Any]) -> list[Curve]:
    months = part.get("months", {})
    begun, ended = monthly(edition, months, "begun"), monthly(edition, months, "ended")
    if len(begun) < 2:  # noqa: PLR2004 -- one point is no curve
        return []
    return [Curve("Terms that began, month by month", begun), Curve("Terms that ended, month by month", ended)]


def _by_office(edition: Edition, part: Mapping[str, Any], tenure: Mapping[tuple[str, str], Mapping[str, Any]]) -> Table:
    offices = edition.statutes.offices
    rows = [
        Row(offices[code].title if code in offices else code, _posts(numbers, tenure.get(("office", code))))
        for code, numbers in part["by_office"].items()
    ]
    return Table("By office", "Office", POST_HEAD, rows)


def _vacant(edition: Edition, path: str = "") -> str:
    """The list of vacant posts, of one unit or of all."""
    if path == edition.dossier.path:
        return ""  # the list is of whole branches
    address = ("offices", "dossier_vacant", edition.dossier.body_id, edition.dossier.number)
    return edition.link(*address, query={"unit": path})


def _posts(numbers: Numbers, tenure: Mapping[str, Any] | None, url: str = "") -> list[Cell]:
    return [
        counted(numbers["posts"]),
        counted(numbers["vacant"], numbers["posts"], url),
        Cell(percent(numbers["vacant_days"], numbers["days"], 1)),
        counted(numbers["changed"], numbers["posts"]),
        Cell(times_of((tenure or {}).get("held_median"))),
    ]


def reports(edition: Edition) -> Told:
    """Who reported, period by period. What was not reported is missing, and never zero."""
    part = edition.parts("reports")
    sums: Numbers = part.get("total", {})
    if not sums.get("asked"):
        return Told("reports", "Reports", ["No report of the statutes was due in this time."])
    titles = part.get("titles", {})
    periods = [
        Row(
            each["title"],
            _reported(each["numbers"], *_of_asking(edition, each["id"])),
            note=each["period"],
        )
        for each in reversed(part.get("askings", []))
    ]
    by_report = [Row(titles.get(code, code), _reported(n)) for code, n in part["by_template"].items()]
    return Told(
        "reports",
        "Reports",
        sentences=[
            (
                f"Of {number(sums['asked'])} reports that were owed, {percent(sums['reported'], sums['asked'])} came,"
                f" {number(sums['late'])} of them late; {number(sums['missing'])} are missing."
            )
        ],
        figures=[
            Figure("owed", number(sums["asked"])),
            Figure("came", number(sums["reported"]), percent(sums["reported"], sums["asked"])),
            Figure("late", number(sums["late"])),
            Figure("missing", number(sums["missing"]), percent(sums["missing"], sums["asked"])),
        ],
        curves=_curve(edition, part, "reported", "Reports that came, by the month their period ended")
        + _curve(edition, part, "missing", "Reports that are missing"),
        tables=[
            Table("By report", "Report", REPORT_HEAD, by_report),
            Table("By period, the latest first", "Report", REPORT_HEAD, periods[:36]),
            by_unit(edition, part["units"], REPORT_HEAD, lambda _path, n: _reported(n)),
            by_sector(edition, part["sectors"], REPORT_HEAD, lambda _code, n: _reported(n)),
        ],
    )


def _of_asking(edition: Edition, asking_id: str) -> tuple[str, str]:
    """The roll-up of one period, and every report that is missing in it."""
    body_id = edition.dossier.body_id
    missing = edition.link("reports", "every_report", asking_id, body_id, query={"state": "missing"})
    return edition.link("reports", "roll_up", asking_id, body_id), missing


def _reported(numbers: Numbers, url: str = "", missing: str = "") -> list[Cell]:
    asked = numbers["asked"]
    return [
        counted(asked, url=url),
        counted(numbers["reported"], asked),
        counted(numbers["late"], numbers["reported"]),
        counted(numbers["missing"], asked, missing),
    ]


def meetings(edition: Edition) -> Told:
    """Meetings that were held, and bodies that did not meet."""
    part = edition.parts("meetings")
    sums: Numbers = part.get("total", {})
    met: Numbers = part.get("met", {}).get("total", {})
    if not sums.get("held") and not met.get("bodies"):
        return Told("meetings", "Meetings", ["No meeting stands on record in this time."])
    kinds = edition.statutes.kinds
    by_kind = [Row(kinds[code].plural if code in kinds else code, _meetings(n)) for code, n in part["by_kind"].items()]
    missing = met.get("bodies", 0) - met.get("met", 0)
    url = edition.link("meetings", "meetings_every", edition.dossier.body_id, query={"sort": "late"})
    return Told(
        "meetings",
        "Meetings",
        sentences=[
            (
                f"{number(sums.get('held', 0))} meetings were held, {percent(sums.get('quorate'), sums.get('held'))} with their"
                f" quorum; of those who could have come, {percent(sums.get('present'), sums.get('members'))} came."
            ),
            f"Of {number(met.get('bodies', 0))} bodies that are to meet regularly, {number(missing)} did not in this time.",
        ],
        figures=[
            Figure("held", number(sums.get("held", 0))),
            Figure("with their quorum", percent(sums.get("quorate"), sums.get("held"))),
            Figure("attendance", percent(sums.get("present"), sums.get("members"))),
            Figure("bodies that did not meet", number(missing), percent(missing, met.get("bodies")), url),
        ],
        curves=_curve(edition, part, "held", "Meetings held, month by month"),
        tables=[
            Table("By kind of body", "Kind", MEETING_HEAD, by_kind),
            by_unit(edition, part["units"], MEETING_HEAD, lambda _path, n: _meetings(n)),
            by_sector(edition, part["sectors"], MEETING_HEAD, lambda _code, n: _meetings(n)),
        ],
    )


def _meetings(numbers: Numbers) -> list[Cell]:
    return [
        counted(numbers["held"]),
        counted(numbers["quorate"], numbers["held"]),
        Cell(percent(numbers["present"], numbers["members"])),
        counted(numbers["called_off"]),
    ]
