"""`docs/tables.md`: every table of ours, read from the models."""

from __future__ import annotations

import inspect
import re

from django.apps import apps
from django.db.models import Model
from tools.written.wording import first_paragraph, heading, page, table

_REASON = re.compile(r"((?:^ +# .+\n)+) +guarded: ClassVar\[bool\] = False", re.MULTILINE)


def tables_page() -> str:
    """The page."""
    lines = heading(
        "Tables",
        "*Placement* says where a table would live on a cluster of several nodes: *reference* means a copy on every node, "
        "*by* a column means spread over the nodes by it, *local* means on the first node alone. "
        "*Written by* says whether every change must be an act, which the tripwire watches over.",
    )
    models = our_models()
    for package in sorted({model._meta.app_label for model in models}):
        lines += [f"## {package}", ""]
        rows = [_row(model) for model in models if model._meta.app_label == package]
        lines += table(("table", "one row is", "key", "placement", "written by"), rows)
    return page(lines)


def our_models() -> list[type[Model]]:
    """The models of the house, by table."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("cellwork.")]
    return sorted((model for model in ours if ".tests." not in model.__module__), key=lambda each: each._meta.db_table)


def _row(model: type[Model]) -> tuple[str, str, str, str, str]:
    keys = ", ".join(field.attname for field in model._meta.pk_fields)
    return f"`{model._meta.db_table}`", first_paragraph(model.__doc__), f"`{keys}`", _placement(model), _writers(model)


def _placement(model: type[Model]) -> str:
    placement = model.placement  # type: ignore[attr-defined]
    return f"by `{placement.column}`" if placement.column else str(placement.sort)


def _writers(model: type[Model]) -> str:
    if getattr(model, "guarded", True):
        return "acts"
    return f"without an act: {why_unguarded(model)}"


def why_unguarded(model: type[Model]) -> str:
    """The remark right above `guarded = False` in the model; empty when there is none."""
    found = _REASON.search(inspect.getsource(model))
    words = " ".join(line.strip().removeprefix("# ") for line in found[1].splitlines()) if found else ""
    return words[:1].lower() + words[1:].rstrip(".") if words else ""
