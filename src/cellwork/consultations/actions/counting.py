"""What comes out of the box of a pulse, counted: by cell in whole numbers, and the words one after the other.

A million answers may come. What is held of them in memory is a few numbers for each cell, and the letters of the words: nothing
for each answer. None of it is written down before it is known what may be told.
"""

from __future__ import annotations

import json
import secrets
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cellwork.consultations.states import STEPS

_chance = secrets.SystemRandom()

Chosen = list[list[int]]
"""By statement, how many chose each step."""


@dataclass
class Words:
    """Many short texts, and for each the number of the cell it came from; comes back in no order."""

    letters: bytearray = field(default_factory=bytearray)
    ends: array[int] = field(default_factory=lambda: array("Q"))
    cells: array[int] = field(default_factory=lambda: array("L"))

    def add(self, cell: int, said: str) -> None:
        """One more."""
        self.letters += said.encode()
        self.ends.append(len(self.letters))
        self.cells.append(cell)

    def shuffled(self) -> Iterator[tuple[int, str]]:
        """All of them, with the number of their cell."""
        order = array("L", range(len(self.ends)))
        _chance.shuffle(order)
        for place in order:
            begin = self.ends[place - 1] if place else 0
            yield self.cells[place], self.letters[begin : self.ends[place]].decode()


@dataclass
class Counted:
    """What came out of the box. Cells have numbers, in the order in which the first answer of each was counted."""

    statements: int
    numbers: dict[bytes, int] = field(default_factory=dict)
    people: array[int] = field(default_factory=lambda: array("L"))
    steps: array[int] = field(default_factory=lambda: array("L"))
    words: Words = field(default_factory=Words)

    @property
    def width(self) -> int:
        """How many numbers a cell has."""
        return self.statements * len(STEPS)

    def cell_ids(self) -> list[UUID]:
        """By number."""
        return [UUID(bytes=each) for each in self.numbers]

    def add(self, message: bytes) -> None:
        """One answer."""
        said = json.loads(message)
        number = self._number(bytes.fromhex(said["cell"]))
        self.people[number] += 1
        for statement, step in enumerate(said["steps"]):
            self.steps[number * self.width + statement * len(STEPS) + step] += 1
        if said["words"]:
            self.words.add(number, said["words"])

    def _number(self, cell_id: bytes) -> int:
        number = self.numbers.setdefault(cell_id, len(self.numbers))
        if number == len(self.people):
            self.people.append(0)
            self.steps.extend([0] * self.width)
        return number

    def chosen_in(self, number: int) -> Sequence[int]:
        """What a cell chose: its steps, statement after statement."""
        return self.steps[number * self.width : (number + 1) * self.width]


def read(messages: Iterable[bytes], statements: int) -> Counted:
    """Count them all."""
    found = Counted(statements)
    for each in messages:
        found.add(each)
    return found


def by_statement(steps: Sequence[int]) -> Chosen:
    """The same numbers, one list for each statement."""
    return [list(steps[start : start + len(STEPS)]) for start in range(0, len(steps), len(STEPS))]
