"""The pages that are written from the code say what the code says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tools.written import DOCS, PAGES
from tools.written.tables import our_models, why_unguarded


@pytest.mark.parametrize(("name", "page"), PAGES.items(), ids=PAGES)
def test_the_page_says_what_the_code_says(name: str, page: Callable[[], str]) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(), (
        f"docs/{name} lags behind the code; run tools/write-docs"
    )


def test_every_table_that_needs_no_act_says_why() -> None:
    free = [model for model in our_models() if not getattr(model, "guarded", True)]
    assert [model.__name__ for model in free if not why_unguarded(model)] == []
