"""A mistake in a statutes file: where it is, what is wrong, what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""The way to a place in the file, such as ("powers", 2, "may"); numbers count from 0."""

Place = tuple[int, int]
"""Line and column, both counted from 1."""

LONGEST_SHOWN = 40
LONGEST_COMPARED = 100


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake. Line and column count from 1; they point at the key or table, or at the item of a list."""

    line: int
    column: int
    where: str
    """Such as "offices.secretary.at" or "powers[3].may" (the third [[powers]] of the file)."""
    what: str
    remedy: str


class StatutesRefused(Exception):
    """The text cannot be taken as statutes; `mistakes` holds every reason, in the order of the file, at least one."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes: tuple[Mistake, ...] = tuple(sorted(mistakes))
        first = self.mistakes[0]
        more = f" (and {len(self.mistakes) - 1} more)" if len(self.mistakes) > 1 else ""
        super().__init__(f"line {first.line}: {first.what} {first.remedy}{more}")


@dataclass
class Findings:
    """Collects mistakes while the file is gone through, and knows the place of every key."""

    places: Mapping[Path, Place]
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, path: Path, what: str, remedy: str) -> None:
        """Note a mistake at the place of `path`."""
        line, column = self.place_of(path)
        self.mistakes.append(Mistake(line, column, written(path), what, remedy))

    def place_of(self, path: Path) -> Place:
        """The place of the path itself, else of the nearest table around it, else the beginning of the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def written(path: Path) -> str:
    """The path as people read it: items of lists count from 1."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def shown(value: object) -> str:
    """A value out of the file, short enough to stand inside a sentence."""
    if isinstance(value, int) and abs(value) >= 10**LONGEST_SHOWN:
        return "a number of very many digits"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None."""
    if len(word) > LONGEST_COMPARED:
        return None
    by_small_letters = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_small_letters, n=1, cutoff=0.65)
    return by_small_letters[found[0]] if found else None


def suggestion(word: str, known: Iterable[str], *, naming: str) -> str:
    """A remedy for an unknown word: what was probably meant, else all there is. `naming` is such as "The kinds are"."""
    names = list(known)
    meant = nearest(word, names)
    if meant is not None:
        return f'Did you mean "{meant}"?'
    return f"{naming}: {', '.join(names)}." if names else f"{naming}: none so far."
