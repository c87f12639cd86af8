"""The invented organisation as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from cellwork.config.demo.keys import Part, Person, World, already_built, keys_for, make_accounts, poster_path
from cellwork.config.demo.reviewed import make_the_review
from cellwork.config.demo.story import tell_story
from cellwork.config.demo.world import Size, found_world
from cellwork.decisions.folding import fold
from cellwork.kernel.journal import seal_waiting

__all__ = ["Part", "Person", "Size", "World", "already_built", "build_world", "keys_for", "poster_path"]

WORLD, STORY = 0.55, 0.85
"""Which part of the time is over when the organisation stands, and when its story is told."""


def build_world(*, size: Size, at: datetime, show: Callable[[float], None] = lambda _done: None) -> World:
    """Found the organisation and tell its story, as of `at`, in one transaction: killed half-way, nothing of it remains.

    `show` hears how much is done, 0 to 1. Small: seconds; reference: minutes.
    """
    with transaction.atomic():
        found_world(size=size, at=at, show=lambda done: show(WORLD * done))
        tell_story(size=size, at=at, show=lambda done: show(WORLD + (STORY - WORLD) * done))
        world = make_accounts(size=size, at=at)
    # Only what is committed can be folded. Were this missing, the worker would do it; figures are exact either way.
    fold()
    make_the_review(at=at)
    while seal_waiting(at=at):
        pass
    show(1.0)
    return world
