"""A member goes from one cell to another: they ask, the cell they leave agrees, the other one receives them.

Whoever owes the next word has a day to say it by; then the body above owes it. Nothing moves before the receipt; with it
the membership, on that day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, require
from cellwork.kernel.refusals import NotAllowed, NotVisible, Refused, Unfit
from cellwork.organisation.facts import (
    MemberTransferred,
    TransferAgreed,
    TransferAsked,
    TransferClimbed,
    TransferRefused,
    TransferWithdrawn,
)
from cellwork.organisation.models import Body, Membership, Transfer
from cellwork.organisation.permissions import TRANSFER
from cellwork.organisation.queries import body_by_code, body_by_id, hold_hierarchy_still, present_members, top_body
from cellwork.people.actions import place_persons
from cellwork.people.queries import cell_ids_of, name_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.transfers import TransferRules

LONGEST_WORDS = 1000


class TransferUnderWay(Refused):
    """The person has asked already."""


class TransferOver(Refused):
    """The transfer was received, refused, withdrawn or closed."""


class NotAgreedYet(Refused):
    """The cell the person leaves has not agreed."""


class AgreedAlready(Refused):
    """The cell the person leaves has agreed."""


class MovedMeanwhile(Refused):
    """The person does not belong to the cell any more."""


def ask_for_transfer(*, actor: Actor, person_id: UUID, to_code: str, reason: str = "", at: datetime) -> Transfer:
    """A member asks to go to another cell; or their secretary asks for them, which is the cell's agreement as well."""
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        cell = _cell_now(person_id)
        own = actor.person_id == person_id
        if not own and (actor.person_id is None or not may(actor.person_id, TRANSFER, path=cell.path, at=at)):
            raise NotVisible("There is no such person.")
        if own:
            act.use(UsedPower("belonging to the cell", cell.pk))
        else:
            require(act, TRANSFER, body_id=cell.pk)
        membership = _locked_membership(cell.pk, person_id)
        goal = _goal(to_code, cell)
        if len(reason) > LONGEST_WORDS:
            raise Unfit("This is too long.", f"Say it in {LONGEST_WORDS} characters.", field="reason")

        name = act.signed(name_of(actor.person_id))
        transfer = Transfer(
            body_id=cell.pk, person_id=person_id, name=membership.name, to_id=goal.pk, reason=reason.strip(), asked_at=at,
            asked_by=name, with_id=_who_agrees(cell, person_id, at) if own else goal.pk, answer_by=_answer_by(at),
        )  # fmt: skip
        if not own:
            transfer.state, transfer.agreed_at, transfer.agreed_by = Transfer.State.AGREED, at, name
        _save_unless_under_way(transfer)
        act.record(TransferAsked(body_id=cell.pk, transfer_id=transfer.id, person_id=person_id, to_id=goal.pk))
        if not own:
            act.record(TransferAgreed(body_id=cell.pk, transfer_id=transfer.id))
    return transfer


def agree_to_transfer(*, actor: Actor, body_id: UUID, transfer_id: UUID, words: str = "", at: datetime) -> Transfer:
    """The cell that a member leaves, or the body above it in its place, agrees; the other cell is asked now."""
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        transfer = _open(body_id, transfer_id)
        here = _require(act, transfer)
        if transfer.state != Transfer.State.ASKED:
            raise AgreedAlready(f"{transfer.agreed_by} has agreed already.")
        transfer.state, transfer.agreed_at, transfer.agreed_by = (
            Transfer.State.AGREED, at, act.signed(name_of(actor.person_id)),
        )  # fmt: skip
        transfer.agreed_words = words.strip()
        transfer.with_id, transfer.climbed, transfer.answer_by = transfer.to_id, 0, _answer_by(at)
        transfer.save()
        act.record(TransferAgreed(body_id=here, transfer_id=transfer_id))
    return transfer


