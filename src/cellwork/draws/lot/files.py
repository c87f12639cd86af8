"""Lists and quotas out of plain files: CSV and TOML, every fault with its line, nothing half read."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cellwork.draws.lot import seeds
from cellwork.draws.lot.quotas import Counted, ExOfficio, Quota, Task, features_of, quota, table
from cellwork.draws.lot.types import group
from cellwork.kernel.refusals import Unfit

SHOWN = 20  # faults; more are counted
_PARTS = {"title", "seats", "floor", "keep", "quota", "table", "ex_officio", "seed", "leave_out"}


class Faulty(Unfit):
    """A file with faults; `faults` are all of them, each beginning with its place."""

    def __init__(self, what: str, faults: list[str]) -> None:
        more = f"\n… and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        super().__init__(f"{what} cannot be read:", "\n".join(faults[:SHOWN]) + more)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class People:
    """A list as read: names of features, and (id, values) in the order of the lines."""

    features: tuple[str, ...]
    listed: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Wishes:
    """What a file of quotas asks for. `floor` is a share of the best least chance; `keep` features that split types as well."""

    title: str
    seats: int
    quotas: tuple[Quota, ...]
    floor: float = 0.9
    keep: tuple[str, ...] = ()
    leave_out: bool = False
    counted: Counted = "outside"
    seed: Mapping[str, Any] = field(default_factory=dict)


def read_people(text: str, *, what: str, id_column: str = "id") -> People:
    """A list with a heading line; `id_column` and one column for each feature. Raises `Faulty` with all faults by line."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
        faults = _heading_faults(heading, id_column)
        if faults:
            raise Faulty(what, faults)
        place = heading.index(id_column)
        listed, seen = [], dict[str, int]()
        for row in rows:
            if not any(row):
                continue
            fault = _line_fault(row, heading, place, seen)
            if fault:
                faults.append(f"line {rows.line_num}: {fault}")
                continue
            token = row[place].strip()
            seen[token] = rows.line_num
            listed.append((token, tuple(value.strip() for each, value in enumerate(row) if each != place)))
    except csv.Error as fault:
        raise Faulty(what, [f"line {rows.line_num}: {fault}"]) from fault
    if faults:
        raise Faulty(what, faults)
    return People(features=tuple(name for name in heading if name != id_column), listed=tuple(listed))


def _heading_faults(heading: list[str], id_column: str) -> list[str]:
    if not heading:
        return ["line 1: the file is empty; the first line names the columns"]
    faults = [f"line 1: the column {name or '(without a name)'} comes twice" for name in _twice(heading)]
    if id_column not in heading:
        faults.append(f"line 1: no column is called {id_column}; there are: {', '.join(heading)}")
    return faults


def _line_fault(row: list[str], heading: list[str], place: int, seen: Mapping[str, int]) -> str:
    if len(row) != len(heading):
        return f"{len(row)} columns, where the heading names {len(heading)}"
    token = row[place].strip()
    if not token:
        return "nobody is named"
    if not token.isascii() or not token.isprintable() or set(token) & set(" |#"):
        return f"“{token}” cannot be an id: letters, digits and signs of ASCII, without spaces, | and #"
    return f"{token} is in line {seen[token]} already" if token in seen else ""


