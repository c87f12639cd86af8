"""The lot at reference size, for few seats, and on pools of others: quotas exact, chances against the proved best.

The limit is what no way around it could save: the first linear programme alone and hashing every id once, in the same
run. Pools under `CELLWORK_POOLS` (folders with respondents.csv and categories.csv, optimal_probabilities.json beside them)
are measured when they are there. With `CELLWORK_COMPARE=1` the library `sortition-algorithms` (GPL-3, no part of this house)
draws the first pool in an environment of its own that is thrown away; otherwise what it reached once is cited.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.rows import Row, median, scaled, seconds_of, spread
from cellwork.draws.lot import cube, drawing, published
from cellwork.draws.lot.quotas import Quota, Task, features_of, quota, table
from cellwork.draws.lot.small import chances, exact_lottery
from cellwork.draws.lot.stream import Stream, root
from cellwork.draws.lot.targets import best_floor
from cellwork.draws.lot.types import group
from cellwork.draws.lot.walking import UNIT

SECONDS, MEGABYTES = 20, 500
PEOPLE, SEATS = 320_000, 10_000
ROUNDS = 2
LANDINGS = 1000
SOONER = 100  # than the library that everybody uses
FEATURES = ("province", "sector", "site", "sex", "age", "new", "exemplary")
# Seconds to its least chance, as measured once (0.12.15, its open solver, one quiet core of the same kind).
CITED = {"n500_k50": 116.0, "n500_k100": 192.0, "n2000_k50": 570.0}

Listed = list[tuple[str, tuple[str, ...]]]


def measure() -> Iterator[Row]:
    """Large, middling, small."""
    listed = invented(scaled(PEOPLE))
    seats = scaled(SEATS)
    for what, quotas in (
        ("provinces, sectors, ranges", by_margins(listed, seats)),
        ("full table", by_table(listed, seats)),
    ):
        yield from large(what, listed, quotas, seats)
    yield memory()
    yield from middling()
    pools = Path(os.environ.get("CELLWORK_POOLS", "../shared/data/sortition"))
    if pools.is_dir():
        yield from small(pools)
    else:
        print(f"no pools in {pools}: the comparison is left out")


def invented(many: int) -> Listed:
    """People of 12 provinces and 15 sectors with five further features, unevenly spread, the same every time."""
    chance = random.Random(1)
    provinces, sectors = [f"P{n:02}" for n in range(12)], [f"S{n:02}" for n in range(15)]
    columns = [
        chance.choices(provinces, [chance.uniform(0.5, 2) for _ in provinces], k=many),
        chance.choices(sectors, [chance.uniform(0.3, 2.5) for _ in sectors], k=many),
        chance.choices(("site", "office"), (45, 55), k=many),
        chance.choices(("f", "m", ""), (28, 68, 4), k=many),
        chance.choices(("-30", "30-44", "45-59", "60+"), (10, 35, 40, 15), k=many),
        chance.choices(("new", "old"), (20, 80), k=many),
        chance.choices(("ex", "no"), (8, 92), k=many),
    ]
    return [(f"{chance.getrandbits(80):020x}", values) for values in zip(*columns, strict=True)]


def by_margins(listed: Listed, seats: int) -> tuple[Quota, ...]:
    """Exact seats of each province and of each sector, ranges for the rest."""
    rows = []
    for place, feature in enumerate(FEATURES[:2]):
        shares = largest_remainder(Counter(values[place] for _, values in listed), seats)
        rows += [quota(title=name, where={feature: name}, least=many, most=many) for name, many in shares.items()]
    return (*rows, *ranges(seats))


def by_table(listed: Listed, seats: int) -> tuple[Quota, ...]:
    """Exact seats of each province in each sector, ranges for the rest."""
    shares = largest_remainder(Counter(values[:2] for _, values in listed), seats)
    return (
        *table(features=("province", "sector"), seats={(a, b): many for (a, b), many in shares.items()}),
        *ranges(seats),
    )


def ranges(seats: int) -> tuple[Quota, ...]:
    """Many more women, exemplary, new and young people than there are in the list."""
    wanted = {
        ("sex", "f"): (40, 50), ("site", "site"): (50, 60), ("exemplary", "ex"): (20, 30), ("new", "new"): (25, 35),
        ("age", "-30"): (15, 25), ("age", "30-44"): (30, 40), ("age", "45-59"): (30, 40), ("age", "60+"): (10, 15),
    }  # fmt: skip
    return tuple(
        quota(title=value, where={feature: value}, least=seats * low // 100, most=-(-seats * high // 100))
        for (feature, value), (low, high) in wanted.items()
    )


def largest_remainder(counted: Counter[Any], seats: int) -> dict[Any, int]:
    """Seats in proportion."""
    whole = sum(counted.values())
    found = {key: seats * many // whole for key, many in counted.items()}
    rest = sorted(counted, key=lambda key: (-(seats * counted[key] % whole), str(key)))
    for key in rest[: seats - sum(found.values())]:
        found[key] += 1
    return found


def large(what: str, listed: Listed, quotas: tuple[Quota, ...], seats: int) -> Iterator[Row]:
    """From the list to the outcome's file with substitutes, against the programme and the hashes alone."""
    ours: list[float] = []
    limits: list[float] = []
    walks: list[float] = []
    processor: list[float] = []
    for number in range(ROUNDS):
        begun, worked = time.perf_counter(), time.process_time()
        task, drawn, walked = end_to_end(listed, quotas, seats, seed=str(number))
        ours.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
        walks.append(walked)
        limits.append(seconds_of(lambda task=task: best_floor(task)) + seconds_of(lambda: hashed(listed)))
        if not drawn.landed or task.broken(drawn.counts or ()):
            yield Row(what=f"draw, {what}", size="", reached="quotas are not kept", wanted="all", ok=False)
    found = drawing.find_chances(task, floor_share=0.9)
    least = min(target / UNIT / size for target, size in zip(found.targets, task.types.sizes, strict=True))
    share = least / float(found.best.proved)
    substitutes = sum(map(len, drawn.places.substitutes)) if drawn.places else 0
    yield Row(
        what=f"draw end to end, {what}",
        size=f"{seats:,} of {len(listed):,}, {len(task.types):,} types, {len(quotas)} quotas",
        reached=f"{spread(ours, 's', 1)}, of the processor {spread(processor, 's', 1)}; {substitutes:,} substitutes in order",
        limit=f"first programme + hashes alone {spread(limits, 's')}",
        ratio=f"{median(a / b for a, b in zip(ours, limits, strict=True)):.1f}",
        wanted=f"<= {SECONDS} s, every quota exact",
        ok=median(ours) <= SECONDS,
    )
    yield Row(
        what=f"least chance, {what}",
        size="share of the proved best",
        reached=f"{share:.4f} (greatest chance {found.greatest:.4f}, entropy within {found.certified:.0e})",
        wanted=">= 0.9 as stated",
        ok=share >= 0.9 - 1e-6,
    )
    yield Row(
        what=f"the walk alone, {what}", size="one draw and its order", reached=spread(walks, "s of the processor")
    )


