"""Killed in the middle of it, nothing is lost, nothing is done by halves and nothing is done twice.

On a cluster of its own, with the settings everybody has, by processes that die without a word (SIGKILL).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.deeds import CELLS_A_CITY, CITIES, SECRETARIES

from cellwork.kernel.embedded import OWNER, Cluster

ROOT = Path(__file__).parent.parent
CELLS = CITIES * CELLS_A_CITY


@dataclass
class House:
    """An installation with twenty thousand cells; `draft` is a decision nobody has adopted yet."""

    cluster: Cluster
    env: dict[str, str]
    draft: str = ""

    def begin(self, *deed: object, as_owner: bool = False) -> subprocess.Popen[str]:
        """A process that does a deed."""
        env = self.env | ({"CELLWORK_AS_OWNER": "1"} if as_owner else {})
        return subprocess.Popen(
            [sys.executable, "-c", "from tests.deeds import main; main()", *map(str, deed)], env=env, cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def do(self, *deed: object, as_owner: bool = False) -> str:
        """A deed done to its end; what it printed."""
        printed, complaints = self.begin(*deed, as_owner=as_owner).communicate(timeout=120)
        assert printed, complaints
        return printed.strip()

    def connect(self, **options: Any) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(**self.cluster.conninfo(role=OWNER), **options)  # type: ignore[arg-type]

    def value(self, question: str, *params: object) -> Any:
        with self.connect() as connection:
            row = connection.execute(question.encode(), params).fetchone()
        assert row is not None
        return row[0]

    def until(self, question: str) -> None:
        """Returns when the answer is true."""
        deadline = time.monotonic() + 60
        while not self.value(question):
            assert time.monotonic() < deadline, question
            time.sleep(0.02)


WAITS_FOR_A_LOCK = "select exists (select from pg_locks where not granted)"
NOBODY_ELSE = "select count(*) = 0 from pg_stat_activity where usename = 'cellwork'"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = tmp_path_factory.mktemp("killed")
    cluster = Cluster(home / "postgres")
    cluster.ensure_running()
    env = {key: value for key, value in os.environ.items() if not key.startswith(("CELLWORK_", "DJANGO_", "DATABASE_"))}
    made = House(cluster, env | {"CELLWORK_HOME": str(home)})
    made.draft = made.do("lay_out", as_owner=True)
    yield made
    cluster.stop(mode="immediate")


@pytest.fixture(scope="module")
def decision(house: House) -> str:
    """The same decision, in force; adopted after the adoption that was killed."""
    if house.value("select stage from decisions_decision") == "draft":
        assert house.do("adopt", house.draft) == str(CELLS)
    return house.draft


def kill(process: subprocess.Popen[str]) -> str:
    """Without a word of warning; what it had printed."""
    process.send_signal(signal.SIGKILL)
    printed, _ = process.communicate(timeout=20)
    return printed


def test_a_cascade_killed_half_way_leaves_nothing_and_can_be_done_again(house: House) -> None:
    with house.connect() as other:
        # The directives are written, their figures are not yet.
        other.execute("lock table decisions_tally in share mode")
        adopting = house.begin("adopt", house.draft)
        house.until(WAITS_FOR_A_LOCK)
        assert kill(adopting) == ""
    house.until(NOBODY_ELSE)
    for table in ("decisions_directive", "decisions_tally", "decisions_tallyday", "decisions_step"):
        assert house.value(f"select count(*) from {table}") == 0, table
    assert house.value("select stage from decisions_decision") == "draft"
    assert house.value("select count(*) from kernel_entry where fact = 'DecisionAdopted'") == 0
    assert house.do("adopt", house.draft) == str(CELLS)
    assert house.value("select count(*) from decisions_directive") == CELLS
    assert house.do("figures", house.draft) == "exact"


def test_a_worker_killed_in_the_middle_of_a_delivery_still_owes_it(house: House, decision: str) -> None:
    count = int(house.do("read", decision, 3))
    owed = "select count(*) from kernel_owed where reaction like '%%somebody_is_told%%'"
    told = "select count(*) from people_person where given_name = 'Told'"
    assert (house.value(owed), house.value(told)) == (count, 0)
    for _ in range(2):
        worker = house.begin("deliver", 60)
        assert worker.stdout
        assert worker.stdout.readline()  # it has written, and not committed
        kill(worker)
        house.until(NOBODY_ELSE)
        assert (house.value(owed), house.value(told)) == (count, 0)
    assert len(house.do("deliver", 0).split()) == count
    assert (house.value(owed), house.value(told)) == (0, count)


def test_folding_workers_killed_again_and_again_lose_nothing_and_double_nothing(house: House, decision: str) -> None:
    seed = random.randrange(10**6)
    writing = [house.begin("accept", decision, part, 4) for part in (0, 1)]
    folding = house.begin("fold_and_die", 30, seed)
    for process in writing:
        printed, complaints = process.communicate(timeout=120)
        assert len(printed.split()) == SECRETARIES // 4, complaints
    folding.communicate(timeout=120)
    assert (
        house.value("select count(*) from decisions_step where became = 'under_way' and clause = 0") == SECRETARIES // 2
    )
    assert house.do("figures", decision) == "exact", f"seed {seed}"


def test_when_postgresql_itself_is_killed_every_acceptance_that_was_acknowledged_is_there(
    house: House, decision: str
) -> None:
    writing = [house.begin("accept", decision, part, 4) for part in (2, 3)]
    house.until("select count(*) >= 150 from decisions_directive where state <> 'received' and state <> 'read'")
    postmaster = int((house.cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGKILL)
    acknowledged = [line for process in writing for line in process.communicate(timeout=60)[0].split()]
    house.cluster.ensure_running()
    assert len(acknowledged) > 20
    lasting = """
        select count(*) from decisions_directive
        where body_id = any(%s) and state in ('accepted', 'under_way') and accepted_at is not null
          and exists (select from kernel_entry where fact = 'DecisionAccepted' and kernel_entry.body_id = decisions_directive.body_id)
          and exists (select from decisions_step where became = 'accepted' and decisions_step.body_id = decisions_directive.body_id)
    """
    assert house.value(lasting, acknowledged) == len(acknowledged)
    assert house.do("figures", decision) == "exact"
