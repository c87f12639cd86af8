from __future__ import annotations

import pytest

from cellwork.statutes.places import places_in

TEXT = r'''# remark = 1
a = 1
[table] # remark
name = "a # b = c" # remark
"q.r" . b = """x
""y = 1"""""
at = { cell = 1, "o" = [1, 2] }
list = [ # remark ]
  "a]", 'b',
  [1], { x = 1 },
]
day = 1979-05-27 07:32:00
[[powers]]
may = "x"
[[powers]]
 may = ["y",
   "z"]
[powers.sub]
z = '\'
[kinds.cell]
[[powers.notes]]
[[powers.notes]]
by = 1
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("a",), (2, 1)),
        (("table",), (3, 1)),
        (("table", "name"), (4, 1)),
        (("table", "q.r", "b"), (5, 1)),
        (("table", "at", "cell"), (7, 8)),
        (("table", "at", "o", 1), (7, 28)),
        (("table", "list", 1), (9, 9)),
        (("table", "list", 3, "x"), (10, 10)),
        (("table", "day"), (12, 1)),
        (("powers",), (13, 1)),
        (("powers", 0, "may"), (14, 1)),
        (("powers", 1), (15, 1)),
        (("powers", 1, "may"), (16, 2)),
        (("powers", 1, "may", 1), (17, 4)),
        (("powers", 1, "sub", "z"), (19, 1)),
        (("kinds",), (20, 1)),
        (("kinds", "cell"), (20, 1)),
        (("powers", 1, "notes", 0), (21, 1)),
        (("powers", 1, "notes", 1, "by"), (23, 1)),
    ],
)
def test_a_key_is_found_where_it_stands(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert places_in(TEXT)[path] == place
