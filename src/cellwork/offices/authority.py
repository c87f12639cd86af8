"""Who may do what, by which office, at which body, at which moment.

One query joins the person's terms in force with the paths of their bodies; the statutes in force then say how far each
office reaches. Nothing is materialised: a term that ended a second ago gives nothing.

While nobody leads a body, what its leader may do there falls to whoever leads the nearest body above, and so do its leader's
duties towards the bodies directly below it. That is asked only where no office of the person's own reaches, and ends by itself
when somebody takes office.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower
from cellwork.kernel.powers import Named, Span
from cellwork.kernel.refusals import NotAllowed
from cellwork.kernel.remembering import once
from cellwork.kernel.sql import answers
from cellwork.offices.queries import InPlaceOf, hold_post_still, in_place_of, leaders_of
from cellwork.organisation.paths import is_below, parent_of
from cellwork.organisation.queries import body_at, path_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import PERMISSIONS, Reach, Statutes


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

    def leads(self, statutes: Statutes) -> bool:
        """Does it lead its body?"""
        return self.office in statutes.offices and statutes.offices[self.office].leads


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
        could = _could_fall_at(statutes, terms, permission.code, path) if path and actor.person_id else []
        for vacant in could:
            _hold_still(vacant)  # whoever takes office at this moment waits, or is seen in the next statement
            fallen = in_place_of(actor.person_id, vacant, at=at) if actor.person_id else None
            if path and fallen and _falls(statutes, fallen, permission.code, path):
                return _used_in_place(statutes, fallen, permission.code, body_id)
        if path in could and (leader := leaders_of([body_id], at=at).get(body_id)):
            raise NotAllowed(f"{leader} leads this body: this is theirs to do.", "Speak with them.")
        raise NotAllowed(_who_may(statutes, permission))

    def spans(self, person_id: UUID, permission: Named, at: datetime) -> Sequence[Span]:
        """See `kernel.powers.Authority`."""
        terms = offices_held(person_id, at=at)
        if not terms:
            return []
        statutes = statutes_at(at)
        found = (_span(statutes, term, permission.code) for term in terms)
        return [span for span in found if span.own or span.directly or span.below]

    def falls_to(self, person_id: UUID, permission: Named, path: str, at: datetime) -> bool:
        """See `kernel.powers.Authority`. A query for the body, one for that above it, a request; only for leaders above."""
        terms = offices_held(person_id, at=at)
        statutes = statutes_at(at) if terms else None
        if statutes is None:
            return False
        could = _could_fall_at(statutes, terms, permission.code, path)
        found = (acts_in_place_of(person_id, vacant, at=at) for vacant in could)
        return any(fallen is not None and _falls(statutes, fallen, permission.code, path) for fallen in found)


def acts_in_place_of(person_id: UUID, path: str, *, at: datetime) -> InPlaceOf | None:
    """For a page: the vacant post at the body on this path whose duties are the person's. At most one query a request."""
    terms = offices_held(person_id, at=at)
    if not terms or not _leads_above(statutes_at(at), terms, path):
        return None
    return once(("in place of", person_id, path, at), lambda: in_place_of(person_id, path, at=at))


def needs_second_factor(person_id: UUID, at: datetime) -> bool:
    """Does one of the person's offices in force require a second factor at sign-in?"""
    held = offices_held(person_id, at=at)
    # Most people hold none, and before the first statutes nobody can.
    offices = statutes_at(at).offices if held else {}
    return any(term.office in offices and offices[term.office].second_factor for term in held)


def _span(statutes: Statutes, term: TermInForce, permission: str) -> Span:
    reaches = statutes.reaches_of(term.office, permission)
    return Span(term.path, Reach.OWN in reaches, Reach.DIRECTLY_BELOW in reaches, Reach.BELOW in reaches)


def _leads_above(statutes: Statutes, terms: Sequence[TermInForce], path: str) -> bool:
    return any(term.leads(statutes) and is_below(path, term.path) for term in terms)


def only_what_falls(statutes: Statutes) -> Statutes:
    """The statutes as they speak to whoever acts in place of a vacant post: its own body, and its duties directly below."""
    return replace(
        statutes, powers=tuple(replace(each, reach=_falling(each.permission, each.reach)) for each in statutes.powers)
    )


def _falling(permission: str, reach: frozenset[Reach]) -> frozenset[Reach]:
    """What of a power of a vacant post falls to somebody above. Of all it may do further down, only what others wait for."""
    owed_below = PERMISSIONS[permission].duty if permission in PERMISSIONS else False
    below = {Reach.DIRECTLY_BELOW} if owed_below and reach & {Reach.DIRECTLY_BELOW, Reach.BELOW} else set()
    return frozenset((reach & {Reach.OWN}) | below)


def _could_fall_at(statutes: Statutes, terms: Sequence[TermInForce], permission: str, path: str) -> list[str]:
    """Where it is worth asking for a vacant post: at the body itself, at the one above it. Most people lead nothing above, and
    most powers are no leader's."""
    leading = [office.code for office in statutes.offices.values() if office.leads]
    reaches = {reach for office in leading for reach in _falling(permission, statutes.reaches_of(office, permission))}
    asked = [(Reach.OWN, path), (Reach.DIRECTLY_BELOW, parent_of(path))]
    return [at for reach, at in asked if at and reach in reaches and _leads_above(statutes, terms, at)]


def _falls(statutes: Statutes, fallen: InPlaceOf, permission: str, path: str) -> bool:
    reach = Reach.OWN if fallen.path == path else Reach.DIRECTLY_BELOW
    return reach in _falling(permission, statutes.reaches_of(fallen.office, permission))


def _hold_still(path: str) -> None:
    body = body_at(path)
    if body is not None:
        hold_post_still(body.pk)


def _used_in_place(statutes: Statutes, fallen: InPlaceOf, permission: str, body_id: UUID) -> UsedPower:
    whose = f"the vacant {statutes.offices[fallen.office].title} of {fallen.body_name}"
    return UsedPower(permission, body_id, fallen.own_office, fallen.term_id, whose, fallen.from_id)


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
