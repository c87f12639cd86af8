"""Known sets of files, as they are published: one TOML file each, in this folder.

A recipe lists what to import, `bodies`, `members` and `offices`, each time from `rows` that stand in the recipe itself,
from a CSV `file` with `maps` and `constants`, or from a `json` file with patterns (see `kernel.intake.shaping`).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from cellwork.kernel.intake.looking import NotThere
from cellwork.kernel.intake.shaping import Shape, Table, sheet_of, sheet_of_rows, table_of
from cellwork.kernel.intake.sources import Source
from cellwork.kernel.refusals import Unfit

# Where a package keeps its files, below the folder that was named.
WITHIN = ("", "dist", "package/dist")


class NoSuchRecipe(Unfit):
    """No recipe has that name."""


@dataclass(frozen=True)
class Recipe:
    """What one TOML file says."""

    name: str
    content: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What it imports, in words."""
        return str(self.content["title"])

    @property
    def statutes(self) -> str:
        """The sample of statutes made for it."""
        return str(self.content["statutes"])


def recipe_names() -> list[str]:
    """All recipes, by name."""
    return sorted(each.name.removesuffix(".toml") for each in _folder().iterdir() if each.name.endswith(".toml"))


def recipe_named(name: str) -> Recipe:
    """NoSuchRecipe tells which there are."""
    if name not in recipe_names():
        raise NoSuchRecipe(f"There is no recipe called {name}.", f"There are: {', '.join(recipe_names())}.")
    return Recipe(name, tomllib.loads(_folder().joinpath(f"{name}.toml").read_text(encoding="utf-8")))


def sources(recipe: Recipe, noun: str, folder: Path) -> list[Source]:
    """What the recipe imports of bodies, members or offices, from the folder where its files lie."""
    tables = {
        name: table_of(_placed(folder, table["json"]), key=table["key"], value=table["value"])
        for name, table in recipe.content.get("lookups", {}).items()
    }
    return [_source(recipe, part, folder, tables) for part in recipe.content.get(noun, [])]


def _source(recipe: Recipe, part: Mapping[str, Any], folder: Path, tables: Mapping[str, Table]) -> Source:
    if "rows" in part:
        header = list(part["rows"][0])
        rows = [[str(row[name]) for name in header] for row in part["rows"]]
        path = folder / f"{recipe.name}.csv"
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        return Source(path=path, sheet=sheet_of_rows(path, header, rows, digest))
    if "json" in part:
        path = _placed(folder, part["json"])
        shape = Shape(
            fields=part["fields"], where=part.get("where", {}), unless=part.get("unless", {}), once=part.get("once", "")
        )
        return Source(path=path, sheet=sheet_of(path, shape, tables=tables))
    return Source(path=_placed(folder, part["file"]), maps=part.get("maps", {}), constants=part.get("constants", {}))


def _placed(folder: Path, name: str) -> Path:
    for within in WITHIN:
        if (folder / within / name).is_file():
            return folder / within / name
    raise NotThere(f"There is no {name} in {folder}.", "Name the folder in which the files lie as they were published.")


def _folder() -> Any:
    return files("cellwork.organisation.importing").joinpath("recipes")
