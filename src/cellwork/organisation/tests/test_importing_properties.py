"""Whatever tree comes and however it is damaged: every line is taken or rejected, and the hierarchy holds."""

import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import statutes_in_force
from cellwork.organisation.tests.importing import Desk, the_hierarchy_holds

pytestmark = pytest.mark.django_db
KINDS = ("centre", "province", "city", "cell")
AS_THEY_COME = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

Line = tuple[str, str, str, str]


@st.composite
def trees(draw) -> list[Line]:
    """Bodies in their proper order, each under one of the kind above."""
    lines: list[Line] = [("B0", "Name 0", "centre", "")]
    of_kind = {"centre": ["B0"], "province": [], "city": [], "cell": []}
    for number in range(1, draw(st.integers(1, 25))):
        able = [kind for depth, kind in enumerate(KINDS) if depth and of_kind[KINDS[depth - 1]]]
        kind = draw(st.sampled_from(able))
        parent = draw(st.sampled_from(of_kind[KINDS[KINDS.index(kind) - 1]]))
        of_kind[kind].append(f"B{number}")
        lines.append((f"B{number}", f"Name {number}", kind, parent))
    return lines


@st.composite
def damaged(draw, lines: list[Line]) -> str:
    """The lines shuffled, with some fields of some of them replaced by anything."""
    spoiled = [list(line) for line in draw(st.permutations(lines))]
    codes = [line[0] for line in lines]
    for _ in range(draw(st.integers(0, 6))):
        line = draw(st.sampled_from(spoiled))
        place = draw(st.integers(0, 3))
        line[place] = draw(
            st.sampled_from([*codes, *KINDS, "", "nowhere", "a,b"]) | st.text("ab\"',;\u00e4 ", max_size=4)
        )
    return "code,name,kind,parent\n" + "".join(",".join(line) + "\n" for line in spoiled)


@given(st.data())
@AS_THEY_COME
def test_every_line_is_taken_or_rejected_and_the_same_file_again_changes_nothing(data):
    text = data.draw(damaged(data.draw(trees())))
    with _a_world() as desk:
        report = desk.bodies(text)
        taken = report.new + report.changed + report.moved + report.unchanged
        assert taken + report.rejected + report.blank == report.lines
        assert Body.objects.count() == report.new
        the_hierarchy_holds()
        again = desk.bodies(text)
        assert (again.new, again.changed, again.moved) == (0, 0, 0)
        assert again.rejected == report.rejected


@given(st.data())
@AS_THEY_COME
def test_a_whole_tree_goes_in_whole_and_any_second_file_leaves_a_hierarchy(data):
    tree = data.draw(trees())
    with _a_world() as desk:
        first = desk.bodies("code,name,kind,parent\n" + "".join(",".join(line) + "\n" for line in tree))
        assert (first.new, first.rejected) == (len(tree), 0)
        report = desk.bodies(data.draw(damaged(tree)))
        assert (
            report.new + report.changed + report.moved + report.unchanged + report.rejected + report.blank
            == report.lines
        )
        assert Body.objects.count() == len(tree) + report.new
        the_hierarchy_holds()


class _a_world:  # noqa: N801 -- read as words
    """A fresh organisation for one example."""

    def __enter__(self) -> Desk:
        self._folder = tempfile.TemporaryDirectory()
        self._block = transaction.atomic()
        self._block.__enter__()
        statutes_in_force()
        return Desk(Path(self._folder.name))

    def __exit__(self, *_: object) -> None:
        transaction.set_rollback(True)
        self._block.__exit__(None, None, None)
        self._folder.cleanup()
