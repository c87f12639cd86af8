"""Offices and powers: that every name exists, and that the circle can be gone round with what they grant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cellwork.statutes.mistakes import Findings, Path, nearest, shown, suggestion
from cellwork.statutes.rules import Power, Reach
from cellwork.statutes.shapes import Values
from cellwork.statutes.standing import KindDraft

REACHES: Mapping[str, Reach] = {reach.value: reach for reach in Reach}

ADOPT, ACCEPT, CARRY_OUT, VERIFY = "decisions.adopt", "decisions.accept", "decisions.carry_out", "decisions.verify"


@dataclass(frozen=True)
class OfficeDraft:
    """An office as the file has it; `at` has only kinds that exist."""

    code: str
    values: Values
    at: Mapping[str, int]
    at_is_whole: bool
    """False: some kind could not be read, so the office may be meant to be anywhere."""

    @property
    def title(self) -> str:
        """Its title, or its code where that is missing."""
        return self.values.text("title", self.code)

    @property
    def leads(self) -> bool:
        """Whether it leads its bodies."""
        return self.values.yes("leads")

    def may_be_at(self, kind: str) -> bool:
        """Whether it exists at this kind, as far as can be told."""
        return kind in self.at or not self.at_is_whole


@dataclass(frozen=True)
class PowerDraft:
    """One [[powers]]; None where a name could not be read, so that anything may be meant."""

    values: Values
    offices: list[str] | None
    permissions: list[str] | None
    reaches: list[str] | None

    def powers(self) -> Iterator[Power]:
        """One for every office and permission."""
        reach = frozenset(REACHES[name] for name in self.reaches or ())
        for office in self.offices or ():
            for permission in self.permissions or ():
                yield Power(office=office, permission=permission, reach=reach)


def offices_of(
    tables: Mapping[str, Values], kinds: Mapping[str, KindDraft], findings: Findings
) -> dict[str, OfficeDraft]:
    """The offices with their kinds resolved; notes kinds that do not exist."""
    offices: dict[str, OfficeDraft] = {}
    for code, values in tables.items():
        at: dict[str, int] = {}
        for name, seats in values.seats("at").items():
            kind = known_name(
                name, (*values.at("at"), name), kinds, findings, one="kind of body", all_are="The kinds are"
            )
            if kind is not None:
                at[kind] = seats
        is_whole = bool(at) and len(at) == len(values.seats("at"))
        offices[code] = OfficeDraft(code, values, at, is_whole)
    return offices


def known_name(
    name: str, path: Path, known: Iterable[str], findings: Findings, *, one: str, all_are: str
) -> str | None:
    """The name itself, or the one that was probably meant, or None."""
    if name in known:
        return name
    findings.add(path, f'There is no {one} "{shown(name)}".', suggestion(name, known, naming=all_are))
    return nearest(name, known)


def check_leading(kinds: Mapping[str, KindDraft], offices: Mapping[str, OfficeDraft], findings: Findings) -> None:
    """At most one office leads a kind of body; every kind of cell has one."""
    for kind in kinds.values():
        leading = [office for office in offices.values() if office.leads and kind.code in office.at]
        for second in leading[1:]:
            what = f"“{second.title}” leads a {kind.title}, and so does “{leading[0].title}”: only one office can."
            findings.add(second.values.at("leads"), what, "Strike leads = true at one of them.")
        if kind.is_cell and not any(_may_lead(office, kind.code) for office in offices.values()):
            what = f"No office leads a {kind.title}, so nobody would answer for what it is asked to do."
            remedy = f"Write leads = true at one office and at = {{ {kind.code} = 1 }}, or add one."
            findings.add(kind.values.path, what, remedy)


def _may_lead(office: OfficeDraft, kind: str) -> bool:
    return office.may_be_at(kind) and (office.leads or "leads" in office.values.faulty)


def powers_of(
    entries: Iterable[Values],
    offices: Mapping[str, OfficeDraft],
    known_permissions: Mapping[str, str],
    findings: Findings,
) -> list[PowerDraft]:
    """The powers with their names resolved; notes offices, permissions and reaches that do not exist."""
    return [
        PowerDraft(
            values=entry,
            offices=_each_known(entry, "office", offices, findings, one="office", all_are="The offices are"),
            permissions=_each_known(entry, "may", known_permissions, findings, one="power", all_are="The powers are"),
            reaches=_each_known(entry, "where", REACHES, findings, one="reach", all_are="A power reaches"),
        )
        for entry in entries
    ]


def _each_known(
    entry: Values, setting: str, known: Iterable[str], findings: Findings, *, one: str, all_are: str
) -> list[str] | None:
    texts = entry.texts(setting)
    names = [known_name(name, path, known, findings, one=one, all_are=all_are) for name, path in texts]
    right = list(dict.fromkeys(name for name in names if name is not None))
    return right if right and len(right) == len(names) else None


@dataclass(frozen=True)
class Circle:
    """What has to be possible somewhere, or decisions would stop on their way."""

    kinds: Mapping[str, KindDraft]
    offices: Mapping[str, OfficeDraft]
    powers: list[PowerDraft]
    known_permissions: Mapping[str, str]
    findings: Findings

    def check(self) -> None:
        """Note every kind at which a decision would stop."""
        for kind in self.kinds.values():
            below = [other for other in self.kinds.values() if kind.code in other.under and other is not kind]
            if kind.is_cell:
                self._require(kind, ACCEPT, {Reach.OWN}, "so it could never take up a decision")
                self._require(kind, CARRY_OUT, {Reach.OWN}, "so nobody would hear what became of it")
                continue
            if below and not kind.hangs:
                self._require(kind, ADOPT, {Reach.OWN}, "so no decision could begin")
            if below:
                why = f"so what a {below[0].title} reports could never be confirmed"
                self._require(kind, VERIFY, {Reach.DIRECTLY_BELOW, Reach.BELOW}, why)

    def _require(self, kind: KindDraft, permission: str, reaches: set[Reach], why: str) -> None:
        if permission not in self.known_permissions:
            return
        if any(self._may_grant(power, kind.code, permission, reaches) for power in self.powers):
            return
        reach = next(one for one in Reach if one in reaches)
        what = f"No office at a {kind.title} may {self.known_permissions[permission]} ({reach}), {why}."
        remedy = f'Add [[powers]] with an office at "{kind.code}", may = ["{permission}"], where = ["{reach}"].'
        self.findings.add(kind.values.path, what, remedy)

    def _may_grant(self, power: PowerDraft, kind: str, permission: str, reaches: set[Reach]) -> bool:
        if power.permissions is not None and permission not in power.permissions:
            return False
        if power.reaches is not None and not reaches & {REACHES[name] for name in power.reaches}:
            return False
        return power.offices is None or any(self.offices[office].may_be_at(kind) for office in power.offices)

    def note_empty_powers(self) -> None:
        """A power that looks below from where nothing is below grants nothing; its writer meant something else."""
        has_below = {name for kind in self.kinds.values() for name in kind.under}
        for power in self.powers:
            if not power.offices or not power.reaches or Reach.OWN in power.reaches:
                continue
            offices = [self.offices[name] for name in power.offices]
            if not any(office.may_be_at(kind) for office in offices for kind in has_below):
                what = f"This power reaches nothing: no body stands below one that has a {offices[0].title}."
                self.findings.add(power.values.at("where"), what, 'Write where = ["own"], or name another office.')
