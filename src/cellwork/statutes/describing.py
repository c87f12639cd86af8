"""Statutes put into words: the report on a file, and the reference that `docs/statutes.md` carries."""

import re
from collections.abc import Mapping

from cellwork.statutes.grammar import SECTORS, Form, Setting, Table
from cellwork.statutes.mistakes import Mistake, StatutesRefused
from cellwork.statutes.reading import read_statutes
from cellwork.statutes.rules import Reach, Statutes
from cellwork.statutes.sections import ALL_TABLES

_GENERATED = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

_REACH_MEANINGS: Mapping[Reach, str] = {
    Reach.OWN: "the body where the office is held",
    Reach.DIRECTLY_BELOW: "the bodies that stand directly under it",
    Reach.BELOW: "every body of its branch, at any depth, without the body itself",
}


def check_report(text: str, *, name: str, known_permissions: Mapping[str, str]) -> list[str]:
    """The lines to show after a check of the text of the file `name`, whatever came out."""
    try:
        statutes = read_statutes(text, known_permissions=known_permissions)
    except StatutesRefused as refused:
        return mistake_lines(refused, name=name)
    return summary_lines(statutes, name=name)


def mistake_lines(refused: StatutesRefused, *, name: str) -> list[str]:
    """Every mistake with its place (an editor opens "file:line:column") and its remedy; the last line counts them."""
    lines = [line for mistake in refused.mistakes for line in _lines_of(mistake, name)]
    count = len(refused.mistakes)
    lines.append(f"{name}: {count} {'mistake' if count == 1 else 'mistakes'}. Nothing was changed.")
    return lines


def _lines_of(mistake: Mistake, name: str) -> list[str]:
    place = f"{name}:{mistake.line}:{mistake.column}"
    return [f"{place}  {mistake.where}".rstrip(), f"    {mistake.what}", f"    {mistake.remedy}", ""]


def summary_lines(statutes: Statutes, *, name: str) -> list[str]:
    """What the statutes say, as a reader checks it at a glance: the kinds by level, and who leads them."""
    by_level = sorted(statutes.kinds.values(), key=lambda kind: kind.level)
    lines = [f"{name}: no mistakes. {statutes.name}, {statutes.time_zone}.", ""]
    for kind in by_level:
        offices = ", ".join(f"{office.title} ({office.at[kind.code]})" for office in statutes.offices_at(kind.code))
        lines.append(f"    {'  ' * kind.level}{kind.title}: {offices or 'no offices'}")
    lines += ["", f"    {len(statutes.powers)} powers. Fingerprint {statutes.fingerprint[:16]}."]
    return lines


def with_reference(document: str, *, known_permissions: Mapping[str, str]) -> str:
    """The document with all that stands between its marks "generated: settings / reaches / powers" written anew."""
    sections = {
        "settings": settings_reference(),
        "reaches": reaches_reference(),
        "powers": powers_reference(known_permissions),
    }
    return _GENERATED.sub(lambda found: f"{found[1]}\n{sections[found[2]]}\n{found[3]}", document)


def settings_reference() -> str:
    """Every table with its settings, in Markdown."""
    return "\n".join(_table_reference(table) for table in ALL_TABLES.values())


def reaches_reference() -> str:
    """Every reach with its meaning, in Markdown."""
    rows = [f'| `"{reach}"` | {_REACH_MEANINGS[reach]} |' for reach in Reach]
    return "\n".join(["| reach | at which bodies |", "|---|---|", *rows, ""])


def powers_reference(known_permissions: Mapping[str, str]) -> str:
    """Every power with its sentence, in Markdown, in the order of the codes."""
    rows = [f'| `"{code}"` | {sentence} |' for code, sentence in sorted(known_permissions.items())]
    return "\n".join(["| power | who has it may |", "|---|---|", *rows, ""])


def _table_reference(table: Table) -> str:
    needed = "" if table.required else " May be left out."
    lines = [f"### `{table.head}`", "", table.meaning + needed, ""]
    if table is SECTORS:
        return "\n".join([*lines, 'For example `farming = "Farming"`.', ""])
    rows = [
        f"| `{setting.name}` | {_form(setting)} | {_fallback(setting)} | {setting.meaning} |"
        for setting in table.settings
    ]
    return "\n".join([*lines, "| setting | value | left out | meaning |", "|---|---|---|---|", *rows, ""])


def _form(setting: Setting) -> str:
    form = setting.form.value
    if setting.form in (Form.WHOLE_NUMBER, Form.SEATS):
        form = f"{form}, {setting.least} to {setting.most}"
    return f"{form}, such as `{setting.example}`" if setting.example else form


def _fallback(setting: Setting) -> str:
    if setting.required:
        return "a mistake"
    if setting.default is None:
        return "none"
    if isinstance(setting.default, bool):
        return f"`{str(setting.default).lower()}`"
    return f"`{_quoted(setting.default)}`"


def _quoted(default: str | int) -> str:
    return f'"{default}"' if isinstance(default, str) else str(default)
