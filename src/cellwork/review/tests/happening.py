"""Rows as months of work leave them, drawn at random: written past the acts, because only the counting is looked at here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hypothesis import strategies as st

from cellwork.decisions.models import Clause, Decision, Directive, HelpCall, Progress
from cellwork.decisions.states import mask_of
from cellwork.kernel.guarding import unguarded
from cellwork.meetings.models import LastMeeting, Meeting
from cellwork.offices.models import Term
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING
from cellwork.reports.models import Asking, Report
from cellwork.shortcomings.models import Shortcoming
from cellwork.voices.models import Answer, Voice, VoiceStep

SINCE = date(2025, 9, 1)
CAUSES = ("no_room", "no_time", "other")
SOURCES = ("own", "above", "voice", "system")


@dataclass
class Happened:
    """What was drawn for one body."""

    directive: str
    told: list[tuple[str, str, str]] = field(default_factory=list)
    """For each clause: the state (empty: nothing told), the obstacle, and the call for help ("", "open", "answered")."""
    shortcomings: list[tuple[int, int, str, str, bool]] = field(default_factory=list)
    """Days ago raised, days to the end (0: open), cause, source, late."""
    voices: list[tuple[int, bool, str, str]] = field(default_factory=list)
    """Days ago said, answered, kind of answer, what happened besides."""
    meetings: list[tuple[int, str, int]] = field(default_factory=list)
    reported: str = "open"
    well: bool = False
    terms: list[tuple[int, int]] = field(default_factory=list)
    """Days ago begun and for how long; 0: held still."""


def days(most: int = 200) -> st.SearchStrategy[int]:
    return st.integers(min_value=1, max_value=most)


happened = st.builds(
    Happened,
    directive=st.sampled_from(["received", "read", "objected", "accepted", "under_way", "reported", "verified", "closed"]),
    told=st.lists(
        st.tuples(
            st.sampled_from(["", "under_way", "reported", "returned", "verified"]), st.sampled_from(["", "No wood."]),
            st.sampled_from(["", "open", "answered"]),
        ), min_size=2, max_size=2,
    ),
    shortcomings=st.lists(
        st.tuples(days(), days(90) | st.just(0), st.sampled_from(CAUSES), st.sampled_from(SOURCES), st.booleans()), max_size=4
    ),
    voices=st.lists(
        st.tuples(days(), st.booleans(), st.sampled_from(["done", "partly", "cannot"]), st.sampled_from(["climbed", "content", ""])),
        max_size=4,
    ),
    meetings=st.lists(st.tuples(days(), st.sampled_from(["held", "called_off"]), st.integers(1, 20)), max_size=3, unique_by=lambda m: m[0]),
    reported=st.sampled_from(["open", "sent", "accepted", "returned", "closed"]),
    well=st.booleans(),
    terms=st.sampled_from([[], [(150, 0)], [(190, 80), (60, 0)], [(120, 60)], [(300, 0)]]),
)  # fmt: skip


def ago(number: int) -> datetime:
    return SPRING - timedelta(days=number)


def write_down(drawn: dict[Body, Happened], top: Body) -> None:
    """All of it, for every body that was drawn for; a decision of the top with two tasks, one of them due."""
    with unguarded("a test world"):
        decision = _decision(top)
        asking = _asking(top)
        for body, what in drawn.items():
            _carried_out(decision, body, what)
            _shortcomings(body, what)
            _voices(body, what)
            _meetings(body, what)
            _report(asking, body, what)
            _terms(body, what)


def _decision(top: Body) -> Decision:
    decision = Decision.objects.create(
        body=top, number=77, title="On stoves", stage="adopted", revised_at=ago(100), adopted_at=ago(100), fingerprint="0",
        answer_by=ago(60).date(),
    )  # fmt: skip
    for number, due in ((1, ago(10)), (2, ago(-30))):
        Clause.objects.create(decision=decision, number=number, kind="task", text="Mend the stove.", due_on=due.date())
    return decision


def _carried_out(decision: Decision, body: Body, what: Happened) -> None:
    done = what.directive in ("accepted", "under_way", "reported", "verified")
    Directive.objects.create(
        decision_id=decision.pk, body_id=body.pk, path=body.path, sector=body.sector, clauses=mask_of([1, 2]),
        state=what.directive, received_at=ago(100), state_since=ago(50), accepted_at=ago(80) if done else None,
        remark="Moved." if what.directive == "closed" else "",
    )  # fmt: skip
    for clause, (state, obstacle, call) in enumerate(what.told, start=1):
        if not state:
            continue
        Progress.objects.create(
            decision_id=decision.pk, body_id=body.pk, clause=clause, state=state, obstacle=obstacle, updated_at=ago(40),
            updated_by="Kim", number=3,
        )  # fmt: skip
        if call:
            closed = {"closed_at": ago(20), "answer": "Take ours."} if call == "answered" else {}
            HelpCall.objects.create(
                body_id=body.pk, decision_id=decision.pk, clause=clause, text="No wood.", asked_at=ago(30), asked_by="Kim",
                with_id=body.parent_id or body.pk, answer_by=ago(10).date(), **closed,
            )  # fmt: skip


def _shortcomings(body: Body, what: Happened) -> None:
    for raised, took, cause, source, late in what.shortcomings:
        ended = ago(max(raised - took, 0))
        Shortcoming.objects.create(
            body_id=body.pk, path=body.path, kind=body.kind, what="Cold.", weight="small", cause=cause, source=source,
            appeared_on=ago(raised + 2).date(), raised_at=ago(raised), state=_state(took, late),
            state_since=ended if took else ago(raised), owner_id=body.pk, owner_office="secretary", due_on=ago(0).date(),
            turn_id=body.pk, turn_path=body.path, turn_office="secretary", turn_by=ago(5 if late else -5).date(),
            corrected_on=ended.date() if took else None, explanation="It was warm." if took and late else "",
        )  # fmt: skip


def _state(took: int, late: bool) -> str:
    """What came to an end was closed, or turned out not to be so."""
    return ("not_so" if late else "closed") if took else "open"


def _voices(body: Body, what: Happened) -> None:
    for said, answered, kind, besides in what.voices:
        voice = Voice.objects.create(
            body_id=body.pk, cell_path=body.path, with_id=body.pk, with_path=body.path, with_since=ago(said).date(),
            kind="need", subject="other", words="Dark.", manner="named", author_id=uuid4(), received_on=ago(said).date(),
            state="received", state_on=ago(said).date(), answer_by=ago(-9).date(),
        )  # fmt: skip
        if besides:
            VoiceStep.objects.create(
                body_id=body.pk, voice_id=voice.id, number=2, on=ago(said).date(), what=besides, state="received"
            )
        if answered:
            answer = Answer.objects.create(
                body_id=body.pk, voice_id=voice.id, number=3, by_id=body.pk, kind=kind, words="Yes.",
                answered_at=ago(max(said - 3, 0)), answered_by="Kim",
            )  # fmt: skip
            Voice.objects.filter(body_id=body.pk, id=voice.id).update(answer_id=answer.id, state="answered")


def _meetings(body: Body, what: Happened) -> None:
    for day, state, present in what.meetings:
        Meeting.objects.create(
            body_id=body.pk, day=ago(day).date(), state=state, present=present, members=20, quorum_percent=50,
            reason="Snow." if state == "called_off" else "", entered_at=ago(day), entered_by="Kim",
        )  # fmt: skip
    last = max((ago(day).date() for day, state, _ in what.meetings if state == "held"), default=None)
    LastMeeting.objects.update_or_create(
        body_id=body.pk,
        defaults={"path": body.path, "kind": body.kind, "since": SPRING, "lives": True, "day": last, "quorate": True},
    )


def _asking(top: Body) -> Asking:
    question = {
        "code": "well", "title": "What went well?", "form": "words", "options": [], "unit": "", "required": False,
        "filled_by": "", "about": "success", "over_time": "sum", "for_all_above": False,
    }  # fmt: skip
    return Asking.objects.create(
        template="test", title="Monthly report", body=top, kinds=["cell"], every="month", starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 31), due_on=date(2026, 2, 5), questions=[question], width=7, minutes=5, asked_at=ago(30),
    )  # fmt: skip


def _report(asking: Asking, body: Body, what: Happened) -> None:
    counts = what.reported in ("sent", "accepted")
    Report.objects.create(
        asking_id=asking.pk, body_id=body.pk, path=body.path, state=what.reported, due_at=datetime(2026, 2, 6, tzinfo=UTC),
        answers={"well": "We sang."} if counts and what.well else {}, slots=[1] if counts else None,
        sent_at=ago(20) if counts else None, remark="" if counts or what.reported == "open" else "Because.",
    )  # fmt: skip


def _terms(body: Body, what: Happened) -> None:
    office = "secretary" if body.is_cell else "chair"
    Term.objects.filter(body=body).delete()
    for begun, lasted in what.terms:
        Term.objects.create(
            body=body, office=office, person_id=uuid4(), person_name="Kim", since=ago(begun),
            until=ago(begun - lasted) if lasted else None,
        )  # fmt: skip
