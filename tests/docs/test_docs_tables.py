"""What `docs/tables.md` promises of placements: each table could be spread as it says."""

from __future__ import annotations

import pytest
from django.db.models import Model, UniqueConstraint
from tools.written.tables import our_models

from cellwork.kernel.placement import Placement

MODELS = our_models()


def placement_of(model: type[Model]) -> Placement:
    """As declared; a table that declares none is a mistake."""
    return model.placement  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_every_table_declares_where_it_would_live(model: type[Model]) -> None:
    assert isinstance(placement_of(model), Placement)


@pytest.mark.parametrize("model", [m for m in MODELS if placement_of(m).column], ids=lambda model: model.__name__)
def test_the_column_that_spreads_a_table_is_in_each_of_its_keys(model: type[Model]) -> None:
    column = placement_of(model).column
    unique = [set(each.fields) for each in model._meta.constraints if isinstance(each, UniqueConstraint)]
    unique += [{field.attname} for field in model._meta.fields if field.unique and not field.primary_key]
    keys = [{field.attname for field in model._meta.pk_fields}, *unique]
    assert [key for key in keys if column not in key] == []


@pytest.mark.parametrize("model", [m for m in MODELS if placement_of(m).column], ids=lambda model: model.__name__)
def test_a_table_that_is_spread_points_only_to_what_is_everywhere(model: type[Model]) -> None:
    pointed = [field.related_model for field in model._meta.fields if field.is_relation]
    assert [other for other in pointed if placement_of(other).sort != "reference"] == []
