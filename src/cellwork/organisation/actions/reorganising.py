"""Found, rename, move, dissolve: each a dated act that remembers what held before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import run
from cellwork.organisation.facts import BodyDissolved, BodyFounded, BodyMoved, BodyRenamed
from cellwork.organisation.models import Body, Membership, Position
from cellwork.organisation.paths import end_of, is_below, segment
from cellwork.organisation.permissions import REORGANISE
from cellwork.organisation.queries import change_hierarchy, living_below, present_members
from cellwork.people.actions import place_persons
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Kind


class MayNotStandThere(Refused):
    """The statutes do not allow a body of this kind under that one."""


class CodeTaken(Unfit):
    """Another body already bears this code."""


class StillHasBodiesBelow(Refused):
    """A body with living bodies below it cannot be dissolved."""


class StillHasMembers(Refused):
    """A cell with members is dissolved only when it is said where they go."""


class AlreadyDissolved(Refused):
    """The body does not exist any more."""


class CannotStandBelowItself(Refused):
    """A body cannot be moved into its own branch."""


@dataclass(frozen=True, kw_only=True)
class NewBody:
    """What is known of a body when it is founded."""

    code: str
    name: str
    kind: str
    sector: str = ""
    place: str = ""
    production_site: bool = False


def found_body(*, actor: Actor, parent_id: UUID, new: NewBody, at: datetime) -> Body:
    """A body begins to exist directly under another."""
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        change_hierarchy()
        parent = _living(parent_id)
        if not statutes.kind_may_stand_under(new.kind, parent.kind):
            raise _may_not_stand(statutes.kinds, new.kind, parent)
        code, name = new.code.strip(), new.name.strip()
        if not name or not code:
            raise Unfit("A new body needs a name and a code.", "Fill in both.", field="name")
        if new.sector and new.sector not in statutes.sectors:
            raise Unfit(f"The statutes know no sector {new.sector}.", "Choose one of theirs.", field="sector")
        if Body.objects.filter(code=code).exists():
            raise CodeTaken(f"The code {code} is taken by another body.", "Choose another.", field="code")

        body = Body.objects.create(
            code=code,
            name=name,
            kind=new.kind,
            is_cell=statutes.kinds[new.kind].is_cell,
            parent=parent,
            path=_next_path(parent),
            sector=new.sector,
            place=new.place,
            production_site=new.production_site,
            founded_on=day_of(at, statutes.time_zone),
            since=at,
        )
        # Asked of the new body itself, since a power "below" begins with the bodies below, not with the parent.
        require(act, REORGANISE, body_id=body.pk)
        act.record(BodyFounded(body_id=body.pk, founded_id=body.pk, name=body.name, kind=body.kind))
    return body


def rename_body(*, actor: Actor, body_id: UUID, name: str, at: datetime) -> Body:
    """A body bears another name from now on; the old one is remembered."""
    with acting(actor, at=at) as act:
        body = _living(body_id)
        require(act, REORGANISE, body_id=body_id)
        if not name.strip():
            raise Unfit("A body needs a name.", "Write the new name.", field="name")
        _remember(body, at)
        before, body.name, body.since = body.name, name.strip(), at
        body.save(update_fields=["name", "since"])
        act.record(BodyRenamed(body_id=body_id, before=before, name=body.name))
    return body


def move_body(*, actor: Actor, body_id: UUID, to_parent: UUID, at: datetime) -> Body:
    """A body with all below it stands under another body from now on; directives in force follow at once."""
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        change_hierarchy()
        body = _living(body_id)
        require(act, REORGANISE, body_id=body_id)
        parent = _living(to_parent)
        if parent.pk == body.pk or is_below(parent.path, body.path):
            raise CannotStandBelowItself(f"{body.name} cannot stand below itself.", "Choose a body outside its branch.")
        if body.parent_id is None or not statutes.kind_may_stand_under(body.kind, parent.kind):
            raise _may_not_stand(statutes.kinds, body.kind, parent)

        old_path, old_parent = body.path, body.parent_id
        new_path = _next_path(parent)
        run("organisation", "remember_positions", {"path": old_path, "end": end_of(old_path), "at": at})
        Body.objects.filter(pk=body_id).update(parent=parent)
        run("organisation", "move_branch", {"old": old_path, "new": new_path, "end": end_of(old_path), "at": at})
        require(act, REORGANISE, body_id=body_id)  # there as well: nobody pushes a cell into a stranger's branch
        act.record(BodyMoved(body_id=body_id, from_parent=old_parent, to_parent=to_parent, path=new_path))
    return Body.objects.get(pk=body_id)


def dissolve_body(*, actor: Actor, body_id: UUID, because: str, at: datetime, members_to: UUID | None = None) -> Body:
    """A body ceases to exist; its members go to a named cell, its offices end, its directives close."""
    today = day_of(at, statutes_at(at).time_zone)
    with acting(actor, at=at) as act:
        change_hierarchy()
        body = _living(body_id)
        require(act, REORGANISE, body_id=body_id)
        if not because.strip():
            raise Unfit(
                "Say why the body is dissolved.", "One sentence is enough; it stays in its history.", field="because"
            )
        if living_below(body.path).exists():
            raise StillHasBodiesBelow(f"{body.name} still has bodies below it.", "Move or dissolve them first.")
        if members_to is not None:
            require(act, REORGANISE, body_id=members_to)  # nobody fills a stranger's cell
        _send_members(body, members_to, at)

        _remember(body, at)
        body.dissolved_on, body.since = today, at
        body.save(update_fields=["dissolved_on", "since"])
        act.record(BodyDissolved(body_id=body_id, on=today, because=because.strip()))
    return body


def _send_members(body: Body, members_to: UUID | None, at: datetime) -> None:
    today = day_of(at, statutes_at(at).time_zone)
    leaving = list(present_members(body.pk))
    if not leaving:
        return
    if members_to is None:
        raise StillHasMembers(f"{body.name} still has {len(leaving)} members.", "Say which cell they go to.")
    goal = _living(members_to)
    if not goal.is_cell or goal.pk == body.pk:
        raise MayNotStandThere(f"{goal.name} cannot take the members of {body.name}.", "Choose another cell.")
    present_members(body.pk).update(until=today)
    Membership.objects.bulk_create(
        (
            Membership(body=goal, person_id=each.person_id, since=today, standing=each.standing, name=each.name)
            for each in leaving
        ),
        # Whoever joined that cell and left it again today has a row of today already: it goes on.
        update_conflicts=True,
        unique_fields=["body_id", "person_id", "since"],
        update_fields=["until", "standing", "name"],
    )
    place_persons([each.person_id for each in leaving], cell_id=goal.pk)


def _living(body_id: UUID) -> Body:
    body = Body.objects.select_for_update().filter(pk=body_id).first()
    if body is None:
        raise NotVisible("There is no such body.")
    if not body.lives:
        raise AlreadyDissolved(f"{body.name} was dissolved on {body.dissolved_on}.")
    return body


def _next_path(parent: Body) -> str:
    """Hand out the next segment under a parent whose row is locked."""
    path = parent.path + segment(parent.segments_given)
    parent.segments_given += 1
    parent.save(update_fields=["segments_given"])
    return path


def _remember(body: Body, at: datetime) -> None:
    if body.since < at:
        Position.objects.create(
            body=body,
            since=body.since,
            until=at,
            name=body.name,
            kind=body.kind,
            parent_id=body.parent_id,
            path=body.path,
        )


def _may_not_stand(kinds: Mapping[str, Kind], kind: str, parent: Body) -> MayNotStandThere:
    title = kinds[kind].title if kind in kinds else kind
    return MayNotStandThere(
        f"By the statutes, a {title} may not stand under {parent.name}.",
        "Choose a body of a kind that the statutes allow.",
    )
