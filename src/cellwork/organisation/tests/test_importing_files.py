"""Whatever file it is: read as it is meant, or refused with a sentence; one bad line never stops the others."""

import codecs

import pytest

from cellwork.kernel.intake.looking import NothingInIt, NotThere, UnknownEncoding
from cellwork.organisation.importing.bodies import import_bodies
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import statutes_in_force
from cellwork.organisation.tests.importing import MONDAY, TREE, Desk, counts, reasons, rejects_of, the_reason

pytestmark = pytest.mark.django_db
ACCENTS = TREE.replace("Harbour", "Hafen Süd").replace("Barley", "Gerste·Größe")


@pytest.fixture
def desk(tmp_path, db):
    statutes_in_force()
    return Desk(tmp_path)


def name_of(code):
    return Body.objects.get(code=code).name


def with_delimiter(sign):
    return ACCENTS.replace(",", sign)


@pytest.mark.parametrize(
    "written",
    [
        ACCENTS.encode(),
        codecs.BOM_UTF8 + ACCENTS.encode(),
        ACCENTS.encode("utf-16"),
        codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be"),
        ACCENTS.encode("cp1252"),
        ACCENTS.replace("\n", "\r\n").encode(),
        ACCENTS.replace("\n", "\r").encode(),
        ACCENTS.rstrip("\n").encode(),
        with_delimiter(";").encode(),
        with_delimiter("\t").encode(),
        with_delimiter(";").replace("\n", "\r\n").encode("cp1252"),
        "\n".join(",".join(f'"{field}"' for field in line.split(",")) for line in ACCENTS.splitlines()).encode(),
        ("\n\n" + ACCENTS.replace("\n", "\n\n") + "\n\n").encode(),
        ACCENTS.replace(",", " , ").encode(),
        ACCENTS.replace("\n", ",,\n").encode(),
    ],
    ids=[
        "utf8",
        "bom",
        "utf16",
        "utf16be",
        "cp1252",
        "crlf",
        "cr",
        "unended",
        "semicolons",
        "tabs",
        "excel",
        "quoted",
        "blanklines",
        "blanks",
        "surplus",
    ],
)
def test_the_same_table_is_read_from_every_way_of_writing_it(desk, written):
    report = desk.bodies(written)
    assert counts(report) == (8, 0, 0, 0, 0), report.first_rejected
    assert (name_of("T1"), name_of("Z2")) == ("Hafen Süd", "Gerste·Größe")
    assert not report.rejects


def test_an_encoding_that_was_guessed_is_said(desk):
    report = desk.bodies(ACCENTS.encode("cp1252"))
    assert report.notes == (
        "bodies.csv is not UTF-8 and was read as Windows-1252. If names look wrong, say --encoding.",
    )


def test_another_encoding_can_be_told(desk):
    desk.bodies(TREE.replace("Harbour", "Łódź").encode("cp1250"), encoding="windows-1250")
    assert name_of("T1") == "Łódź"


def test_a_wrong_byte_in_a_file_of_utf8_costs_its_line_alone(desk):
    report = desk.bodies(ACCENTS.encode() + b"Z9,M\xfchle,cell,T1,,,,,\nZ8,Right,cell,T1,,,,,\n")
    assert reasons(report)[10] == (
        "The line contains bytes that are no letters in this encoding: write it anew, or say --encoding.",
    )
    assert counts(report) == (9, 0, 0, 0, 1)
    assert name_of("T1") == "Hafen Süd"


def test_a_nul_byte_costs_its_line_alone(desk):
    report = desk.bodies(TREE.encode() + b"Z9,M\0le,cell,T1,,,,,\nZ8,Right,cell,T1,,,,,\n")
    assert the_reason(report) == "The line contains a NUL byte: remove it."
    assert counts(report) == (9, 0, 0, 0, 1)


def test_line_breaks_within_a_field_leave_every_line_its_true_number(desk):
    text = TREE.replace("Z1,Crane,", 'Z1,"Crane\r\nand ""Quay""\n",') + "Z9,Wrong,club,T1,,,,,\n"
    report = desk.bodies(text)
    assert name_of("Z1") == 'Crane and "Quay"'
    assert list(reasons(report)) == [12], "the last of twelve lines"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Z9,Mill,cell", "Too few fields: 3 instead of 9. Is a delimiter or a quotation mark missing?"),
        ("Z9,Mill,cell,T1,,,,,,x", "Too many fields: 10 instead of 9. Is a delimiter or a quotation mark missing?"),
        ('Z9,"Mill,cell,T1,,,,,', "A quotation mark opens in this line and is not closed: close it, or double it."),
    ],
)
def test_a_line_that_is_no_row_costs_itself_alone(desk, line, sentence):
    head, *lines = TREE.splitlines()
    report = desk.bodies("\n".join([head, lines[0], line, *lines[1:]]) + "\n")
    assert reasons(report) == {3: (sentence,)}
    assert counts(report) == (8, 0, 0, 0, 1)


