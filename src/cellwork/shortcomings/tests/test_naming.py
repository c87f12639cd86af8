"""The register is about the work: no field of it takes the name of somebody of the body, whoever writes."""

from collections.abc import Callable

import pytest

from cellwork.kernel.refusals import Unfit
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.shortcomings.actions.checking import close_checked, give_more_time, judge_explanation, reopen
from cellwork.shortcomings.actions.correcting import explain, plan_correction, report_corrected
from cellwork.shortcomings.actions.gathering import gather
from cellwork.shortcomings.actions.helping import ask_for_help, give_help, offer_help
from cellwork.shortcomings.actions.raising import Told, point_out, raise_shortcoming
from cellwork.shortcomings.models import Shortcoming, ShortcomingStep
from cellwork.shortcomings.tests.builders import Cast, a_cast, corrected, explained, later, raised, three_of_one_cause

pytestmark = pytest.mark.django_db
NAME = "Vera Blameless"
WORDS = f"It was because  {NAME.lower()} forgot it."


def _at(one: Shortcoming, by: object) -> dict[str, object]:
    return {"actor": acting_as(by), "body_id": one.body_id, "shortcoming_id": one.id, "at": later(6)}  # type: ignore[arg-type]


def plans(cast: Cast) -> None:
    plan_correction(**_at(raised(cast), cast.secretary), what=WORDS, by_when=None)  # type: ignore[arg-type]


def corrects(cast: Cast) -> None:
    report_corrected(**_at(raised(cast), cast.secretary), outcome=WORDS)  # type: ignore[arg-type]


def explains(cast: Cast) -> None:
    explain(**_at(raised(cast), cast.secretary), because=WORDS)  # type: ignore[arg-type]


def checks(cast: Cast) -> None:
    close_checked(**_at(corrected(cast, raised(cast)), cast.city_chair), words=WORDS)  # type: ignore[arg-type]


def opens_again(cast: Cast) -> None:
    reopen(**_at(corrected(cast, raised(cast)), cast.city_chair), because=WORDS)  # type: ignore[arg-type]


def judges(cast: Cast) -> None:
    judge_explanation(**_at(explained(cast, raised(cast)), cast.city_chair), accepted=True, words=WORDS)  # type: ignore[arg-type]


def gives_time(cast: Cast) -> None:
    give_more_time(**_at(raised(cast), cast.city_chair), because=WORDS, due_on=later(90).date())  # type: ignore[arg-type]


def asks_help(cast: Cast) -> None:
    ask_for_help(**_at(raised(cast), cast.secretary), text=WORDS)  # type: ignore[arg-type]


def gives_help(cast: Cast) -> None:
    one = raised(cast)
    call = ask_for_help(**_at(one, cast.secretary), text="A stove.")  # type: ignore[arg-type]
    give_help(**_at(one, cast.city_chair), help_id=call.id, text=WORDS)  # type: ignore[arg-type]


def offers(cast: Cast) -> None:
    offer_help(**_at(raised(cast), cast.city_chair), text=WORDS)  # type: ignore[arg-type]


def raises_it(cast: Cast) -> None:
    told = Told(what="The room is cold.", cause="no_room", cause_words=WORDS)
    raise_shortcoming(actor=acting_as(cast.secretary), body_id=cast.cell.pk, told=told, at=later())


def points_out(cast: Cast) -> None:
    point_out(
        actor=acting_as(cast.city_chair), body_id=cast.cell.pk, told=Told(what="The room is cold."), help_offered=WORDS, at=later()
    )  # fmt: skip


@pytest.mark.parametrize(
    ("writes", "field"),
    [
        (plans, "plan"), (corrects, "outcome"), (explains, "because"), (checks, "words"), (opens_again, "because"),
        (judges, "words"), (gives_time, "why_later"), (asks_help, "help"), (gives_help, "given"), (offers, "offer"),
        (raises_it, "what"), (points_out, "offer"),
    ],
)  # fmt: skip
def test_no_field_takes_the_name_of_a_member(writes: Callable[[Cast], None], field: str) -> None:
    cast = a_cast()
    a_person(NAME, cell=cast.cell)
    with pytest.raises(Unfit, match=f"This names {NAME}") as refused:
        writes(cast)
    assert refused.value.field == field
    assert not ShortcomingStep.objects.filter(words__icontains=NAME).exists()


def test_a_matter_names_nobody_of_the_body_that_gathers_it() -> None:
    cast = a_cast()
    three_of_one_cause(cast)
    words = f"Rooms are missing since {cast.city_chair.name} moved."
    with pytest.raises(Unfit, match="This names"):
        gather(actor=acting_as(cast.city_chair), body_id=cast.city.pk, cause="no_room", what=words, at=later(1))


def test_the_names_of_others_and_of_things_are_words_like_any() -> None:
    cast = a_cast()
    a_person(NAME, cell=cast.far_cell)
    checks(cast)
