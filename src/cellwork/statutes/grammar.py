"""What tables and settings are made of, and the tables of the frame. Files are checked by them, the reference is written."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from cellwork.statutes.rules import Deadlines, Reach, Words


class Form(StrEnum):
    """What the value of a setting must be; the value says it to people."""

    TEXT = "a text"
    CODE_OR_CODES = "a text or a list of texts"
    WHOLE_NUMBER = "a whole number"
    YES_NO = "true or false"
    SEATS = "seats by kind of body"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting of a table."""

    name: str
    form: Form
    meaning: str
    required: bool = False
    default: str | int | bool | None = None
    least: int = 1
    most: int = 0
    """Smallest and largest whole number; for a text the most letters; 0: see `LONGEST_TEXT`."""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the file, or (`is_named`) every table [name.CODE], or (`is_repeated`) every [[name]]."""

    name: str
    meaning: str
    settings: tuple[Setting, ...] = ()
    required: bool = False
    is_named: bool = False
    is_repeated: bool = False
    one_is: str = ""
    """What one entry is called, with its article, such as "a kind of body"."""

    @property
    def head(self) -> str:
        """How the table begins in the file."""
        if self.is_repeated:
            return f"[[{self.name}]]"
        return f"[{self.name}.CODE]" if self.is_named else f"[{self.name}]"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its settings, in the order of the reference."""
        return tuple(setting.name for setting in self.settings)


@dataclass(frozen=True)
class Bounds:
    """What a whole number in the statutes means, and the smallest and largest it may be."""

    meaning: str
    least: int
    most: int


def number_settings(rules: type[Any], bounds: Mapping[str, Bounds]) -> tuple[Setting, ...]:
    """One setting for each whole number of a dataclass of rules; left out, it is what the dataclass says."""
    return tuple(
        Setting(
            name=rule.name,
            form=Form.WHOLE_NUMBER,
            meaning=bounds[rule.name].meaning,
            default=int(rule.default),  # type: ignore[arg-type]
            least=bounds[rule.name].least,
            most=bounds[rule.name].most,
        )
        for rule in fields(rules)
    )


LONGEST_TEXT = 120
LONGEST_WORD = 40
LONGEST_DEADLINE = 3650
MOST_SEATS = 10_000

_DEADLINES: Mapping[str, Bounds] = {
    "accept_days": Bounds("Days a body has to accept a decision, from the day it arrived.", 1, LONGEST_DEADLINE),
    "verify_days": Bounds("Days the body above has to verify what was reported done.", 1, LONGEST_DEADLINE),
    "objection_days": Bounds("Days within which an objection is answered.", 1, LONGEST_DEADLINE),
    "question_days": Bounds("Days within which a question is answered.", 1, LONGEST_DEADLINE),
    "silence_days": Bounds("Days without a sign from a body before it counts as silent.", 1, LONGEST_DEADLINE),
    "vacancy_days": Bounds("Days an office may stand vacant before that counts as a shortcoming.", 1, LONGEST_DEADLINE),
}

_WORD_MEANINGS: Mapping[str, str] = {
    "cell": "The group at the base.",
    "cells": "Several of them.",
    "member": "Somebody who belongs to one.",
    "members": "Several of them.",
    "body": "A body above the cells, of whatever kind.",
    "bodies": "Several of them.",
    "decision": "What a body adopts and those below carry out.",
    "decisions": "Several of them.",
    "congress": "The gathering that stands above all bodies.",
    "secretary": "Who leads a cell.",
    "secretaries": "Several of them.",
    "centre": "The body at the top.",
}

ORGANISATION = Table(
    name="organisation",
    meaning="The organisation itself.",
    required=True,
    settings=(
        Setting(
            name="name", form=Form.TEXT, meaning="Its name.", required=True, example='"Union of Tram and Bus Workers"'
        ),
        Setting(
            name="time_zone",
            form=Form.TEXT,
            meaning="Its time zone, by the IANA name. Deadlines end there at midnight.",
            required=True,
            example='"Europe/Vienna"',
        ),
        Setting(
            name="language",
            form=Form.TEXT,
            meaning="The language of its pages, by the BCP 47 tag.",
            default="en",
            example='"en"',
        ),
    ),
)

