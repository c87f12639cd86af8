"""Figures that were kept before something was counted are exact afterwards, for the days that are written down."""

from contextlib import suppress
from importlib import import_module

import pytest
from django.db import connection, transaction

from cellwork.decisions.folding import fold
from cellwork.decisions.models import Step
from cellwork.decisions.tests.recounting import until_complete
from cellwork.decisions.tests.test_fold_properties import (
    World,
    amend,
    go_on,
    move,
    now_is_exact,
    past_days_are_exact,
    steps_not_folded,
)
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_figures_kept_before_sectors_were_are_folded_anew_by_sector():
    """What the migration does to a house that has been at work for some days, partly folded."""
    migration = import_module("cellwork.decisions.migrations.0007_by_sector")
    world = World()
    world.names_meetings = False  # nobody did then
    for number in range(40):
        (fold if number == 30 else lambda: None)()
        with suppress(Refused):
            (move if number % 9 == 8 else go_on)(world, number * 7, number)
        world.pass_time()
    with unguarded("a migration"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(migration.TAKE_SECTORS[-1])
        cursor.execute("truncate decisions_tally, decisions_tallyday")
        for statement in migration.FOLD_ANEW:
            cursor.execute(statement)
    assert steps_not_folded() > 0
    now_is_exact(world)
    past_days_are_exact(world, list(world.days))
    until_complete()
    fold()
    now_is_exact(world)
    past_days_are_exact(world, list(world.days))


def test_marks_that_directives_bore_before_marks_were_counted_are_counted_as_steps():
    """What the migration does: it writes the steps that nobody had written."""
    migration = import_module("cellwork.decisions.migrations.0009_marks")
    world = World()
    for number in range(12):
        with suppress(Refused):
            go_on(world, number, 1 + 2 * number)
    amend(world, 0, 1)
    assert Step.objects.filter(clause__lt=0).values("clause").distinct().count() == 2
    with unguarded("a migration"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from decisions_step where clause < 0")
        cursor.execute(migration.COUNT_MARKS)
    now_is_exact(world)
    until_complete()
    fold()
    now_is_exact(world)
