"""The register is about the work: whatever is written into it names nobody of the bodies it is about."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from cellwork.kernel.acting import Act
from cellwork.kernel.refusals import Unfit
from cellwork.offices.queries import in_force
from cellwork.offices.queries import terms_at as terms_ever_at
from cellwork.organisation.queries import present_members
from cellwork.shortcomings.models import Shortcoming


def must_name_nobody(act: Act, text: str, *, bodies: Iterable[UUID], field: str) -> None:
    """Unfit, with the field, when the words name a member or an officer of one of these bodies. Two queries a body."""
    said = " ".join(text.split()).casefold()
    for body_id in set(bodies) if said else ():
        for name in _names_at(act, body_id):
            if " " in name.strip() and name.casefold() in said:
                raise Unfit(
                    f"This names {name}. The register is about the work, never about a person.",
                    "Write what is missing, went wrong or was done, without a name.",
                    field=field,
                )


def words_for(act: Act, shortcoming: Shortcoming, text: str, *, field: str) -> str:
    """The words as they are kept with a shortcoming: Unfit when they name somebody where it is, or where it is corrected."""
    must_name_nobody(act, text, bodies=(shortcoming.body_id, shortcoming.owner_id), field=field)
    return text.strip()


def _names_at(act: Act, body_id: UUID) -> list[str]:
    names = [each.name for each in present_members(body_id)]
    return names + [term.person_name for term in terms_ever_at(body_id).filter(in_force(act.at))]
