"""Letters and mandates on paper, set by typst with the fonts that come with it; and the QR code of one mandate.

Each mandate is signed as it is printed. What people wrote goes in as data: nothing in it is read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import segno
import typst

from cellwork.participants import mandates
from cellwork.participants.mandates import Mandate
from cellwork.participants.models import Letter, Place
from cellwork.participants.queries.keys import installation_key
from cellwork.participants.queries.places import token_bytes
from cellwork.participants.states import CameBy, State
from cellwork.seats.queries import categories
from cellwork.web.wording import day

if TYPE_CHECKING:
    from nacl.signing import SigningKey

    from cellwork.conferences.models import Conference
    from cellwork.statutes.rules import Statutes

VERSION = 7
"""Of the QR code: 45 modules a side, which holds the longest mandate and is read with 15 % of it dirty (level M)."""
_BORDER = 4
_MASK = 3
"""Any of the eight is read as well; to find the fairest of them takes four times as long."""
SIDE = 17 + 4 * VERSION + 2 * _BORDER


_HOW_TO_REPLY = (
    "You can reply, see your mandate and say what you need for the journey, for lodging, food and access when you sign in: it "
    "stands on the first page. Whoever has no account replies to those who sent this letter."
)
_TRACE = "How you came to this place, and what becomes of it if you cannot come, is written down and can be read."
_AT_THE_DOOR = (
    "Show it at the door, on paper or on your phone. It is yours alone. Its code names nobody, and is checked also without a "
    "network."
)


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What is printed: letters, mandates, or both one after the other."""

    letters: bool
    mandates: bool


def line_of(place: Place, conference: Conference, key: SigningKey) -> str:
    """The signed line of somebody's mandate: good through the last day of the conference."""
    mandate = Mandate(
        conference=mandates.short_id(conference.pk), number=place.number, token=token_bytes(place.token),
        valid_until=conference.closes_on, category=place.category,
    )  # fmt: skip
    return mandates.signed(mandate, key)


def code_picture(place: Place, conference: Conference) -> str:
    """The QR code as SVG, to stand in a page: black on white whatever the page's colours are, as scanners want it."""
    code = segno.make_qr(line_of(place, conference, installation_key()), error="m", version=VERSION, boost_error=False)
    return str(code.svg_inline(border=_BORDER, light="#fff", omitsize=True, svgclass="qr", lineclass=None))


def papers(
    conference: Conference, places: Sequence[Place], *, wanted: Papers, letter: Letter | None, statutes: Statutes
) -> bytes:
    """One PDF for all of them. About 4 ms a mandate and 5 ms a letter on a quiet machine; 130 kB of memory each, which the
    process keeps."""
    key = installation_key()
    shown = [_code(line_of(place, conference, key)) for place in places] if wanted.mandates else []
    titles = {each.key: each.title for each in categories(conference.pk)}
    told = _told(conference, wanted, letter, statutes) | {"people": [_person(each, titles, wanted) for each in places]}
    with TemporaryDirectory(prefix="cellwork-papers-") as name:
        folder = Path(name)
        source = files("cellwork.participants").joinpath("typst", "papers.typ").read_bytes()
        (folder / "papers.typ").write_bytes(source)
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
        (folder / "codes.bin").write_bytes(b"".join(shown))
        made = typst.compile(folder / "papers.typ", root=folder, format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _code(line: str) -> bytes:
    """A grey byte for each module, with the quiet border."""
    code = segno.make_qr(line, error="m", version=VERSION, mask=_MASK, boost_error=False)
    return b"".join(bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(border=_BORDER))


def _person(place: Place, titles: dict[str, str], wanted: Papers) -> dict[str, Any]:
    asks = place.state == State.INVITED and place.reply_by is not None
    shows_reason = place.came_by in (CameBy.NOMINATION, CameBy.ELECTION)
    return {
        "name": place.name,
        "origin": place.origin,
        "category": titles.get(place.category, place.category),
        "because": place.because if shows_reason else "",
        "reply": f"Please reply by {day(place.reply_by)}, yes or no; somebody else comes if you cannot."
        if asks
        else "",
        "number": str(place.number),
        "mandate": wanted.mandates and place.holds,
    }


def _told(conference: Conference, wanted: Papers, letter: Letter | None, statutes: Statutes) -> dict[str, Any]:
    when = f"{dates_of(conference)}, {conference.place}"
    return {
        "side": SIDE,
        "letters": wanted.letters,
        "language": statutes.language.split("-", maxsplit=1)[0],
        "organisation": statutes.name,
        "body": conference.body.name,
        "title": conference.title,
        "when": when,
        "salutation": "Dear",
        "opening": [f"We invite you to this conference, {when}."],
        "chosen": "You have a place as",
        "words": [each.strip() for each in letter.words.split("\n") if each.strip()] if letter else [],
        "closing": [_HOW_TO_REPLY],
        "signed": letter.sent_by if letter else "",
        "sent": day(letter.sent_at) if letter else "",
        "foot": _TRACE,
        "mandate": "Mandate",
        "number-word": "Number",
        "valid": f"valid through {day(conference.closes_on)}",
        "mandate-foot": _AT_THE_DOOR,
    }  # fmt: skip


def dates_of(conference: Conference) -> str:
    """`3 to 5 May 2027`, as long as need be."""
    first, last = conference.opens_on, conference.closes_on
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"