def test_a_quotation_mark_within_a_word_is_a_letter(desk):
    desk.bodies(TREE.replace("Loom", '5" and 6" pipes').replace("Crane", 'O"'))
    assert (name_of("Z3"), name_of("Z1")) == ('5" and 6" pipes', 'O"')


def test_a_thousand_lines_after_an_open_quotation_mark_are_not_lost(desk):
    more = "".join(f"Y{n},Cell,cell,T1,,,,,\n" for n in range(1000))
    report = desk.bodies(TREE + 'Z9,"Mill,cell,T1,,,,,\n' + more)
    assert counts(report) == (1008, 0, 0, 0, 1)


def test_rejected_lines_come_back_with_their_number_and_reasons_and_can_be_corrected_there(desk):
    report = desk.bodies(TREE + "Z9,Mill,club,T1,,,,,\nZ8,Ma;ny,cell,T1,,,,,,x\n")
    rejected = rejects_of(report)
    assert [row["line"] for row in rejected] == ["10", "11"]
    assert rejected[0]["reasons"].startswith("The statutes know no kind")
    assert (rejected[0]["code"], rejected[0]["name"], rejected[1]["name"]) == ("Z9", "Mill", "Ma;ny")
    corrected = report.rejects[0].read_text(encoding="utf-8-sig").replace("club", "cell").replace(",x\n", "\n")
    again = desk.bodies(corrected, name="bodies.csv.rejected.csv")
    assert counts(again) == (2, 0, 0, 0, 0), again.first_rejected
    assert again.rejects == ()


def test_a_corrected_file_takes_its_rejects_away(desk):
    report = desk.bodies(TREE + "Z9,Mill,club,T1,,,,,\n")
    assert report.rejects[0].exists()
    desk.bodies(TREE)
    assert not report.rejects[0].exists()


def test_lines_of_nothing_but_delimiters_are_blank(desk):
    report = desk.bodies(TREE + ",,,,,,,,\n,,,,,,,,\n")
    assert (counts(report), report.blank) == ((8, 0, 0, 0, 0), 2)


@pytest.mark.parametrize(
    ("content", "refusal", "words"),
    [
        (b"", NothingInIt, "is empty: 0 bytes."),
        (b"code,name,kind,parent\n", NothingInIt, "has a header and no line below it."),
        (b"code,name,kind,parent\r\n\r\n\n", NothingInIt, "has a header and no line below it."),
        (b"\n\n \n", NothingInIt, "has only blank lines."),
        (b"PK\x03\x04 and so on", UnknownEncoding, "is a spreadsheet, not a CSV file."),
        (TREE.encode("utf-16-le"), UnknownEncoding, "looks like UTF-16 without a mark at its beginning."),
    ],
)
def test_a_file_with_nothing_to_read_is_refused(desk, content, refusal, words):
    with pytest.raises(refusal) as refused:
        desk.bodies(content)
    assert refused.value.sentence.endswith(words)
    assert refused.value.remedy


def test_a_file_that_is_not_there_and_a_folder_are_refused(desk, tmp_path):
    from cellwork.kernel.intake.sources import Source

    for path, words in ((tmp_path / "none.csv", "There is no file"), (tmp_path, "is a folder, not a file")):
        with pytest.raises(NotThere) as refused:
            import_bodies(sources=[Source(path=path)], via="test", at=MONDAY)
        assert words in refused.value.sentence


def test_an_encoding_that_nobody_knows_is_refused(desk):
    with pytest.raises(UnknownEncoding):
        desk.bodies(TREE, encoding="klingon")


def test_several_files_go_in_together_and_lines_are_named_by_file(desk, tmp_path):
    from cellwork.kernel.intake.sources import Source

    head, *lines = TREE.splitlines(keepends=True)
    cells = desk.file(head + "".join(lines[5:]) + "Z1,Again,cell,T9,,,,,\n", "cells.csv")
    upper = desk.file(head + "".join(lines[:5]), "upper.csv")
    report = import_bodies(sources=[Source(path=cells), Source(path=upper)], via="test", at=MONDAY)
    assert counts(report) == (8, 0, 0, 0, 1)
    (one,) = report.first_rejected
    assert (one.file, one.line) == ("cells.csv", 5)
    assert any("stands in line 2 of cells.csv already" in reason for reason in one.reasons)
