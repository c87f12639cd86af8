"""The public file: everything a draw depends on but the seed. Tokens, no names. Its SHA-256 is the draw's fingerprint.

Written once, before the seed exists; whoever has these bytes and the seed can repeat the draw (`docs/draw-protocol.md`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cellwork.draws.lot.quotas import ExOfficio, Quota, Task
from cellwork.draws.lot.types import Types
from cellwork.kernel.refusals import Unfit

FORMAT = "cellwork-draw-1"
Method = Literal["walk", "lottery"]


@dataclass(frozen=True, slots=True)
class Lottery:
    """Panels (numbers by type, most of them 0) with whole weights that add up to 2^40, or to how many balls there are."""

    weights: tuple[int, ...]
    panels: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Published:
    """What the file says. `targets` are expectations by type in 2^-40 seats; `figures` explain them and decide nothing.

    `lottery` is there when `method` is "lottery": the panel is then drawn by weight instead of walked to.
    """

    title: str
    task: Task
    targets: tuple[int, ...]
    method: Method = "walk"
    lottery: Lottery | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    seed_plan: Mapping[str, Any] = field(default_factory=dict)


def write(published: Published) -> bytes:
    """The file. The same draw gives the same bytes, whatever order people and features came in."""
    return _json(
        {
            "format": FORMAT,
            "title": published.title,
            "method": published.method,
            "seats": published.task.seats,
            "features": published.task.types.features,
            "quotas": [_quota(row) for row in published.task.quotas],
            "ex_officio": _ex_officio(published.task.ex_officio),
            "types": _types(published.task.types, published.targets),
            "lottery": _lottery(published.lottery),
            "figures": published.figures,
            "seed": published.seed_plan,
        }
    )


def read(data: bytes) -> Published:
    """What a file says. Raises `Unfit` when it is not one of these files."""
    told = read_json(data, expected=FORMAT)
    try:
        return _published(told)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise Unfit(
            f"The published file is damaged: {type(fault).__name__} {fault}.",
            "Fetch it again from where it was published.",
        ) from fault


def fingerprint(data: bytes) -> str:
    """SHA-256 of the file's bytes, 64 hex digits; `sha256sum` says the same."""
    return hashlib.sha256(data).hexdigest()


def read_json(data: bytes, *, expected: str) -> dict[str, Any]:
    """A file of ours. Raises `Unfit` when it is something else."""
    try:
        told = json.loads(data)
    except ValueError as fault:
        raise Unfit(f"This is not JSON: {fault}.", "Fetch the file again from where it was published.") from fault
    if not isinstance(told, dict) or told.get("format") != expected:
        raise Unfit(f"This file is not of the format {expected}.", "Look whether it is the right one.")
    return told


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=True, sort_keys=True, indent=0, separators=(",", ":")) + "\n").encode()


def _quota(row: Quota) -> dict[str, Any]:
    return {
        "title": row.title,
        "where": {name: list(among) for name, among in row.where},
        "least": row.least,
        "most": row.most,
    }


def _ex_officio(them: ExOfficio) -> dict[str, Any]:
    return {
        "counted": them.counted,
        "features": list(them.features),
        "profiles": [{"values": list(values), "people": many} for values, many in sorted(them.profiles)],
    }


def _types(types: Types, targets: tuple[int, ...]) -> list[dict[str, Any]]:
    return [
        {"values": list(values), "target": target, "people": " ".join(tokens)}
        for values, target, tokens in zip(types.values, targets, types.tokens, strict=True)
    ]


def _lottery(lottery: Lottery | None) -> list[dict[str, Any]] | None:
    if lottery is None:
        return None
    return [
        {"weight": weight, "panel": [[number, many] for number, many in enumerate(panel) if many]}
        for weight, panel in zip(lottery.weights, lottery.panels, strict=True)
    ]


def _published(told: dict[str, Any]) -> Published:
    types = Types(
        features=tuple(told["features"]),
        values=tuple(tuple(each["values"]) for each in told["types"]),
        tokens=tuple(tuple(each["people"].split()) for each in told["types"]),
    )
    return Published(
        title=told["title"],
        task=Task(
            types=types,
            quotas=tuple(_read_quota(row) for row in told["quotas"]),
            seats=int(told["seats"]),
            ex_officio=_read_ex_officio(told["ex_officio"]),
        ),
        targets=tuple(int(each["target"]) for each in told["types"]),
        method=told["method"],
        lottery=_read_lottery(told["lottery"], len(types)),
        figures=told["figures"],
        seed_plan=told["seed"],
    )


def _read_quota(row: dict[str, Any]) -> Quota:
    where = tuple(sorted((name, tuple(among)) for name, among in row["where"].items()))
    return Quota(title=row["title"], where=where, least=int(row["least"]), most=int(row["most"]))


def _read_ex_officio(told: dict[str, Any]) -> ExOfficio:
    profiles = tuple((tuple(each["values"]), int(each["people"])) for each in told["profiles"])
    return ExOfficio(counted=told["counted"], features=tuple(told["features"]), profiles=profiles)


def _read_lottery(told: list[dict[str, Any]] | None, types: int) -> Lottery | None:
    if told is None:
        return None
    panels = []
    for each in told:
        counts = [0] * types
        for number, many in each["panel"]:
            counts[number] = int(many)
        panels.append(tuple(counts))
    return Lottery(weights=tuple(int(each["weight"]) for each in told), panels=tuple(panels))