WORDS = Table(
    name="words",
    meaning="The organisation's own words. They stand inside sentences: write them as they look there.",
    settings=tuple(
        Setting(
            name=word.name,
            form=Form.TEXT,
            meaning=_WORD_MEANINGS[word.name],
            default=str(word.default),
            most=LONGEST_WORD,
        )
        for word in fields(Words)
    ),
)

SECTORS = Table(
    name="sectors",
    meaning="Fields of work a body may belong to: code = title.",
    one_is="a sector",
)

KINDS = Table(
    name="kinds",
    meaning="The kinds of bodies, one table each. CODE is a short name used in this file and in imports.",
    required=True,
    is_named=True,
    one_is="a kind of body",
    settings=(
        Setting(
            name="title", form=Form.TEXT, meaning="Name of one such body.", required=True, example='"City Committee"'
        ),
        Setting(
            name="plural",
            form=Form.TEXT,
            meaning="Name of several such bodies.",
            required=True,
            example='"City Committees"',
        ),
        Setting(
            name="under",
            form=Form.CODE_OR_CODES,
            meaning="The kinds it may stand directly under. Only the top kind has none.",
            example='["provincial_committee"]',
        ),
        Setting(name="cell", form=Form.YES_NO, meaning="Whether it is a cell: nothing stands under it.", default=False),
        Setting(
            name="equal_to",
            form=Form.TEXT,
            meaning="A kind of the same standing; both then have the same level, wherever they hang.",
            example='"provincial_committee"',
        ),
    ),
)

OFFICES = Table(
    name="offices",
    meaning="The offices, one table each.",
    required=True,
    is_named=True,
    one_is="an office",
    settings=(
        Setting(
            name="title", form=Form.TEXT, meaning="Name of one who holds it.", required=True, example='"Cell Secretary"'
        ),
        Setting(name="plural", form=Form.TEXT, meaning="Name of several.", required=True, example='"Cell Secretaries"'),
        Setting(
            name="at",
            form=Form.SEATS,
            meaning="At which kinds of bodies it exists, and how many seats each such body has.",
            required=True,
            least=1,
            most=MOST_SEATS,
            example="{ cell = 1 }",
        ),
        Setting(
            name="leads",
            form=Form.YES_NO,
            meaning="Whether it leads its body: while it is vacant, its duties fall to whoever leads the body above. "
            "One office at most leads a kind of body; every kind of cell has one.",
            default=False,
        ),
        Setting(
            name="term_months",
            form=Form.WHOLE_NUMBER,
            meaning="Length of a term in months. Left out: until somebody else takes over.",
            least=1,
            most=1200,
            example="60",
        ),
        Setting(
            name="second_factor",
            form=Form.YES_NO,
            meaning="Whether its holders sign in with a second factor (a code from their phone).",
            default=False,
        ),
    ),
)

POWERS = Table(
    name="powers",
    meaning="Who may do what, and where. One [[powers]] for every line you would write on paper.",
    required=True,
    is_repeated=True,
    one_is="a power",
    settings=(
        Setting(
            name="office",
            form=Form.CODE_OR_CODES,
            meaning="The office, or several of them.",
            required=True,
            example='["cell_secretary", "deputy_cell_secretary"]',
        ),
        Setting(
            name="may",
            form=Form.CODE_OR_CODES,
            meaning="What they may do: powers from the list below.",
            required=True,
            example='["decisions.accept", "decisions.carry_out"]',
        ),
        Setting(
            name="where",
            form=Form.CODE_OR_CODES,
            meaning="How far it reaches, seen from the body where the office is held: "
            + ", ".join(f'"{reach.value}"' for reach in Reach)
            + ".",
            required=True,
            example='["own"]',
        ),
    ),
)

DEADLINES = Table(
    name="deadlines",
    meaning="How many days people have.",
    settings=number_settings(Deadlines, _DEADLINES),
)

FRAME = (ORGANISATION, WORDS, SECTORS, KINDS, OFFICES, POWERS, DEADLINES)
"""The tables every organisation begins with; `sections` has those of single fields of work."""
