"""Texts and directives, for whoever may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from cellwork.decisions.models import (
    Acceptance,
    Clause,
    Decision,
    Directive,
    Objection,
    PlanItem,
    Progress,
    Step,
)
from cellwork.decisions.permissions import DRAFT_DECISION, SEE_EXECUTION
from cellwork.decisions.queries.amending import AmendedHere, acceptances_of, amended_since, wordings_of
from cellwork.decisions.queries.evidence import EvidenceHere, evidence_of
from cellwork.decisions.queries.explaining import Asked, asked_at_body
from cellwork.decisions.queries.guidance import GuidanceFor, guidance_for
from cellwork.decisions.queries.helping import CallHere, calls_of
from cellwork.decisions.queries.seeing import sees_directive
from cellwork.decisions.states import OPEN, State, numbers_in
from cellwork.kernel.powers import spans_of
from cellwork.kernel.refusals import NotVisible
from cellwork.meetings.queries import meetings_by_id
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import body_by_id, cell_of

if TYPE_CHECKING:
    from cellwork.meetings.models import Meeting
    from cellwork.organisation.models import Body


def decisions_visible_to(person_id: UUID, *, at: datetime) -> QuerySet[Decision]:
    """Adopted decisions of bodies above the person's own bodies, of these, and of the branches of their offices.

    Drafts are seen by those who may draft at the same body. Three queries, however many decisions.
    """
    spans = spans_of(person_id, SEE_EXECUTION, at=at)
    cell = cell_of(person_id)
    homes = {span.path for span in spans} | ({cell.path} if cell else set())
    deciders = Q(pk__in=[])
    for path in homes:
        deciders |= Q(body__path__in=[path[:end] for end in range(4, len(path) + 1, 4)])
    for span in spans:
        if span.below:
            deciders |= Q(body__path__gte=span.path, body__path__lt=end_of(span.path))
    drafting = [span.path for span in spans_of(person_id, DRAFT_DECISION, at=at) if span.own]
    adopted = deciders & ~Q(stage=Decision.Stage.DRAFT)
    return Decision.objects.filter(adopted | Q(stage=Decision.Stage.DRAFT, body__path__in=drafting))


def decision_visible_to(person_id: UUID, decision_id: UUID, *, at: datetime) -> Decision:
    """One decision; NotVisible for a stranger."""
    decision = decisions_visible_to(person_id, at=at).select_related("body").filter(pk=decision_id).first()
    if decision is None:
        raise NotVisible("There is no such decision.")
    return decision


def is_put_before(decision_id: UUID, body_id: UUID) -> bool:
    """Has the body something to do about the decision? One query."""
    return Directive.objects.filter(decision_id=decision_id, body_id=body_id).exists()


def clauses_of(decision_id: UUID) -> list[Clause]:
    """All clauses in order."""
    return list(Clause.objects.filter(decision_id=decision_id).order_by("number"))


@dataclass(frozen=True)
class ClauseHere:
    """A clause as it stands at one body."""

    clause: Clause
    progress: Progress | None
    plan: list[PlanItem]
    questions: list[Asked]
    calls: list[CallHere]
    evidence: list[EvidenceHere]

    @property
    def state(self) -> str:
        """Empty when untouched."""
        return self.progress.state if self.progress else ""

    def overdue(self, today: date) -> bool:
        """Due before today and neither done nor verified."""
        due = self.clause.due_on
        return due is not None and due < today and self.state not in (State.REPORTED, State.VERIFIED)


@dataclass(frozen=True)
class DirectiveHere:
    """Everything about one decision at one body. `meetings`: those named as the ones at which its words were discussed."""

    decision: Decision
    body: Body
    directive: Directive
    clauses: list[ClauseHere]
    plan: list[PlanItem]
    objections: list[Objection]
    questions: list[Asked]
    steps: list[Step]
    guidance: list[GuidanceFor]
    meetings: dict[UUID, Meeting] = field(default_factory=dict)
    amended: AmendedHere | None = None
    acceptances: list[Acceptance] = field(default_factory=list)
    no_longer_asked: list[Progress] = field(default_factory=list)

    @property
    def answer_by(self) -> date | None:
        """Until when the body accepts or objects."""
        return self.directive.answer_by or self.decision.answer_by

    @property
    def tasks(self) -> list[ClauseHere]:
        """The clauses that ask this body to do something."""
        return [here for here in self.clauses if here.clause.kind == Clause.Kind.TASK]

    @property
    def all_done(self) -> bool:
        """Every task is told to be done."""
        return all(here.state in (State.REPORTED, State.VERIFIED) for here in self.tasks)

    @property
    def due_on(self) -> date | None:
        """The last date among the tasks, or the earlier one that a body between gave."""
        last = max((here.clause.due_on for here in self.tasks if here.clause.due_on), default=None)
        return min([day for day in (last, *(each.by_date for each in self.guidance)) if day], default=None)


def directive_visible_to(person_id: UUID, decision_id: UUID, body_id: UUID, *, at: datetime) -> DirectiveHere:
    """A body's directive, for the body's own people and those who may see its branch. About ten queries, of keys."""
    return everything_about(*addressed_visible_to(person_id, decision_id, body_id, at=at))


def addressed_visible_to(person_id: UUID, decision_id: UUID, body_id: UUID, *, at: datetime) -> tuple[Body, Directive]:
    """The same as two bare rows; NotVisible for a stranger."""
    body = body_by_id(body_id)
    directive = Directive.objects.filter(decision_id=decision_id, body_id=body_id).first()
    if directive is None or not sees_directive(person_id, body, directive.state, at=at):
        raise NotVisible("There is no such directive.")
    return body, directive


def _named_by(directive: Directive, acceptances: list[Acceptance]) -> list[UUID]:
    """The meetings named when the body accepted, and accepted anew."""
    named = [directive.meeting_id, *(each.meeting_id for each in acceptances)]
    return [meeting_id for meeting_id in named if meeting_id is not None]


def everything_about(body: Body, directive: Directive) -> DirectiveHere:
    """Whatever belongs to a body's directive. Not a permission check: for callers that made one."""
    decision = Decision.objects.select_related("body").get(pk=directive.decision_id)
    key = {"decision_id": decision.pk, "body_id": body.pk}
    numbers = numbers_in(directive.clauses)
    taken_up = directive.accepted_at is not None  # before that nobody plans, tells of a clause or calls for help
    progress = {each.clause: each for each in Progress.objects.filter(**key)} if taken_up else {}
    plan = list(PlanItem.objects.filter(**key).order_by("position")) if taken_up else []
    questions = asked_at_body(decision.pk, body.pk)
    steps = list(Step.objects.filter(**key, clause__gte=0).exclude(became="").order_by("at", "id"))
    objected = any(each.became == State.OBJECTED for each in steps)
    calls = calls_of(decision.pk, body.pk) if taken_up else []
    evidence = evidence_of(decision.pk, body.pk) if taken_up else []
    acceptances = acceptances_of(decision.pk, body.pk) if decision.wording > 1 and taken_up else []
    clauses = [
        ClauseHere(
            clause,
            progress.get(clause.number),
            [item for item in plan if item.clause == clause.number],
            [question for question in questions if question.clause == clause.number],
            [each for each in calls if each.call.clause == clause.number],
            [each for each in evidence if each.clause == clause.number],
        )
        for clause in clauses_of(decision.pk)
        if clause.number in numbers
    ]
    return DirectiveHere(
        decision=decision,
        body=body,
        directive=directive,
        clauses=clauses,
        plan=[item for item in plan if item.clause is None],
        objections=list(Objection.objects.filter(**key).order_by("raised_at", "id")) if objected else [],
        questions=[question for question in questions if question.clause is None],
        steps=steps,
        meetings=meetings_by_id(body.pk, _named_by(directive, acceptances)),
        guidance=guidance_for(body.path, [decision.pk]),
        amended=amended_since(directive, wordings=wordings_of(decision.pk))
        if decision.wording > directive.wording
        else None,
        acceptances=acceptances,
        no_longer_asked=[each for number, each in sorted(progress.items()) if number not in numbers],
    )


