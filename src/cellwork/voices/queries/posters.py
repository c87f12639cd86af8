"""The links of cells."""

from __future__ import annotations

from uuid import UUID

from cellwork.voices.models import Link


def good_link_of(cell_id: UUID) -> Link | None:
    """The link by which a cell hears people now; None when it has none yet."""
    return Link.objects.filter(body_id=cell_id, ended_at__isnull=True).first()
