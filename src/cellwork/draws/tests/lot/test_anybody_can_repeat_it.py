from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cellwork.draws.lot import drawing, published
from cellwork.draws.lot.verify import verify
from cellwork.draws.tests.lot.test_a_whole_draw import a_task, people

SCRIPT = Path(__file__).parents[5] / "docs" / "verify_draw.py"


def both_files(folder: Path, *, seed: str = "dice:1") -> tuple[Path, Path]:
    task = a_task(people(600))
    told = drawing.publication(title="Delegates", task=task, chances=drawing.find_chances(task), seed_plan={})
    data = published.write(told)
    one, other = folder / "published.json", folder / "drawn.json"
    one.write_bytes(data)
    other.write_bytes(drawing.write_drawn(drawing.draw(told, data=data, seed=seed)))
    return one, other


def repeated(*files: Path | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *map(str, files)], capture_output=True, text=True, check=False
    )


def change(file: Path, **what: object) -> None:
    told = json.loads(file.read_bytes())
    file.write_text(json.dumps(told | what))


@pytest.mark.parametrize("seed", ["dice:1", "dice:2", "beacon:quiet:77:ab", "x"])
def test_the_script_of_the_standard_library_comes_to_the_same_people(tmp_path: Path, seed: str) -> None:
    one, other = both_files(tmp_path, seed=seed)
    done = repeated(one, other, published.fingerprint(one.read_bytes()))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "60 drawn, every quota recounted and kept" in done.stdout
    assert verify(one.read_bytes(), other.read_bytes()).faults == ()


def test_the_script_is_short_and_needs_nothing_of_ours() -> None:
    text = SCRIPT.read_text()
    assert len(text.splitlines()) < 300
    assert "cellwork." not in text.replace("cellwork-", "")


def test_somebody_put_in_place_of_somebody_else_is_named(tmp_path: Path) -> None:
    one, other = both_files(tmp_path)
    told = json.loads(other.read_bytes())
    first, waiting = told["drawn"][0].split(), told["substitutes"][0].split()
    in_place = waiting[-1]
    told["drawn"][0] = " ".join([in_place, *first[1:]])
    other.write_text(json.dumps(told))
    done = repeated(one, other)
    assert done.returncode == 1
    assert in_place in done.stdout and first[0] in done.stdout
    faults = verify(one.read_bytes(), other.read_bytes()).faults
    assert any(in_place in fault and first[0] in fault for fault in faults)


def test_substitutes_in_another_order_are_named(tmp_path: Path) -> None:
    one, other = both_files(tmp_path)
    told = json.loads(other.read_bytes())
    told["substitutes"][1] = " ".join(reversed(told["substitutes"][1].split()))
    other.write_text(json.dumps(told))
    assert "another order" in repeated(one, other).stdout
    assert "another order" in " ".join(verify(one.read_bytes(), other.read_bytes()).faults)


def test_another_seed_than_was_used_does_not_pass(tmp_path: Path) -> None:
    one, other = both_files(tmp_path)
    change(other, seed="dice:3")
    assert repeated(one, other).returncode == 1
    assert verify(one.read_bytes(), other.read_bytes()).faults


def test_a_published_file_changed_by_a_hair_is_another_file(tmp_path: Path) -> None:
    one, other = both_files(tmp_path)
    mark = published.fingerprint(one.read_bytes())
    one.write_bytes(one.read_bytes() + b"\n")
    assert "belongs to another file" in repeated(one, other).stdout
    assert "not the one with the fingerprint" in repeated(one, other, mark).stdout
    assert "another file" in verify(one.read_bytes(), other.read_bytes()).faults[0]
    assert "not the one" in verify(one.read_bytes(), other.read_bytes(), expected=mark).faults[0]


def test_targets_that_break_a_quota_are_named_even_when_the_fingerprint_fits(tmp_path: Path) -> None:
    one, other = both_files(tmp_path)
    told = json.loads(one.read_bytes())
    told["types"][0]["target"] += 1
    one.write_text(json.dumps(told))
    change(other, fingerprint=published.fingerprint(one.read_bytes()))
    done = repeated(one, other)
    assert done.returncode == 1
    assert "the targets do not keep the number of seats" in done.stdout
    assert "The targets do not keep the number of seats." in verify(one.read_bytes(), other.read_bytes()).faults


def test_a_draw_said_not_to_have_landed_is_found_out(tmp_path: Path) -> None:
    one, other = both_files(tmp_path)
    change(other, landed=False, drawn=[], substitutes=[])
    assert repeated(one, other).returncode == 1
    assert verify(one.read_bytes(), other.read_bytes()).faults


@pytest.mark.parametrize(
    ("plan", "good", "bad"),
    [
        ({"kind": "beacon", "name": "quiet", "round": 77}, "beacon:quiet:77:ab", "beacon:quiet:78:ab"),
        ({"kind": "dice", "throws": 6}, "dice:123456", "dice:12345"),
        ({"kind": "commitments"}, "commitments:ab", "dice:123456"),
        ({"kind": "dice_and_commitments", "throws": 6}, "dice:123456;commitments:ab", "dice:123456"),
    ],
)
def test_a_seed_of_another_kind_than_was_announced_does_not_pass(
    tmp_path: Path, plan: dict[str, object], good: str, bad: str
) -> None:
    task = a_task(people(600))
    told = drawing.publication(title="Delegates", task=task, chances=drawing.find_chances(task), seed_plan=plan)
    data = published.write(told)
    one, other = tmp_path / "published.json", tmp_path / "drawn.json"
    one.write_bytes(data)
    for seed, passes in ((good, True), (bad, False)):
        other.write_bytes(drawing.write_drawn(drawing.draw(told, data=data, seed=seed)))
        assert (repeated(one, other).returncode == 0) is passes
        assert (verify(data, other.read_bytes()).faults == ()) is passes