def receive_member(*, actor: Actor, body_id: UUID, transfer_id: UUID, at: datetime) -> Transfer:
    """The other cell, or the body above it in its place, confirms: from today the member belongs to it."""
    today = _today(at)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()
        transfer = _open(body_id, transfer_id)
        here = _require(act, transfer)
        if transfer.state != Transfer.State.AGREED:
            raise NotAgreedYet("The cell that the member leaves has not agreed yet.", "Its answer is awaited.")
        membership = _locked_membership(body_id, transfer.person_id)
        _move(membership, transfer.to_id, today)
        transfer.moved_on = today
        _close(transfer, Transfer.State.RECEIVED, by=act.signed(name_of(actor.person_id)), at=at)
        act.record(
            MemberTransferred(
                body_id=here, transfer_id=transfer_id, person_id=transfer.person_id, from_id=body_id,
                to_id=transfer.to_id, on=today,
            )
        )  # fmt: skip
    return transfer


def refuse_transfer(*, actor: Actor, body_id: UUID, transfer_id: UUID, because: str, at: datetime) -> Transfer:
    """Whoever owes the next word says no, with reasons that the member reads. The reasons do not stand in the journal."""
    with acting(actor, at=at) as act:
        transfer = _open(body_id, transfer_id)
        here = _require(act, transfer)
        if not because.strip():
            raise Unfit("A refusal needs its reasons.", f"{transfer.name} reads them.", field="because")
        if len(because) > LONGEST_WORDS:
            raise Unfit("This is too long.", f"Say it in {LONGEST_WORDS} characters.", field="because")
        transfer.closed_because = because.strip()
        _close(transfer, Transfer.State.REFUSED, by=act.signed(name_of(actor.person_id)), at=at)
        act.record(TransferRefused(body_id=here, transfer_id=transfer_id))
    return transfer


def withdraw_transfer(*, actor: Actor, body_id: UUID, transfer_id: UUID, at: datetime) -> Transfer:
    """The member stays. They say so themselves, at any time before the receipt."""
    with acting(actor, at=at) as act:
        transfer = _open(body_id, transfer_id)
        if actor.person_id != transfer.person_id:
            raise NotVisible("There is no such transfer.")
        act.use(UsedPower("belonging to the cell", body_id))
        _close(transfer, Transfer.State.WITHDRAWN, by=name_of(actor.person_id), at=at)
        act.record(TransferWithdrawn(body_id=body_id, transfer_id=transfer_id))
    return transfer


def climb_when_late(*, at: datetime) -> int:
    """Transfers that nobody answered in time: the body above owes the answer now. Run by the worker; returns how many."""
    top = top_body()
    if top is None:
        return 0
    late = Transfer.objects.filter(state__in=Transfer.OPEN, answer_by__lt=_today(at)).exclude(with_id=top.pk)
    keys = list(late.values_list("body_id", "id")[:500])
    for body_id, transfer_id in keys:
        with acting(Actor(person_id=None, via="the clock"), at=at) as act:
            _climb(act, _open(body_id, transfer_id))
    return len(keys)


def close_those_without_ground(*, at: datetime) -> None:
    """Transfers of people who belong elsewhere by now, and to cells that are no more: for acts that reorganise."""
    opened = Transfer.objects.filter(state__in=Transfer.OPEN)
    closing = {"state": Transfer.State.CLOSED, "closed_at": at, "with_id": None, "answer_by": None}
    gone = Body.objects.filter(pk=OuterRef("to_id"), dissolved_on__isnull=False)
    opened.filter(Exists(gone)).update(closed_because="The cell was dissolved.", **closing)
    belongs = Membership.objects.filter(
        body_id=OuterRef("body_id"), person_id=OuterRef("person_id"), until__isnull=True
    )
    opened.filter(~Exists(belongs)).update(closed_because="They belong to another cell by now.", **closing)


def _cell_now(person_id: UUID) -> Body:
    cell_id = cell_ids_of([person_id]).get(person_id)
    if cell_id is None:
        raise NotVisible("There is no such person.")
    return body_by_id(cell_id)


