"""Who may do what: asked here by every package, answered by the package that knows offices.

The kernel cannot know terms of office; packages below `offices` (the organisation that reorganises itself) still need
an answer. So the question lives here, and `offices` installs the one that answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, UsedPower
from cellwork.kernel.refusals import Forgotten, NotAllowed


class Named(Protocol):
    """A permission: what the statutes can grant."""

    @property
    def code(self) -> str:
        """Such as `decisions.adopt`."""

    @property
    def sentence(self) -> str:
        """Completes "may ..."."""


@dataclass(frozen=True)
class Span:
    """Where a power reaches: from the body at `path`, itself (`own`), one level down (`directly`), or everything below."""

    path: str
    own: bool
    directly: bool
    below: bool

    def covers(self, path: str) -> bool:
        """Does the power reach the body at `path`?"""
        if path == self.path:
            return self.own
        if not path.startswith(self.path):
            return False
        return self.below or (self.directly and len(path) == len(self.path) + 4)


class Authority(Protocol):
    """What `offices` answers."""

    def judge(self, actor: Actor, permission: Named, body_id: UUID, at: datetime) -> UsedPower:
        """The power by which the actor may do this at the body; raises NotAllowed with a sentence."""

    def spans(self, person_id: UUID, permission: Named, at: datetime) -> Sequence[Span]:
        """Everywhere the person holds the permission at that moment by an office of their own."""

    def falls_to(self, person_id: UUID, permission: Named, path: str, at: datetime) -> bool:
        """Does it fall to the person at the body on this path, because a post there is vacant?"""


_authority: list[Authority] = []


def install(authority: Authority) -> None:
    """Say who answers. Once, at start."""
    _authority[:] = [authority]


def require(act: Act, permission: Named, *, body_id: UUID, or_as_at: UUID | None = None) -> UsedPower:
    """Hold that the actor has the power, and note it in the act. NotAllowed otherwise.

    `or_as_at`: who may do it at that body may do it at this one as well.
    """
    authority = _installed()
    try:
        power = authority.judge(act.actor, permission, body_id, act.at)
    except NotAllowed:
        if or_as_at is None:
            raise
        power = replace(authority.judge(act.actor, permission, or_as_at, act.at), body_id=body_id)
    act.use(power)
    return power


def spans_of(person_id: UUID, permission: Named, *, at: datetime) -> Sequence[Span]:
    """Everywhere a person holds a permission by an office of their own.

    What falls to them while a post below is vacant is not among it: `may` and `require` know, for one body.
    """
    return _installed().spans(person_id, permission, at)


def may(person_id: UUID, permission: Named, *, path: str, at: datetime) -> bool:
    """Would it be allowed at the body on this path? For showing or hiding a button; the action asks again."""
    if any(span.covers(path) for span in spans_of(person_id, permission, at=at)):
        return True
    return _installed().falls_to(person_id, permission, path, at)


def _installed() -> Authority:
    if not _authority:
        raise Forgotten("no authority is installed: the offices package is missing")
    return _authority[0]
