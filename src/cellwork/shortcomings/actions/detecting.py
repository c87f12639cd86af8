"""What the detectors of the statutes find, and what is gone: one statement per detector over the whole organisation."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import question
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.shortcomings.facts import ShortcomingsFound
from cellwork.shortcomings.models import DetectorRun, Shortcoming
from cellwork.shortcomings.queries.owners import offices_by_kind
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.shortcomings import OTHER, Detector, DetectorRule, ShortcomingRules


@dataclass(frozen=True)
class Looked:
    """What one detector did, or would do: new findings, found again before they were checked, gone; `standing`: all it sees."""

    detector: str
    title: str
    found: int
    again: int
    gone: int
    standing: int
    milliseconds: int


def detect(*, at: datetime, only: str = "", via: str = "the clock") -> list[Looked]:
    """Let every detector look (or one), each in an act of its own. Repeatable: what is raised is raised once."""
    return [_look(rule, at=at, via=via) for rule in detectors_at(at) if only in ("", rule.code)]


def detect_dry(*, at: datetime, only: str = "") -> list[Looked]:
    """What they would do; nothing is changed."""
    return [_ask("detect_dry", rule, at=at) for rule in detectors_at(at) if only in ("", rule.code)]


def detectors_at(at: datetime) -> list[DetectorRule]:
    """The detectors of the statutes; after them those no longer declared of which something is still open.

    Whoever looks at neighbours looks last: at what the others have found.
    """
    declared = statutes_at(at).part(ShortcomingRules).detectors
    open_codes = (
        Shortcoming.objects.filter(turn_id__isnull=False).exclude(detector="").values_list("detector", flat=True)
    )
    in_order = sorted(declared.values(), key=lambda rule: rule.kind == Detector.NEIGHBOURS)
    return [*in_order, *(_gone_rule(code) for code in sorted(set(open_codes.distinct()) - set(declared)))]


def _gone_rule(code: str) -> DetectorRule:
    return DetectorRule(
        code=code, kind=Detector.SILENCE, title=code, cause=OTHER, weight="small", days=0, least=1, kinds=()
    )


def _look(rule: DetectorRule, *, at: datetime, via: str) -> Looked:
    with acting(Actor(person_id=None, via=via), at=at) as act:
        hold_hierarchy_still()
        _one_at_a_time()
        act.use(UsedPower("detector", None))
        looked = _ask("detect", rule, at=at)
        DetectorRun.objects.update_or_create(
            detector=rule.code,
            day=day_of(at, statutes_at(at).time_zone),
            defaults={
                "ran_at": at, "found": looked.found + looked.again, "gone": looked.gone,
                "milliseconds": looked.milliseconds,
            },
        )  # fmt: skip
        act.record(
            ShortcomingsFound(body_id=None, detector=rule.code, found=looked.found + looked.again, gone=looked.gone)
        )
    return looked


def _ask(statement: str, rule: DetectorRule, *, at: datetime) -> Looked:
    started = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FOR_MANY)
        cursor.execute(_text(statement, rule), _params(rule, at))
        row: Any = cursor.fetchone()
        cursor.execute(_AS_BEFORE)
    spent = round((time.monotonic() - started) * 1000)
    return Looked(rule.code, rule.title, row[0], row[1], row[2], row[3], spent)


_QUESTIONS: Mapping[Detector, str] = {
    Detector.NO_MEETING: "found_no_meeting",
    Detector.SILENCE: "found_silence",
    Detector.LATE_ACCEPTANCE: "found_late_acceptance",
    Detector.VACANCY: "found_vacancy",
    Detector.PROMISES: "found_promises",
    Detector.NO_PROGRESS: "found_no_progress",
    Detector.CONTRADICTION: "found_contradiction",
    Detector.NEIGHBOURS: "found_neighbours",
}

# How many findings there are nobody can know beforehand, the planner neither: told nothing, it compares 60,000 with 60,000
# one by one.
_FOR_MANY = "set local enable_nestloop = off; set local jit = off; set local work_mem = '128MB'"
_AS_BEFORE = "reset enable_nestloop; reset jit; reset work_mem"


def _text(statement: str, rule: DetectorRule) -> str:
    asked = question("shortcomings", _QUESTIONS[rule.kind] if rule.kinds else "found_nothing")
    return question("shortcomings", statement).replace("/* found */", asked)


def _params(rule: DetectorRule, at: datetime) -> dict[str, Any]:
    statutes = statutes_at(at)
    terms = statutes.part(ShortcomingRules).terms
    today: date = day_of(at, statutes.time_zone)
    return {
        "detector": rule.code,
        "kind": rule.kind.value,
        "what": rule.title,
        "weight": rule.weight,
        "cause": rule.cause,
        "other": OTHER,
        "days": rule.days,
        "least": rule.least,
        "kinds": list(rule.kinds),
        "leading": list(_leading(statutes, rule.kinds)),
        "offices": json.dumps(offices_by_kind(statutes)),
        "zone": statutes.time_zone,
        "today": today,
        "at": at,
        "due_on": today + timedelta(days=terms.days_for(rule.weight)),
        "check_by": today + timedelta(days=terms.check_days),
    }


def _leading(statutes: Statutes, kinds: Iterable[str]) -> Iterable[str]:
    for kind in kinds:
        for office in statutes.leading_offices_at(kind):
            yield f"{kind}/{office.code}"


def _one_at_a_time() -> None:
    """Two runs at the same moment would both find the same; the second waits and finds nothing new."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.detectors'))")
