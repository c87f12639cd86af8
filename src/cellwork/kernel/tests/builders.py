"""Facts that only tests record, acts about them, and ways to do several things at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.facts import Fact
from cellwork.kernel.ids import new_id

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SOMEBODY = Actor(person_id=new_id(), via="test")
PATIENCE = 20.0


@dataclass(frozen=True, kw_only=True)
class TeaServed(Fact):
    """Something became true that nothing follows from."""

    cups: int


@dataclass(frozen=True, kw_only=True)
class BellRung(Fact):
    """Something became true from which things follow: see test_delivery."""

    times: int


@dataclass(frozen=True, kw_only=True)
class DoorOpened(Fact):
    """Something became true from which something follows at once."""


def may(act: Act, body_id: UUID | None) -> None:
    """Use a power over a body, as `require` does once it has judged."""
    act.use(UsedPower("test.serve", body_id, "host"))


def an_act(fact: Fact, *, at: datetime = NOON) -> UUID:
    """A whole act that records one fact; returns the id of its entry."""
    with acting(SOMEBODY, at=at) as act:
        may(act, fact.body_id)
        return act.record(fact).id


def tea_served(cups: int = 1) -> UUID:
    """The plainest act there is."""
    return an_act(TeaServed(body_id=new_id(), cups=cups))


def signed_in_as(role: str | None = None, **options: Any) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of its own to the test's database, as the tests' role or another one."""
    known = connection.settings_dict
    return psycopg.connect(
        host=known["HOST"], port=known["PORT"] or None, dbname=known["NAME"], user=role or known["USER"],
        password=known["PASSWORD"] or None, **options,
    )  # fmt: skip


class Running:
    """A piece of work in a thread with a connection of its own; its outcome is what it returned or raised."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._outcome: Any = None
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._work()
        except Exception as raised:  # noqa: BLE001 -- whatever it was is the outcome
            self._outcome = raised
        finally:
            connection.close()

    @property
    def outcome(self) -> Any:
        """Waits for the end. A refusal is an outcome like any other."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "still waiting: two of them block each other"
        return self._outcome


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Start all of them at the same moment; their outcomes in the same order."""
    gate = threading.Barrier(len(works))

    def through_the_gate(work: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            gate.wait(PATIENCE)
            return work()

        return run

    return [each.outcome for each in [Running(through_the_gate(work)) for work in works]]


@contextmanager
def holding(statement: str, *params: object) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Somebody else's open transaction that holds what the statement locks; ends with a commit."""
    with signed_in_as() as other:
        other.execute(statement.encode(), params)
        yield other


def until_waiting(count: int) -> None:
    """Returns when so many sessions of this database wait for a lock: the window of a race stands open now."""
    deadline = time.monotonic() + PATIENCE
    with signed_in_as(autocommit=True) as observer:
        while time.monotonic() < deadline:
            row = observer.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            ).fetchone()
            if row and row[0] >= count:
                return
            time.sleep(0.01)
    raise AssertionError(f"no {count} sessions came to wait for a lock")
