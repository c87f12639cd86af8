"""An overview of one sector alone: how an address asks for it, and how pages speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from cellwork.statutes.queries import statutes_at
from cellwork.web.access import PageRequest

NONE = "-"
"""In an address: the bodies that have no sector. No code of a sector looks like this."""


@dataclass(frozen=True)
class Restriction:
    """What a page is restricted to: a sector (`code` None: all of them; empty: the bodies without one) and a past day."""

    code: str | None
    title: str
    day: date | None = None

    @property
    def query(self) -> str:
        """For links to the same view of other bodies: empty, or with its question mark."""
        return _query({"day": self.day.isoformat() if self.day else "", "sector": self.key})

    @property
    def also(self) -> str:
        """For links that ask something already and look at now: empty, or with its ampersand."""
        return _query({"sector": self.key}).replace("?", "&")

    @property
    def alone(self) -> str:
        """The sector, without the day."""
        return _query({"sector": self.key})

    @property
    def key(self) -> str:
        """As an address says it."""
        return "" if self.code is None else self.code or NONE


def restriction(request: PageRequest, code: str | None, *, day: date | None = None) -> Restriction:
    """A page restricted to this sector and day."""
    return Restriction(code, "" if code is None else title_of(request, code), day)


def asked_sector(request: PageRequest) -> str | None:
    """The sector that an address asks for; None: all."""
    asked = request.GET.get("sector", "")
    return None if not asked else "" if asked == NONE else asked


def title_of(request: PageRequest, code: str) -> str:
    """As the statutes call it; a code they no longer know stays as it is."""
    sectors = statutes_at(request.at).sectors
    return sectors[code].title if code in sectors else code or "without a sector"


def _query(asked: dict[str, str]) -> str:
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"?{said}" if said else ""
