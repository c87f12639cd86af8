"""The public half of the installation's key stands with the conference: with it desks check mandates without a network."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.participants import mandates
from cellwork.participants.actions.places import open_conference
from cellwork.participants.facts import MandateKeyAdded
from cellwork.participants.models import MandateKey
from cellwork.participants.permissions import INVITE
from cellwork.participants.queries.keys import installation_key


def put_key_down(conference_id: UUID, *, at: datetime) -> str:
    """The key is known from now on, besides earlier ones; its 64 hexadecimal digits. Called inside an act; repeatable."""
    public_key = mandates.public_key(installation_key()).hex()
    MandateKey.objects.get_or_create(conference_id=conference_id, public_key=public_key, defaults={"since": at})
    return public_key


def add_key(*, actor: Actor, conference_id: UUID, at: datetime) -> str:
    """After the installation's key was lost there is another one: what it signs counts from now on, as what was signed does."""
    with acting(actor, at=at) as act:
        conference = open_conference(conference_id)
        require(act, INVITE, body_id=conference.body_id)
        public_key = put_key_down(conference_id, at=at)
        act.record(MandateKeyAdded(body_id=conference.body_id, conference_id=conference_id, public_key=public_key))
    return public_key
