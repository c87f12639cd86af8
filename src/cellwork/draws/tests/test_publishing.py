"""A draw is public before its seed exists."""

from __future__ import annotations

import pytest

from cellwork.draws.models import DrawCandidate
from cellwork.draws.tests.drawing import a_drawn_draw, a_lot, a_prepared_draw, women

pytestmark = pytest.mark.django_db


def test_first():
    lot = a_lot()
    draw = a_prepared_draw(lot, women(40, 60))
    assert draw.state == "prepared" and draw.doing == ""


def test_second():
    lot = a_lot()
    draw = a_drawn_draw(lot, women(40, 60))
    assert draw.state == "drawn"
    assert DrawCandidate.objects.filter(result="drawn").count() == 8