def _twice(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


def read_wishes(text: str, *, what: str) -> Wishes:
    """Quotas as TOML (see `docs/guide-conference-staff.md`). Raises `Faulty` with every fault."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Faulty(what, [str(fault)]) from fault
    faults = [f"{name}: nothing of this name is known" for name in told if name not in _PARTS]
    quotas = [row for number, each in enumerate(told.get("quota", []), 1) for row in _quotas(each, number, faults)]
    quotas += [row for number, each in enumerate(told.get("table", []), 1) for row in _table(each, number, faults)]
    seats = told.get("seats")
    if not isinstance(seats, int) or seats < 1:
        faults.append("seats: a whole number of at least 1 is needed")
    share = told.get("floor", 0.9)
    if not isinstance(share, int | float) or not 0 < share <= 1:
        faults.append("floor: a share above 0 and up to 1, such as 0.9")
    counted = told.get("ex_officio", {}).get("counted", "outside")
    if counted not in {"inside", "outside"}:
        faults.append("ex_officio.counted: “inside” or “outside”")
    plan = _seed_plan(told.get("seed", {}), faults)
    if faults:
        raise Faulty(what, faults)
    return Wishes(
        title=str(told.get("title", "A draw")),
        seats=int(seats or 0),
        quotas=tuple(quotas),
        floor=float(share),
        keep=tuple(told.get("keep", ())),
        leave_out=bool(told.get("leave_out", False)),
        counted=counted,
        seed=plan,
    )


def _seed_plan(told: Any, faults: list[str]) -> dict[str, Any]:
    """[seed] as `seeds` writes it; empty where none is announced."""
    if not told:
        return {}
    try:
        return _planned(told)
    except Unfit as fault:
        faults.append(f"seed: {fault.sentence} {fault.remedy}".rstrip())
    except (KeyError, TypeError, AttributeError) as fault:
        faults.append(f"seed: {fault} is missing or not of the right kind")
    return {}


def _planned(told: Mapping[str, Any]) -> dict[str, Any]:
    kind = told["kind"]
    if kind == "beacon":
        where, at = str(told.get("where", "")), str(told.get("expected_at", ""))
        return seeds.beacon_plan(name=told["name"], round_number=int(told["round"]), where=where, expected_at=at)
    throws = int(told.get("throws", seeds.THROWS))
    if kind == "dice":
        return seeds.dice_plan(throws=throws)
    if kind in seeds.KINDS:
        officials = [(str(each["who"]), str(each["commitment"])) for each in told["officials"]]
        missing = told.get("missing", "void")
        return seeds.commitments_plan(officials, missing=missing, dice=kind == "dice_and_commitments", throws=throws)
    raise Unfit(f"There is no such source: {kind}.", f"There are: {', '.join(seeds.KINDS)}.")


def _quotas(told: Any, number: int, faults: list[str]) -> list[Quota]:
    """One [[quota]]; `exactly` stands for both bounds."""
    place = f"quota {number}"
    if not isinstance(told, dict) or not isinstance(told.get("where"), dict) or not told["where"]:
        faults.append(f'{place}: “where” names the feature and its values, such as where = {{ sex = "f" }}')
        return []
    title = str(told.get("title") or ", ".join(_words(among) for among in told["where"].values()))
    bounds = (told["exactly"],) * 2 if "exactly" in told else (told.get("least", 0), told.get("most"))
    least, most = bounds
    if not isinstance(least, int) or not isinstance(most, int):
        faults.append(f"{place} ({title}): “least” and “most”, or “exactly”, are whole numbers")
        return []
    try:
        return [quota(title=title, where=told["where"], least=least, most=most)]
    except Unfit as fault:
        faults.append(f"{place}: {fault.sentence}")
    return []


def _table(told: Any, number: int, faults: list[str]) -> list[Quota]:
    """One [[table]]: two features and rows = { a = { b = seats } }."""
    place = f"table {number}"
    features, rows = (told.get("features"), told.get("seats")) if isinstance(told, dict) else (None, None)
    if not isinstance(features, list) or len(features) != 2 or not isinstance(rows, dict):  # noqa: PLR2004 -- two sides
        faults.append(
            f"{place}: “features” names two, “seats” has the rows: seats.North = {{ farming = 3, schools = 2 }}"
        )
        return []
    seats = {(a, b): many for a, row in rows.items() if isinstance(row, dict) for b, many in row.items()}
    wrong = [f"{a}, {b}" for (a, b), many in seats.items() if not isinstance(many, int) or many < 0]
    if wrong:
        faults.append(f"{place}: seats of {wrong[0]} are not a whole number")
        return []
    return list(table(features=(features[0], features[1]), seats=seats))


def _words(among: Any) -> str:
    return among if isinstance(among, str) else " or ".join(map(str, among))


def task_of(people: People, wishes: Wishes, *, what: str, ex_officio: People | None = None) -> Task:
    """The task of a list and its quotas. Raises `Faulty` where a quota asks for a feature or value that nobody has."""
    needed = [*features_of(wishes.quotas), *wishes.keep]
    missing = sorted({name for name in needed if name not in people.features})
    if missing:
        raise Faulty(what, [f"the list has no column {name}; it has: {', '.join(people.features)}" for name in missing])
    types = group(people.listed, features=people.features, kept=needed)
    known = {name: {values[place] for values in types.values} for place, name in enumerate(types.features)}
    unknown = [
        f"“{row.title}”: nobody in the list has {value or '(nothing)'} as {name}"
        for row in wishes.quotas
        for name, among in row.where
        for value in among
        if value not in known[name] and row.least > 0
    ]
    if unknown:
        raise Faulty(what, unknown)
    office = _ex_officio(ex_officio, wishes, what) if ex_officio else ExOfficio(counted=wishes.counted)
    return Task(types=types, quotas=wishes.quotas, seats=wishes.seats, ex_officio=office)


def _ex_officio(people: People, wishes: Wishes, what: str) -> ExOfficio:
    features = features_of(wishes.quotas)
    missing = [name for name in features if name not in people.features]
    if missing:
        raise Faulty(what, [f"the list of people by office has no column {name}" for name in missing])
    types = group(people.listed, features=people.features, kept=features)
    profiles = tuple(zip(types.values, types.sizes, strict=True))
    return ExOfficio(counted=wishes.counted, features=types.features, profiles=profiles)
