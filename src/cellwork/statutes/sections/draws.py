"""Draws: the words of what members may say of themselves, bands of age, and what is proposed when seats are given by lot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from cellwork.statutes.grammar import Bounds, Form, Setting, Table, number_settings
from cellwork.statutes.section import Given, Section
from cellwork.statutes.shapes import Values, numbers_of

NOT_SAID = ""
"""The value of whoever did not say it. It is a value like any other: nobody is left out for it."""
_OLDEST = 150


@dataclass(frozen=True, kw_only=True)
class Sex:
    """What a member may say of themselves."""

    code: str
    title: str
    plural: str


@dataclass(frozen=True, kw_only=True)
class AgeBand:
    """People up to an age, in whole years, who are not in a band before."""

    code: str
    title: str
    up_to: int


@dataclass(frozen=True, kw_only=True)
class DrawNumbers:
    """Shares of a hundred, months, and numbers of people."""

    floor_percent: int = 90
    least_alike: int = 5


@dataclass(frozen=True, kw_only=True)
class DrawRules:
    """What the statutes say about draws."""

    numbers: DrawNumbers = field(default_factory=DrawNumbers)
    sexes: Mapping[str, Sex] = field(
        default_factory=lambda: {
            "woman": Sex(code="woman", title="Woman", plural="Women"),
            "man": Sex(code="man", title="Man", plural="Men"),
        }
    )
    age_bands: tuple[AgeBand, ...] = (
        AgeBand(code="to_35", title="Up to 35", up_to=35),
        AgeBand(code="to_50", title="36 to 50", up_to=50),
        AgeBand(code="to_65", title="51 to 65", up_to=65),
        AgeBand(code="older", title="66 and older", up_to=_OLDEST),
    )

    def band_of(self, born_on: date | None, *, on: date) -> str:
        """The code of the band of somebody born that day; NOT_SAID where the day is not known or no band fits."""
        if born_on is None:
            return NOT_SAID
        age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
        return next((band.code for band in self.age_bands if age <= band.up_to), NOT_SAID)


_BOUNDS: Mapping[str, Bounds] = {
    "floor_percent": Bounds(
        "What is proposed as the least chance of anybody, of a hundred parts of the best least chance there could be.",
        1,
        100,
    ),
    "least_alike": Bounds(
        "How many people must agree in everything else before it counts what one of them said of themselves, so that nobody "
        "can tell it from a published list.",
        1,
        1000,
    ),
}

DRAWS = Table(
    name="draws",
    meaning="Seats given by lot: what is proposed.",
    settings=number_settings(DrawNumbers, _BOUNDS),
)

SEXES = Table(
    name="sexes",
    meaning="What members may say of themselves, if they like, for the quotas of draws: your own words for it. Left out: "
    "woman and man.",
    is_named=True,
    one_is="a sex",
    settings=(
        Setting(name="title", form=Form.TEXT, meaning="Of one.", required=True, most=40, example='"Woman"'),
        Setting(name="plural", form=Form.TEXT, meaning="Of several.", required=True, most=40, example='"Women"'),
    ),
)

AGE_BANDS = Table(
    name="age_bands",
    meaning="Bands of age for the quotas of draws, in the order of age. Left out: up to 35, 50, 65, and older.",
    is_named=True,
    one_is="a band of age",
    settings=(
        Setting(name="title", form=Form.TEXT, meaning="Its name.", required=True, most=40, example='"Up to 30"'),
        Setting(
            name="up_to",
            form=Form.WHOLE_NUMBER,
            meaning="The greatest age in it, in years. Left out: everybody older.",
            least=1,
            most=_OLDEST,
            example="30",
        ),
    ),
)


def _read(given: Given) -> DrawRules:
    known = DrawRules()
    sexes = {code: _sex(code, values) for code, values in given.named(SEXES).items()}
    bands = tuple(_band(code, values) for code, values in given.named(AGE_BANDS).items())
    _must_rise(given, bands)
    return DrawRules(
        numbers=numbers_of(DrawNumbers, given.single(DRAWS)),
        sexes=sexes or known.sexes,
        age_bands=bands or known.age_bands,
    )


def _sex(code: str, values: Values) -> Sex:
    return Sex(code=code, title=values.text("title", code), plural=values.text("plural", code))


def _band(code: str, values: Values) -> AgeBand:
    return AgeBand(code=code, title=values.text("title", code), up_to=values.number("up_to") or _OLDEST)


def _must_rise(given: Given, bands: tuple[AgeBand, ...]) -> None:
    for younger, older in pairwise(bands):
        if older.up_to <= younger.up_to:
            what = f'"{older.title}" ends at {older.up_to}, and "{younger.title}" before it at {younger.up_to}.'
            given.findings.add(
                ("age_bands", older.code, "up_to"), what, "Write the bands in the order of age, each once."
            )


SECTION = Section(rules=DrawRules, tables=(DRAWS, SEXES, AGE_BANDS), read=_read)
