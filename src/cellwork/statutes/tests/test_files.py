from __future__ import annotations

from pathlib import Path

import pytest

from cellwork.statutes.mistakes import Mistake, StatutesRefused
from cellwork.statutes.reading import read_statutes_file
from cellwork.statutes.tests.writing import SMALL, every_power, mistakes_in, spoiled


def refused(path: Path) -> tuple[Mistake, ...]:
    with pytest.raises(StatutesRefused) as caught:
        read_statutes_file(path, known_permissions=every_power())
    return caught.value.mistakes


def written(folder: Path, content: bytes) -> Path:
    path = folder / "statutes.toml"
    path.write_bytes(content)
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, SMALL.encode())
    assert read_statutes_file(path, known_permissions=every_power()).name == "Walkers' League"


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    (mistake,) = refused(tmp_path / "nowhere.toml")
    assert mistake.what == "There is no such file."


def test_a_folder(tmp_path: Path) -> None:
    (mistake,) = refused(tmp_path)
    assert mistake.what == "This is a folder."


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert refused(written(tmp_path, content))[-1].what == "The file is empty."


def test_a_byte_order_mark_is_named_beside_all_other_mistakes(tmp_path: Path) -> None:
    text = spoiled("= 10", "= -1")
    mark, days = refused(written(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert (mark.line, mark.column) == (1, 1)
    assert "byte order mark" in mark.what
    assert "without BOM" in mark.remedy
    assert days.where == "deadlines.accept_days"


def test_an_older_encoding_is_named_at_its_first_letter(tmp_path: Path) -> None:
    text = spoiled('"Hills"', '"Hügel"')
    (mistake,) = refused(written(tmp_path, text.encode("latin-1")))
    assert text.split("\n")[mistake.line - 1][mistake.column - 1 :] == 'ügel"'
    assert "not in UTF-8" in mistake.what


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16_is_named(tmp_path: Path, encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (mistake,) = refused(written(tmp_path, mark + SMALL.encode(encoding)))
    assert "UTF-16" in mistake.what


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    (mistake,) = refused(written(tmp_path, b"#" * 200_001))
    assert "200001 bytes" in mistake.what


def test_half_a_letter_is_named() -> None:
    text = spoiled('"Hills"', '"Hi\ud800lls"')
    (mistake,) = mistakes_in(text)
    assert text.split("\n")[mistake.line - 1][mistake.column - 1] == "\ud800"
