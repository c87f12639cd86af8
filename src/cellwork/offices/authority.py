"""Who may do what, by which office, at which body, at which moment.

One query joins the person's terms in force with the paths of their bodies; the statutes in force then say how far each
office reaches. Nothing is materialised: a term that ended a second ago gives nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower
from cellwork.kernel.powers import Named, Span
from cellwork.kernel.refusals import NotAllowed
from cellwork.kernel.remembering import once
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import path_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Reach, Statutes


@dataclass(frozen=True)
class TermInForce:
    """A term in force with where it stands."""

    term_id: UUID
    office: str
    standing: str
    body_id: UUID
    body_name: str
    body_kind: str
    is_cell: bool
    path: str
    since: datetime
    until: datetime | None


def terms_in_force(person_id: UUID, *, at: datetime) -> list[TermInForce]:
    """All a person's terms in force, the highest body first. One query."""
    return answers("offices", "terms_in_force", {"person_id": person_id, "at": at}, TermInForce)


def offices_held(person_id: UUID, *, at: datetime) -> list[TermInForce]:
    """The same for a page: asked once per request. Who acts is judged by `terms_in_force` itself."""
    return once(("terms", person_id, at), lambda: terms_in_force(person_id, at=at))


class OfficesDecide:
    """The authority the kernel asks: powers come from offices, and from nothing else."""

    def judge(self, actor: Actor, permission: Named, body_id: UUID, at: datetime) -> UsedPower:
        """See `kernel.powers.Authority`."""
        statutes = statutes_at(at)
        path = path_of(body_id)
        terms = terms_in_force(actor.person_id, at=at) if actor.person_id and path else []
        for term in terms:
            if path and _span(statutes, term, permission.code).covers(path):
                return UsedPower(permission.code, body_id, term.office, term.term_id)
        raise NotAllowed(_who_may(statutes, permission))

    def spans(self, person_id: UUID, permission: Named, at: datetime) -> Sequence[Span]:
        """See `kernel.powers.Authority`."""
        terms = offices_held(person_id, at=at)
        if not terms:
            return []
        statutes = statutes_at(at)
        found = (_span(statutes, term, permission.code) for term in terms)
        return [span for span in found if span.own or span.directly or span.below]


def needs_second_factor(person_id: UUID, at: datetime) -> bool:
    """Does one of the person's offices in force require a second factor at sign-in?"""
    held = offices_held(person_id, at=at)
    # Most people hold none, and before the first statutes nobody can.
    offices = statutes_at(at).offices if held else {}
    return any(term.office in offices and offices[term.office].second_factor for term in held)


def _span(statutes: Statutes, term: TermInForce, permission: str) -> Span:
    reaches = statutes.reaches_of(term.office, permission)
    return Span(term.path, Reach.OWN in reaches, Reach.DIRECTLY_BELOW in reaches, Reach.BELOW in reaches)


def _who_may(statutes: Statutes, permission: Named) -> str:
    titles = sorted(
        {
            statutes.offices[power.office].title
            for power in statutes.powers
            if power.permission == permission.code and power.office in statutes.offices
        }
    )
    if not titles:
        return f"By the statutes, no office may {permission.sentence}."
    return f"To {permission.sentence} here, one must hold office in the right body: {', '.join(titles)}."
