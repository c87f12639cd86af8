"""How long the two cells of a transfer have to answer."""

from dataclasses import dataclass

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.section import Given, Section


@dataclass(frozen=True, kw_only=True)
class TransferRules:
    """Whole days; a cell that has not answered by then is answered for by the body above it."""

    answer_days: int = 14


TRANSFERS = Table(
    name="transfers",
    meaning="How members go from one cell to another.",
    settings=(
        Setting(
            name="answer_days",
            form=Form.WHOLE_NUMBER,
            meaning="Days within which the cell a member leaves agrees, and the other one receives them. "
            "After that the body above answers.",
            default=TransferRules().answer_days,
            least=1,
            most=365,
        ),
    ),
)


def _read(given: Given) -> TransferRules:
    said = given.single(TRANSFERS).number("answer_days")
    return TransferRules() if said is None else TransferRules(answer_days=said)


SECTION = Section(rules=TransferRules, tables=(TRANSFERS,), read=_read)
