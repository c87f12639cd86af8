"""What `cellwork progress` says."""

import pytest

from cellwork.config.telling import figures_told
from cellwork.decisions.tests.builders import a_cast, accepted, an_adopted_decision

pytestmark = pytest.mark.django_db


def test_progress_is_told_as_a_whole_and_by_sector_when_asked():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    words, data = figures_told(str(decision.pk), None)
    assert words.startswith("On reading rooms: reached 3, read 1, accepted 1") and "\n" not in words
    assert "sectors" not in data[0]
    words, data = figures_told(str(decision.pk), cast.city.code, by_sector=True)
    assert [line.split(", read")[0] for line in words.splitlines()] == [
        "On reading rooms: reached 2", "  Farming: reached 1", "  Industry: reached 1",
    ]  # fmt: skip
    assert [(each["sector"], each["figures"]["accepted"]) for each in data[0]["sectors"]] == [
        ("farming", 0), ("industry", 1),
    ]  # fmt: skip