def end_to_end(
    listed: Listed, quotas: tuple[Quota, ...], seats: int, *, seed: str
) -> tuple[Task, drawing.Drawn, float]:
    """Everything but reading the list: types, chances, the published file, the draw, the outcome's file."""
    task = Task(types=group(listed, features=FEATURES), quotas=quotas, seats=seats)
    found = drawing.prepare(task, floor_share=0.9, method="walk")
    told = drawing.publication(title="bench", task=task, chances=found.chances, seed_plan={})
    data = published.write(told)
    begun = time.process_time()
    drawn = drawing.draw(told, data=data, seed=seed)
    walked = time.process_time() - begun
    drawing.write_drawn(drawn)
    return task, drawn, walked


def hashed(listed: Listed) -> None:
    """Every id through SHA-256 once."""
    for token, _ in listed:
        hashlib.sha256(token.encode()).digest()


def memory() -> Row:
    """The most this process held, the invented list included."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Row(
        what="memory of both draws",
        size="the list included",
        reached=f"{most:.0f} MB",
        wanted=f"<= {MEGABYTES} MB",
        ok=most <= MEGABYTES,
    )


@dataclass(frozen=True)
class Pool:
    name: str
    task: Task


def pool(folder: Path) -> Pool:
    """A pool as those who publish such pools lay it out."""
    with (folder / "categories.csv").open(newline="") as lines:
        quotas = tuple(
            quota(
                title=f"{row['feature']} {row['value']}",
                where={row["feature"]: row["value"]},
                least=int(row["min"]),
                most=int(row["max"]),
            )
            for row in csv.DictReader(lines)
        )
    with (folder / "respondents.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    features = [name for name in rows[0] if name != "id"]
    types = group(((row["id"], [row[name] for name in features]) for row in rows), features=features)
    return Pool(name=folder.name, task=Task(types=types, quotas=quotas, seats=int(folder.name.rpartition("_k")[2])))


def middling() -> Iterator[Row]:
    """2,000 people, 200 seats, quotas that overlap: over many draws, how long one takes and how many do not land."""
    listed = invented(2000)
    overlapping = (
        quota(title="women on sites", where={"sex": "f", "site": "site"}, least=40, most=50),
        quota(title="young women", where={"sex": "f", "age": "-30"}, least=10, most=20),
        quota(title="new on sites", where={"new": "new", "site": "site"}, least=25, most=40),
    )
    rows = (*by_margins(listed, 200), *overlapping)
    without_sectors = tuple(row for row in rows if row.where[0][0] != "sector")
    yield many_draws("quotas that overlap", listed, without_sectors, scaled(LANDINGS), judged=True)
    yield many_draws(
        "the same and 15 sectors: most types one person", listed, rows, scaled(LANDINGS) // 10, judged=False
    )


def many_draws(what: str, listed: Listed, quotas: tuple[Quota, ...], draws: int, *, judged: bool) -> Row:
    """Draw again and again from one list."""
    task = Task(types=group(listed, features=FEATURES, kept=features_of(quotas)), quotas=quotas, seats=200)
    targets = drawing.find_chances(task, floor_share=0.9).targets
    took, failed, wrong = [], 0, 0
    for number in range(draws):
        begun = time.process_time()
        found = cube.draw(task, targets, Stream(root(fingerprint="bench", seed=str(number))))
        took.append(time.process_time() - begun)
        failed += isinstance(found, cube.NotLanded)
        wrong += isinstance(found, cube.Landed) and bool(task.broken(found.counts))
    return Row(
        what=f"2,000 → 200, {what}",
        size=f"{len(task.types)} types, {len(task.quotas)} quotas, {len(took):,} draws",
        reached=f"{spread(took, 's of the processor', 3)}; {failed} not landed, {wrong} wrong",
        wanted="<= 1 s; under 1 in 200; never wrong" if judged else "never wrong",
        ok=not wrong and (not judged or (median(took) <= 1 and failed * 200 < len(took))),
    )


def small(pools: Path) -> Iterator[Row]:
    """Least chances of whole lotteries, and how much sooner than the library that everybody uses."""
    best = json.loads((pools / "optimal_probabilities.json").read_text())
    for name in ("n500_k50", "n500_k100", "n2000_k50", "n2000_k200", "n10000_k500"):
        if (pools / name).is_dir():
            yield against_optimum(pool(pools / name), float(best[name]["lp_maximin"]))


def against_optimum(them: Pool, optimum: float) -> Row:
    """The whole of the best least chance as the floor; a whole lottery up to 200 seats."""
    begun = time.process_time()
    found = drawing.find_chances(them.task, floor_share=1.0)
    to_chances = time.process_time() - begun
    least = min(target / UNIT / size for target, size in zip(found.targets, them.task.types.sizes, strict=True))
    took = to_chances
    words = f"chances after {to_chances:.3f} s of the processor"
    if them.task.seats <= 200:
        lottery = exact_lottery(them.task, found.targets)
        took = time.process_time() - begun
        least = float(chances(them.task, lottery).min())
        words += f", lottery of {len(lottery.panels)} panels after {took:.1f} s"
    theirs = measured_theirs(them.name) or CITED.get(them.name)
    limit, ratio = "", ""
    if theirs:
        limit = f"sortition-algorithms {theirs:.0f} s to its value"
        ratio = f"{theirs / to_chances:,.0f} (chances), {theirs / took:,.0f} (lottery)"
    return Row(
        what=f"least chance, {them.name}",
        size=f"{them.task.types.people:,} people, {them.task.seats} seats",
        reached=f"{least:.9f}; {words}",
        limit=limit,
        ratio=ratio,
        wanted=f"{optimum:.9f} to 1e-6" + (f", {SOONER} times sooner" if theirs else ""),
        ok=abs(least - optimum) <= 1e-6 and (not theirs or theirs >= SOONER * took),
    )


THEIRS = """
import sys, time
from pathlib import Path
from sortition_algorithms import adapters, core, settings
folder, nothing, seats = Path(sys.argv[1]), Path("/dev/null"), int(sys.argv[2])
source = adapters.CSVFileDataSource(
    features_file=folder / "categories.csv", people_file=folder / "respondents.csv",
    already_selected_file=None, selected_file=nothing, remaining_file=nothing,
)
chosen = settings.Settings(
    id_column="id", columns_to_keep=[], check_same_address=False, check_same_address_columns=[],
    selection_algorithm="maximin", solver_backend="highspy",
)
data = adapters.SelectionData(source)
features, _ = data.load_features(seats)
people, _ = data.load_people(chosen, features)
begun = time.time()
core.run_stratification(features=features, people=people, number_people_wanted=seats, settings=chosen)
print("SECONDS", time.time() - begun)
"""


def measured_theirs(name: str) -> float | None:
    """The library in an environment of its own, when asked for; None when not, or when it does not come to an end."""
    if os.environ.get("CELLWORK_COMPARE") != "1" or name != "n500_k50":
        return None
    folder = Path(os.environ.get("CELLWORK_POOLS", "../shared/data/sortition")) / name
    with tempfile.TemporaryDirectory() as away:
        command = [
            str(Path(sys.executable).parent / "uv"),
            "run",
            "--no-project",
            "--with",
            "sortition-algorithms==0.12.15",
        ]
        command += ["python", "-c", THEIRS, str(folder.absolute()), name.rpartition("_k")[2]]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=away, timeout=900)
    line = [each for each in done.stdout.splitlines() if each.startswith("SECONDS ")]
    if not line:
        print(f"the other library broke off: {done.stderr.strip().splitlines()[-1:]}")
    return float(line[-1].split()[1]) if line else None
