"""What desks scanned, handed over one by one or, after an hour without a network, by the thousand; in any order, and again.

Presence follows from all scans together and never from the order in which they came in. A scan that was handed over before
is known by its id and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.accreditation.actions.presence import hold, work_out
from cellwork.accreditation.facts import ScansTaken
from cellwork.accreditation.models import Desk, Flag, Scan
from cellwork.accreditation.permissions import ADMIT
from cellwork.accreditation.states import Checked, Sort, Verdict, What
from cellwork.conferences.queries import conference as conference_by_id
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.participants.queries.places import places, token_bytes
from cellwork.people.queries import name_of

if TYPE_CHECKING:
    from cellwork.participants.models import Place

MOST = 5000
"""Scans in one handing over; a desk sends the rest after it."""
LONGEST_SAID = 400


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """What a desk wrote down. `number`: of the mandate; `token`: what the mandate says of the person (empty: found by name).

    `said`: what was read where it is no mandate. `at` is the desk's time; one that lies ahead of ours is taken for now.
    """

    id: UUID
    what: What
    number: int | None
    token: bytes = b""
    said: str = ""
    checked: str = ""
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What came of a scan."""

    id: UUID
    verdict: Verdict
    name: str


def take_scans(
    *, actor: Actor, conference_id: UUID, desk_id: UUID, scans: Sequence[Scanned], at: datetime
) -> list[Outcome]:
    """Write down what a desk scanned, and who is present by that. All of them, or none; each once, however often it comes."""
    _must_fit(scans)
    known = _known(conference_id, scans)
    if scans and all(scan.id in known for scan in scans):
        _may_hand_over(actor, conference_id, desk_id, at)
        return [known[scan.id] for scan in scans]
    with acting(actor, at=at) as act:
        conference = conference_by_id(conference_id)
        require(act, ADMIT, body_id=conference.body_id)
        _must_be_a_desk(conference_id, desk_id)
        by = act.signed(name_of(actor.person_id))
        holders = {place.number: place for place in places(conference_id).filter(number__in=_numbers(scans))}
        hold(conference_id, sorted({place.person_id for place in holders.values()}))
        judged = [_judged(scan, holders, conference_id, desk_id, by, at) for scan in scans]
        Scan.objects.bulk_create(judged, ignore_conflicts=True)
        _conclude(act, conference_id, judged)
        act.record(
            ScansTaken(
                body_id=conference.body_id, conference_id=conference_id, desk_id=desk_id,
                came_in=_count(judged, What.IN), went_out=_count(judged, What.OUT),
                flagged=sum(scan.verdict != Verdict.GOOD for scan in judged),
            )
        )  # fmt: skip
    return [_outcome(scan, holders) for scan in judged]


def _must_fit(scans: Sequence[Scanned]) -> None:
    if len(scans) > MOST:
        raise Unfit(f"These are more than {MOST} at once.", "Hand them over in parts.")
    for scan in scans:
        if scan.checked not in ("", *Checked):
            raise Unfit("This is no way in which a person is checked.", f"They are: {', '.join(Checked)}.")
        if len(scan.said) > LONGEST_SAID:
            raise Unfit("What was read is longer than any mandate.", f"Hand over {LONGEST_SAID} characters of it.")


def _known(conference_id: UUID, scans: Sequence[Scanned]) -> dict[UUID, Outcome]:
    """Scans that were handed over before, which is what a desk sends again when the answer was lost on its way."""
    found = Scan.objects.filter(conference_id=conference_id, id__in=[scan.id for scan in scans])
    return {scan.id: Outcome(scan.id, Verdict(scan.verdict), "") for scan in found}


def _may_hand_over(actor: Actor, conference_id: UUID, desk_id: UUID, at: datetime) -> None:
    with acting(actor, at=at) as act:
        conference = conference_by_id(conference_id)
        require(act, ADMIT, body_id=conference.body_id)
        _must_be_a_desk(conference_id, desk_id)
        act.record(
            ScansTaken(
                body_id=conference.body_id, conference_id=conference_id, desk_id=desk_id, came_in=0, went_out=0, flagged=0
            )
        )  # fmt: skip


def _must_be_a_desk(conference_id: UUID, desk_id: UUID) -> None:
    if not Desk.objects.filter(conference_id=conference_id, id=desk_id).exists():
        raise NotVisible("There is no such desk.")


def _numbers(scans: Sequence[Scanned]) -> list[int]:
    return sorted({scan.number for scan in scans if scan.number is not None})


def _judged(
    scan: Scanned, holders: Mapping[int, Place], conference_id: UUID, desk_id: UUID, by: str, now: datetime
) -> Scan:
    place = holders.get(scan.number) if scan.number is not None else None
    moment = min(scan.at, now)
    verdict = _verdict(scan, place, moment)
    return Scan(
        conference_id=conference_id, id=scan.id, desk_id=desk_id, what=scan.what, number=scan.number, said=scan.said,
        person_id=place.person_id if place and verdict != Verdict.UNKNOWN else None, verdict=verdict,
        checked=scan.checked, at=moment, received_at=now, by=by,
    )  # fmt: skip


def _verdict(scan: Scanned, place: Place | None, moment: datetime) -> Verdict:
    if place is None or (scan.token and scan.token != token_bytes(place.token)):
        return Verdict.UNKNOWN
    if place.given_up and place.state_since <= moment:
        return Verdict.REVOKED
    return Verdict.GOOD


def _conclude(act: Act, conference_id: UUID, judged: Sequence[Scan]) -> None:
    people = sorted({scan.person_id for scan in judged if scan.person_id})
    work_out(conference_id, people, at=act.at)
    Flag.objects.bulk_create(
        (
            Flag(
                conference_id=conference_id, sort=Sort(scan.verdict), scan_id=scan.id, person_id=scan.person_id,
                raised_at=act.at,
            )
            for scan in judged
            if scan.verdict != Verdict.GOOD
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _count(judged: Sequence[Scan], what: What) -> int:
    return sum(scan.what == what and scan.verdict == Verdict.GOOD for scan in judged)


def _outcome(scan: Scan, holders: Mapping[int, Place]) -> Outcome:
    place = holders.get(scan.number) if scan.number is not None and scan.person_id else None
    return Outcome(scan.id, Verdict(scan.verdict), place.name if place else "")
