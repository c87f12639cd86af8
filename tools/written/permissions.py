"""`docs/permissions.md`: who may do what and how far, in the sample of a party; and where each power is asked for."""

from __future__ import annotations

import ast
from collections import defaultdict
from importlib import import_module
from pathlib import Path

from tools.written.wording import heading, page, table

from cellwork.config.offered import permissions_offered
from cellwork.statutes.reading import read_statutes, sample_text
from cellwork.statutes.rules import Permission, Reach, Statutes

SOURCE = Path(__file__).parent.parent.parent / "src" / "cellwork"


def permissions_page() -> str:
    """The page."""
    offered = permissions_offered()
    party = read_statutes(sample_text("party"), known_permissions=offered)
    required, asked = where_required(), where_asked()
    lines = heading(
        "Permissions",
        "Every power the statutes can grant, who has it in the sample of a party "
        "(`src/cellwork/statutes/samples/party.toml`), and how far it reaches from the body where the office is held. "
        "Nobody has a power that the statutes do not name, and nobody has one a moment before or after their term.",
        "*Required by* names the actions that refuse to commit without the power; *asked by* the queries that "
        "show only what it reaches.",
    )
    for code, sentence in sorted(offered.items()):
        lines += [f"## `{code}`", "", f"may {sentence}", ""]
        lines += table(("office", *Reach), _rows(party, code)) if _rows(party, code) else ["No office has it.", ""]
        lines += _named("Required by", required[code]) + _named("Asked by", asked[code])
    return page(lines)


def _named(words: str, functions: list[str]) -> list[str]:
    return [f"{words}: {', '.join(f'`{name}`' for name in functions)}.", ""] if functions else []


def _rows(statutes: Statutes, code: str) -> list[tuple[str, ...]]:
    found = [(office, statutes.reaches_of(office.code, code)) for office in statutes.offices.values()]
    return [(office.title, *("yes" if r in reaches else "-" for r in Reach)) for office, reaches in found if reaches]


def where_required() -> dict[str, list[str]]:
    """Permission code -> the functions that `require` it, as package.module.function, in order."""
    return _where(("require",), "actions", "importing")


def where_asked() -> dict[str, list[str]]:
    """Permission code -> the queries that ask how far the viewer's power reaches."""
    return _where(("may", "spans_of"), "queries")


def _where(asking: tuple[str, ...], *files: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(SOURCE.glob("*/**/*.py")):
        parts = file.relative_to(SOURCE).with_suffix("").parts
        if "tests" not in parts and parts[1] in files:
            for function, constant in _asked_in(ast.parse(file.read_text(encoding="utf-8")), asking):
                module = ".".join(parts)
                found[_code(module, constant)].add(f"{module}.{function}")
    return defaultdict(list, {code: sorted(names) for code, names in found.items()})


def _asked_in(tree: ast.Module, asking: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (function.name, call.args[1].id)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in asking
        if len(call.args) > 1 and isinstance(call.args[1], ast.Name)
    ]


def _code(module: str, constant: str) -> str:
    named = getattr(import_module(f"cellwork.{module}"), constant, None)
    return named.code if isinstance(named, Permission) else f"{module}:{constant}"
