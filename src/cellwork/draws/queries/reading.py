"""What pages of draws show, and who may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.draws.models import Commitment, Draw, DrawCandidate, DrawFile, DrawType, Withdrawal
from cellwork.draws.permissions import DRAW, PREPARE, PUBLISH
from cellwork.draws.queries.candidates import units
from cellwork.draws.queries.results import draw_in_force
from cellwork.draws.states import FEATURE_WORDS
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.seats.queries import category_of
from cellwork.seats.states import FEATURES as SEAT_FEATURES
from cellwork.statutes.rules import Statutes
from cellwork.statutes.sections.draws import DrawRules

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

NOT_SAID = "not said"
UNIT_OF_CHANCE = 2**40


@dataclass(frozen=True)
class Powers:
    """What somebody may do with draws of a conference; for showing or hiding, the actions ask again."""

    prepare: bool
    publish: bool
    draw: bool

    @property
    def any(self) -> bool:
        """They see a draw before it is public."""
        return self.prepare or self.publish or self.draw


def powers_of(person_id: UUID, conference: Conference, *, at: datetime) -> Powers:
    """By the offices of somebody."""
    path = conference.body.path
    return Powers(*(may(person_id, each, path=path, at=at) for each in (PREPARE, PUBLISH, DRAW)))


def draws_of(conference_id: UUID, *, public_only: bool) -> list[Draw]:
    """Every draw ever of a conference, also those that are void; the latest first. One query."""
    found = Draw.objects.filter(conference_id=conference_id).order_by("category", "-number")
    return list(found.exclude(published_at=None) if public_only else found)


def draw_of(conference_id: UUID, draw_id: UUID, *, public_only: bool) -> Draw:
    """One of them; NotVisible when there is none, or it is not public and whoever asks sees only what is. One query."""
    found = Draw.objects.filter(conference_id=conference_id, id=draw_id).first()
    if found is None or (public_only and not found.is_public):
        raise NotVisible("There is no such draw.")
    return found


def commitments_of(draw: Draw) -> list[Commitment]:
    """The officials who were named, by name. One query."""
    return list(
        Commitment.objects.filter(conference_id=draw.conference_id, draw_id=draw.id).order_by("name", "person_id")
    )


def asked_to_seal(person_id: UUID, conference_id: UUID) -> list[Draw]:
    """Draws in which a word of this person's is asked for, and not yet sealed or opened. One query."""
    own = Commitment.objects.filter(conference_id=conference_id, person_id=person_id, word="")
    open_draws = Draw.objects.filter(conference_id=conference_id, id__in=own.values("draw_id"))
    return list(open_draws.filter(state__in=["prepared", "published"]).order_by("category"))


def file_sizes(draw: Draw) -> dict[str, int]:
    """The files that were published, with their bytes. One query."""
    kept = DrawFile.objects.filter(conference_id=draw.conference_id, draw_id=draw.id)
    return dict(kept.values_list("name", "size"))


@dataclass(frozen=True)
class Own:
    """How somebody stands in the lot of a category. `chance` None before the list is public."""

    category: str
    draw: Draw | None
    token: str
    chance: float | None
    values: list[tuple[str, str]]
    result: str
    rank: int | None
    people: int
    withdrawn_at: datetime | None


def own_standing(person_id: UUID, conference_id: UUID, words: ValueWords) -> Own | None:
    """For the person alone: own token, own chance, what came of it; None for who is on no list. Five queries at most."""
    category = category_of(conference_id, person_id)
    if category is None:
        return None
    draw = draw_in_force(conference_id, category)
    withdrawn = Withdrawal.objects.filter(conference_id=conference_id, category=category, person_id=person_id).first()
    at = withdrawn.at if withdrawn else None
    own = None
    if draw is not None and draw.is_public:
        of_draw = DrawCandidate.objects.filter(conference_id=conference_id, draw_id=draw.id, person_id=person_id)
        own = of_draw.first()
    if draw is None or own is None:
        return Own(category, draw, "", None, [], "", None, 0, at)
    of_type = DrawType.objects.get(conference_id=conference_id, draw_id=draw.id, number=own.type_no)
    values = words.of_type(draw.quotas["features"], of_type.values)
    chance = of_type.chance / UNIT_OF_CHANCE / of_type.people
    return Own(category, draw, own.token.hex, chance, values, own.result, own.rank, of_type.people, at)


class ValueWords:
    """Values of features in the organisation's words."""

    def __init__(self, statutes: Statutes, codes: set[str]) -> None:
        rules = statutes.part(DrawRules)
        self._words: Mapping[str, Mapping[str, str]] = {
            **SEAT_FEATURES,
            "unit": {unit.code: unit.name for unit in units(codes=codes)} if codes else {},
            "sector": {code: sector.title for code, sector in statutes.sectors.items()} | {"": "no sector"},
            "sex": {code: sex.plural for code, sex in rules.sexes.items()},
            "age": {band.code: band.title for band in rules.age_bands},
        }
        self._order = {feature: list(words) for feature, words in self._words.items()}

    def value(self, feature: str, value: str) -> str:
        """`Women`, `Northern Province`, `not said`."""
        return self._words.get(feature, {}).get(value) or value or NOT_SAID

    def feature(self, feature: str) -> str:
        """`Sex`, `Sector`."""
        return FEATURE_WORDS.get(feature, feature)

    def said(self, title: str) -> str:
        """The title of a row as the lot writes it (`sex woman, unit N1`), in words."""
        return ", ".join(self._said(part) for part in title.split(", "))

    def _said(self, part: str) -> str:
        feature, _, value = part.partition(" ")
        if feature not in FEATURE_WORDS:
            return part
        return self.value(feature, "" if value == "-" else value)

    def of_type(self, features: list[str], values: list[str]) -> list[tuple[str, str]]:
        """Pairs of feature and value, in words."""
        return [(self.feature(name), self.value(name, value)) for name, value in zip(features, values, strict=True)]

    def place(self, feature: str, value: str) -> tuple[int, str]:
        """In the order of the statutes; what nobody said stands last."""
        known = self._order.get(feature, [])
        return (known.index(value) if value and value in known else len(known), value)


def words_for(statutes: Statutes, *draws: Draw) -> ValueWords:
    """Words for what these draws name. One query."""
    codes: set[str] = set()
    for draw in draws:
        codes |= {part["unit"] for part in draw.quotas.get("parts", ()) if part["unit"]}
        codes |= {value for value, _ in draw.told.get("values", {}).get("unit", ()) if value}
    return ValueWords(statutes, codes)


def by_feature(draw: Draw, words: ValueWords) -> list[tuple[str, list[dict[str, Any]]]]:
    """Chances by feature as they were found: its values in order, with people, least and greatest chance, seats."""
    found: dict[str, list[dict[str, Any]]] = {}
    for feature, value, people, least, greatest, seats in draw.told.get("chances", {}).get("by_feature", ()):
        row = {"value": value, "title": words.value(feature, value), "people": people, "least": least}
        found.setdefault(feature, []).append(row | {"greatest": greatest, "seats": seats})
    for feature, rows in found.items():
        rows.sort(key=lambda row: words.place(feature, row["value"]))
    return list(found.items())