@dataclass(frozen=True)
class OwnDirective:
    """A line in a body's list of its own directives."""

    decision: Decision
    directive: Directive
    due_on: date | None

    @property
    def answer_by(self) -> date | None:
        """Until when the body accepts or objects."""
        return self.directive.answer_by or self.decision.answer_by

    def needs(self) -> str:
        """What the body has to do next, as a key: answer, accept anew, work, mend, or nothing."""
        if self.directive.state in (State.RECEIVED, State.READ):
            return "answer"
        if self.directive.amend_by is not None:
            return "accept anew"
        if self.directive.state == State.RETURNED:
            return "mend"
        return "work" if self.directive.state in (State.ACCEPTED, State.UNDER_WAY) else ""


def decisions_over(*paths: str) -> dict[UUID, Decision]:
    """Decisions, in force or withdrawn, of the bodies on these paths and of those above them, by id. One query."""
    places = {path[:end] for path in paths for end in range(4, len(path) + 1, 4)}
    found = (
        Decision.objects.select_related("body")
        .filter(body__path__in=sorted(places))
        .exclude(stage=Decision.Stage.DRAFT)
    )
    return {decision.pk: decision for decision in found}


def directives_of(body_id: UUID, decisions: Mapping[UUID, Decision], *, only_open: bool = False) -> list[OwnDirective]:
    """A body's directives among `decisions_over` its path, newest decision first. Two queries, of keys.

    What it closed in a branch where it stood before is not among them: those decisions stand elsewhere now.
    """
    return _directives(Directive.objects.filter(body_id=body_id), decisions, only_open=only_open)


def directives_at(body_ids: Collection[UUID], decisions: Mapping[UUID, Decision]) -> list[OwnDirective]:
    """The open ones of several bodies, newest decision first. Two queries, of keys; none for no body."""
    return _directives(Directive.objects.filter(body_id__in=body_ids), decisions, only_open=True) if body_ids else []


def _directives(
    directives: QuerySet[Directive], decisions: Mapping[UUID, Decision], *, only_open: bool
) -> list[OwnDirective]:
    found = directives.filter(decision_id__in=list(decisions))
    if only_open:
        found = found.filter(Q(state__in=[state.value for state in OPEN]) | Q(amend_by__isnull=False))
    due = _last_dates(list(decisions))
    lines = [OwnDirective(decisions[each.decision_id], each, due.get(each.decision_id)) for each in found]
    return sorted(lines, key=lambda line: (line.decision.adopted_at, line.decision.pk), reverse=True)


def _last_dates(decision_ids: list[UUID]) -> dict[UUID, date]:
    clauses = Clause.objects.filter(decision_id__in=decision_ids, due_on__isnull=False).order_by("due_on")
    dated = clauses.values_list("decision_id", "due_on")
    return {decision_id: due_on for decision_id, due_on in dated if due_on is not None}  # the last one stays


def decisions_in_force(decision_id: UUID | None) -> list[Decision]:
    """All decisions in force, or the one asked for if it is. For commands; pages ask `decisions_visible_to`."""
    found = Decision.objects.filter(stage=Decision.Stage.ADOPTED)
    found = found.filter(pk=decision_id) if decision_id else found
    return list(found.select_related("body").order_by("adopted_at", "id"))
