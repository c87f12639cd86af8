"""Which kind stands under which: exactly one top, no circle, cells at the bottom, and the level that follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cellwork.statutes.mistakes import Findings, Path, nearest, shown, suggestion
from cellwork.statutes.shapes import Values


@dataclass(frozen=True)
class KindDraft:
    """A kind as the file has it, its references resolved as far as they can be."""

    code: str
    values: Values
    under: tuple[str, ...]
    equal_to: str | None

    @property
    def title(self) -> str:
        """Its title, or its code where that is missing."""
        return self.values.text("title", self.code)

    @property
    def is_cell(self) -> bool:
        """Whether members live in it and nothing stands under it."""
        return self.values.yes("cell")

    @property
    def hangs(self) -> bool:
        """Whether it is meant to stand under something, even if what cannot be told."""
        return bool(self.values.texts("under")) or "under" in self.values.faulty


def drafts_of(kinds: Mapping[str, Values], findings: Findings) -> dict[str, KindDraft]:
    """The kinds with their references resolved; notes kinds that do not exist."""
    drafts: dict[str, KindDraft] = {}
    for code, values in kinds.items():
        under = (_resolved(name, path, kinds, findings) for name, path in values.texts("under"))
        equal_to = values.text("equal_to")
        drafts[code] = KindDraft(
            code=code,
            values=values,
            under=tuple(dict.fromkeys(name for name in under if name is not None)),
            equal_to=_resolved(equal_to, values.at("equal_to"), kinds, findings) if equal_to else None,
        )
    return drafts


def _resolved(name: str, path: Path, kinds: Iterable[str], findings: Findings) -> str | None:
    """The code itself, or the one that was probably meant."""
    if name in kinds:
        return name
    findings.add(path, f'There is no kind of body "{shown(name)}".', suggestion(name, kinds, naming="The kinds are"))
    return nearest(name, kinds)


def check_standing(kinds: Mapping[str, KindDraft], findings: Findings) -> dict[str, int]:
    """The level of every kind (0 at the top); of no meaning once a mistake was noted."""
    levels, circles = levels_of(kinds)
    for circle in circles:
        _note_circle(circle, kinds, findings)
    _check_top(kinds, findings, explained=bool(circles))
    _check_cells(kinds, findings)
    return levels


def _check_top(kinds: Mapping[str, KindDraft], findings: Findings, *, explained: bool) -> None:
    tops = [kind for kind in kinds.values() if not kind.hangs and not kind.is_cell]
    if not tops and not explained and all(kind.hangs for kind in kinds.values()):
        what = "No kind of body is at the top: every one stands under another."
        findings.add(("kinds",), what, 'Strike "under" at the highest, such as the central committee.')
    for extra in tops[1:]:
        what = f"“{extra.title}” stands under nothing, and so does “{tops[0].title}”: only one kind can be at the top."
        findings.add(extra.values.path, what, f'Say what it stands under, such as under = ["{tops[0].code}"].')


def _check_cells(kinds: Mapping[str, KindDraft], findings: Findings) -> None:
    if not any(kind.is_cell or "cell" in kind.values.faulty for kind in kinds.values()):
        what = "No kind of body is a cell, so no decision would reach anybody who carries it out."
        findings.add(("kinds",), what, "Write cell = true at the kind in which the members live.")
    for kind in kinds.values():
        if kind.is_cell and not kind.hangs:
            what = f"“{kind.title}” is a cell and stands under nothing."
            findings.add(kind.values.path, what, 'Say what it stands under, such as under = ["city_committee"].')
        for name, path in kind.values.texts("under"):
            above = kinds.get(name)
            if above is not None and above.is_cell and above is not kind:
                what = (
                    f"“{kind.title}” cannot stand under “{above.title}”: that is a cell, and nothing is below a cell."
                )
                findings.add(path, what, f'Name another kind, or strike cell = true at "{name}".')


def levels_of(kinds: Mapping[str, KindDraft]) -> tuple[dict[str, int], list[tuple[str, ...]]]:
    """The level of every kind, and every circle (then the levels are of no meaning).

    A level is one more than that of the lowest kind above it, over all kinds of equal standing (the longest way from
    the top, not the shortest: a cell that may hang directly under a province is still a cell).
    """
    standing = _equals(kinds)
    above: dict[str, set[str]] = {standing[code]: set() for code in kinds}
    for kind in kinds.values():
        above[standing[kind.code]].update(standing[name] for name in kind.under)
    level: dict[str, int] = {}
    circles: list[tuple[str, ...]] = []
    while len(level) < len(above):
        ready = [one for one in above if one not in level and above[one] <= level.keys()]
        for one in ready:
            level[one] = max((level[name] + 1 for name in above[one]), default=0)
        if not ready:
            circles.append(_circle({one: names - level.keys() for one, names in above.items() if one not in level}))
            above[circles[-1][0]].difference_update(circles[-1])  # cut it, and look for the next
    return {code: level[standing[code]] for code in kinds}, circles


def _equals(kinds: Mapping[str, KindDraft]) -> dict[str, str]:
    """For every kind the one that speaks for all of equal standing."""
    speaks = {code: code for code in kinds}
    for kind in kinds.values():
        if kind.equal_to is not None:
            old, new = speaks[kind.code], speaks[kind.equal_to]
            speaks = {code: new if spoken == old else spoken for code, spoken in speaks.items()}
    return speaks


def _circle(above: Mapping[str, set[str]]) -> tuple[str, ...]:
    """One circle: whoever is left stands, at some remove, under itself or under one that does."""
    way = [next(iter(above))]
    while True:
        step = min(above[way[-1]])
        if step in way:
            return tuple(way[way.index(step) :])
        way.append(step)


def _note_circle(circle: tuple[str, ...], kinds: Mapping[str, KindDraft], findings: Findings) -> None:
    first = kinds[circle[0]]
    if len(circle) > 1:
        titles = ", which stands under ".join(f"“{kinds[code].title}”" for code in (*circle, circle[0]))
        findings.add(first.values.at("under"), f"A circle: {titles}.", 'Strike one of them from an "under".')
        return
    if first.code in first.under:
        findings.add(first.values.at("under"), f"“{first.title}” stands under itself.", 'Strike it from its "under".')
        return
    standing = _equals(kinds)
    equal = next(kind for kind in kinds.values() if kind.equal_to and standing[kind.code] == first.code)
    what = f"“{equal.title}” cannot be equal to “{kinds[str(equal.equal_to)].title}”: one stands below the other."
    findings.add(equal.values.at("equal_to"), what, 'Strike "equal_to", or correct "under".')
