"""Is somebody acting here and now? What the tripwire asks. Knows no tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cellwork.kernel.refusals import Forgotten

act_is_open: ContextVar[bool] = ContextVar("act_is_open", default=False)
_unguarded: ContextVar[str | None] = ContextVar("unguarded", default=None)


def writing_is_guarded() -> bool:
    """True when somebody is acting, or said why no act is needed."""
    return act_is_open.get() or _unguarded.get() is not None


@contextmanager
def unguarded(reason: str) -> Iterator[None]:
    """Writes without an act, for what is nobody's act: migrations, folding, builders of test worlds. Say why."""
    if not reason:
        raise Forgotten("say why no act is needed")
    token = _unguarded.set(reason)
    try:
        yield
    finally:
        _unguarded.reset(token)