def _locked_membership(body_id: UUID, person_id: UUID) -> Membership:
    found = present_members(body_id).select_for_update().filter(person_id=person_id).first()
    if found is None:
        raise MovedMeanwhile("They do not belong to this cell any more.", "Look where they belong now.")
    return found


def _goal(code: str, cell: Body) -> Body:
    goal = body_by_code(code.strip()) if code.strip() else None
    if goal is None or not goal.is_cell or not goal.lives:
        raise Unfit(
            "No cell bears this code.", "Its secretary knows the code; it stands on the cell's page.", field="to"
        )
    if goal.pk == cell.pk:
        raise Unfit(f"{goal.name} is the cell they belong to.", "Write the code of the other one.", field="to")
    return goal


def _who_agrees(cell: Body, person_id: UUID, at: datetime) -> UUID:
    """The cell, unless the member would be asked by themselves."""
    return cell.parent_id if cell.parent_id and may(person_id, TRANSFER, path=cell.path, at=at) else cell.pk


def _require(act: Act, transfer: Transfer) -> UUID:
    """Hold that the actor may give the word that is owed, and that it is not about themselves; the body that owes it."""
    assert transfer.with_id is not None
    require(act, TRANSFER, body_id=transfer.with_id)
    if act.actor.person_id == transfer.person_id:
        raise NotAllowed(
            "This is about yourself.", "Another officer answers, or the body above when the day has passed."
        )
    return transfer.with_id


def _open(body_id: UUID, transfer_id: UUID) -> Transfer:
    transfer = Transfer.objects.select_for_update().filter(body_id=body_id, id=transfer_id).first()
    if transfer is None:
        raise NotVisible("There is no such transfer.")
    if transfer.state not in Transfer.OPEN:
        raise TransferOver(f"This transfer was {transfer.state}.", "Nothing more is asked of you.")
    return transfer


def _close(transfer: Transfer, state: Transfer.State, *, by: str, at: datetime) -> None:
    transfer.state, transfer.closed_at, transfer.closed_by = state, at, by
    transfer.with_id = transfer.answer_by = None
    transfer.save()


def _move(membership: Membership, to_id: UUID, today: date) -> None:
    key = {"body_id": membership.body_id, "person_id": membership.person_id, "since": membership.since}
    Membership.objects.filter(**key).update(until=today)
    Membership.objects.bulk_create(
        [
            Membership(
                body_id=to_id,
                person_id=membership.person_id,
                since=today,
                standing=membership.standing,
                name=membership.name,
            )
        ],
        # Whoever joined that cell and left it again today has a row of today already: it goes on.
        update_conflicts=True,
        unique_fields=["body_id", "person_id", "since"],
        update_fields=["until", "standing", "name"],
    )
    place_persons([membership.person_id], cell_id=to_id)


def _climb(act: Act, transfer: Transfer) -> None:
    assert transfer.with_id is not None
    here = body_by_id(transfer.with_id)
    assert here.parent_id is not None  # at the top nothing climbs
    act.use(UsedPower("deadline", here.pk))
    transfer.with_id, transfer.climbed, transfer.answer_by = here.parent_id, transfer.climbed + 1, _answer_by(act.at)
    transfer.save()
    act.record(TransferClimbed(body_id=here.pk, transfer_id=transfer.id, to_id=here.parent_id))


def _save_unless_under_way(transfer: Transfer) -> None:
    try:
        with transaction.atomic():
            transfer.save(force_insert=True)
    except IntegrityError as clash:
        if "one_transfer_of_a_person_at_a_time" not in str(clash):
            raise
        raise TransferUnderWay(
            f"{transfer.name} has asked for a transfer already.", "It can be withdrawn before another is asked for."
        ) from clash


def _today(at: datetime) -> date:
    return day_of(at, statutes_at(at).time_zone)


def _answer_by(at: datetime) -> date:
    return _today(at) + timedelta(days=statutes_at(at).part(TransferRules).answer_days)
