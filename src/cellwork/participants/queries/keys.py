"""The installation's key that signs mandates, and whether a conference knows the public half of it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from nacl.signing import SigningKey

from cellwork.participants import mandates
from cellwork.participants.models import MandateKey


def key_folder() -> Path:
    """Where the key lies: beside what is kept, one for each database, and never in a backup of it."""
    return Path(settings.HOME) / "mandates" / str(connection.settings_dict["NAME"])


def installation_key() -> SigningKey:
    """Made at the first call."""
    return mandates.signing_key(key_folder())


def knows_key(conference_id: UUID) -> bool:
    """Can mandates be issued that its desks will read? No before the first invitation, and after the key was lost."""
    known = MandateKey.objects.filter(
        conference_id=conference_id, public_key=mandates.public_key(installation_key()).hex()
    )
    return known.exists()
