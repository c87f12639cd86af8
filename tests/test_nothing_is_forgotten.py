"""What is declared is used: every permission asked for, every fact recorded, every reaction called, every question put."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from importlib import import_module
from itertools import takewhile
from pathlib import Path

import pytest

from cellwork.kernel import reactions
from cellwork.kernel.facts import known_facts
from cellwork.statutes.rules import PERMISSIONS

SOURCE = Path(__file__).parent.parent / "src" / "cellwork"
PYTHON = sorted(
    path for path in SOURCE.rglob("*.py") if not {"tests", "migrations", "demo"} & set(path.relative_to(SOURCE).parts)
)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PYTHON}
QUESTIONS = sorted(SOURCE.glob("*/sql/*.sql"))
PACKAGES = sorted(path.parent for path in SOURCE.rglob("__init__.py") if path.parts[-2] not in {"tests", "migrations"})
ONE_SCREEN = 45


def names_of_permissions() -> dict[str, str]:
    """Name of the constant -> code, over every package's `permissions`."""
    found = {}
    for path in SOURCE.glob("*/permissions.py"):
        module = import_module(f"cellwork.{path.parent.name}.permissions")
        found |= {
            name: value.code for name, value in vars(module).items() if getattr(value, "code", None) in PERMISSIONS
        }
    return found


def with_tables(names: set[str]) -> set[str]:
    """Also the permissions in a table of them that is named, such as the one that has a permission for each phase."""
    modules = [import_module(f"cellwork.{path.parent.name}.permissions") for path in SOURCE.glob("*/permissions.py")]
    tables = [value for module in modules for name, value in vars(module).items() if name in names]
    held = {each.code for table in tables if isinstance(table, Mapping) for each in table.values()}
    return names | {name for name, code in names_of_permissions().items() if code in held}


def calls_of(*functions: str) -> list[ast.Call]:
    """Every call of a function or method of one of these names in the house."""
    return [
        node
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in functions
    ]


def names_within(nodes: list[ast.Call]) -> set[str]:
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def words_within(nodes: list[ast.Call]) -> set[str]:
    return {
        each.value
        for node in nodes
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


def test_every_permission_is_asked_for_somewhere():
    asked = with_tables(names_within(calls_of("require", "spans_of", "may", "holds", "judge")))
    assert {code for name, code in names_of_permissions().items() if name not in asked} == set()
    assert set(names_of_permissions().values()) == set(PERMISSIONS)


def test_every_permission_to_change_something_is_required_in_an_act():
    required = with_tables(
        names_within(calls_of("require", "locked_at", "locked"))
    )  # what is locked so is required there
    seeing = {
        "accreditation.see",
        "conferences.see",
        "consultations.read_words",
        "decisions.see",
        "meetings.see",
        "organisation.see",
        "participants.see",
        "people.see_members",
        "reports.see",
        "review.see",
        "shortcomings.read",
        "shortcomings.see",
        "voices.see",
    }
    changing = {name: code for name, code in names_of_permissions().items() if code not in seeing}
    assert {code for name, code in changing.items() if name not in required} == set()


def test_every_fact_is_recorded_somewhere():
    ours = {name for name, fact in known_facts().items() if ".tests." not in fact.__module__}
    recorded = {name for call in calls_of("record") for name in names_within([call])}
    assert ours - recorded == set()


def test_every_fact_says_what_it_means():
    # A dataclass without words of its own gets its signature for a docstring.
    silent = [name for name, fact in known_facts().items() if (fact.__doc__ or f"{name}(").startswith(f"{name}(")]
    assert silent == []


def test_every_reaction_follows_from_a_fact_that_somebody_records():
    assert set(reactions._by_fact) - set(known_facts()) == set()
    for name, each in reactions._by_name.items():
        assert each.react.__doc__ or ".tests." in each.react.__module__, f"{name} does not say why it follows"


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_question_says_what_it_asks_and_what_a_row_is(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    header = " ".join(line[3:] for line in takewhile(lambda line: line.startswith("-- "), lines))
    assert len(re.findall(r"[.?:](?: |$)", header)) >= 2, "a question, and who asks it or what a row of the answer is"


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_question_is_put_by_its_own_package(path):
    package = path.parts[-3]
    text = "\n".join(
        each.read_text(encoding="utf-8") for each in PYTHON if each.relative_to(SOURCE).parts[0] == package
    )
    assert re.search(rf"""["']{path.stem}["']""", text), f"nobody loads {path.stem}"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: ".".join(path.relative_to(SOURCE.parent).parts))
def test_every_package_says_on_one_screen_what_it_is(package):
    said = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))
    assert said, "nothing is said"
    assert len(said.splitlines()) <= ONE_SCREEN


def test_every_exemption_from_acting_says_why():
    reasons = [call.args[0] for call in calls_of("unguarded") if call.args]
    assert reasons
    assert [ast.unparse(each) for each in reasons if isinstance(each, ast.Constant) and len(str(each.value)) < 10] == []
