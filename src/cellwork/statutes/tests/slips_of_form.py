"""Settings that do not exist, are missing, or have a value of the wrong form."""

from __future__ import annotations

from cellwork.statutes.tests.writing import Slip

SLIPS_OF_FORM = {
    "an unknown table": Slip("[deadlines]", "[dedlines]", "[dedlines]", "dedlines", "no table", 'mean "deadlines"?'),
    "a table nobody knows": Slip(
        "[deadlines]\naccept_days = 10", "[zzz]", "[zzz]", "zzz", 'no table "zzz"', "The tables are"
    ),
    "a setting outside every table": Slip(
        "[organisation]", 'name = "X"\n[organisation]', "name", "name", "outside", "[organisation]"
    ),
    "an unknown setting": Slip(
        "accept_days", "acept_days", "acept", "deadlines.acept_days", "no setting", 'mean "accept_days"?'
    ),
    "a kind's setting misspelt": Slip(
        'under = ["district"]',
        'undre = ["district"]',
        "undre",
        "kinds.club.undre",
        "A kind of body has no setting",
        'mean "under"?',
    ),
    "an office's setting nobody knows": Slip(
        "at = { club = 2 }",
        "at = { club = 2 }\nsalary = 3",
        "salary",
        "offices.keeper.salary",
        "An office has no setting",
        "The settings are",
    ),
    "a power's setting misspelt": Slip(
        'may = ["decisions.verify"]',
        'might = 1\nmay = ["decisions.verify"]',
        "might",
        "powers[2].might",
        "A power has no setting",
        "The settings are",
    ),
    "a name missing": Slip(
        'name = "Walkers\' League"\n', "", "[organisation]", "organisation", '"name" is missing', "Write name ="
    ),
    "a title missing": Slip(
        'title = "Board"\n', "", "[kinds.board]", "kinds.board", '"title" is missing', "Write title ="
    ),
    "an office without seats": Slip(
        "at = { club = 2 }\n", "", "[offices.keeper]", "offices.keeper", '"at" is missing', "Write at = { cell = 1 }"
    ),
    "an empty title": Slip('"Board"', '"  "', "title", "kinds.board.title", "is empty", "Write a text"),
    "an empty word": Slip('cell = "club"', 'cell = ""', "cell", "words.cell", "is empty", "Write a text"),
    "a word too long": Slip(
        'cell = "club"', f'cell = "{"x" * 41}"', "cell", "words.cell", "41 letters, 40 at most", "shorter"
    ),
    "a title over two lines": Slip('"Board"', '"Bo\\nard"', "title", "kinds.board.title", "line break", "one line"),
    "a number for a title": Slip(
        '"Board"', "7", "title", "kinds.board.title", "must be a text, here is a whole number", "title ="
    ),
    "a text for yes": Slip(
        "cell = true", 'cell = "yes"', "cell", "kinds.club.cell", "must be true or false, here is a text", "cell = true"
    ),
    "a text for days": Slip(
        "= 10",
        '= "10"',
        "accept_days",
        "deadlines.accept_days",
        "must be a whole number, here is a text",
        "accept_days = 14",
    ),
    "half a day": Slip(
        "= 10", "= 1.5", "accept_days", "deadlines.accept_days", "here is a number with a fraction", "accept_days = 14"
    ),
    "yes for days": Slip(
        "= 10", "= true", "accept_days", "deadlines.accept_days", "here is a yes or no", "accept_days = 14"
    ),
    "a day of the calendar": Slip(
        "= 10", "= 2026-05-01", "accept_days", "deadlines.accept_days", "here is a date", "accept_days = 14"
    ),
    "negative days": Slip("= 10", "= -1", "accept_days", "deadlines.accept_days", "is -1", "from 1 to 3650"),
    "days beyond ten years": Slip(
        "= 10", "= 3651", "accept_days", "deadlines.accept_days", "is 3651", "from 1 to 3650"
    ),
    "days beyond counting": Slip(
        "= 10", "= 0x" + "f" * 5000, "accept_days", "deadlines.accept_days", "very many digits", "from 1 to 3650"
    ),
    "a number under which": Slip(
        'under = ["board"]',
        "under = 3",
        "under",
        "kinds.district.under",
        "a list of texts, here is a whole number",
        "under =",
    ),
    "a number in a list": Slip(
        '["decisions.verify"]',
        '["decisions.verify", 3]',
        "3]",
        "powers[2].may[2]",
        "must be a text, here is a whole number",
        "may =",
    ),
    "the same power twice in a list": Slip(
        '["decisions.verify"]',
        '["decisions.verify",\n  "decisions.verify"]',
        '"decisions.verify"]',
        "powers[2].may[2]",
        "named twice",
        "Strike one",
    ),
    "seats as a text": Slip(
        "club = 2",
        'club = "two"',
        "club",
        "offices.keeper.at.club",
        "Seats must be a whole number, here is a text",
        "club = 1",
    ),
    "no seat": Slip("club = 2", "club = 0", "club", "offices.keeper.at.club", '0 seats at "club"', "from 1 to"),
    "seats without a kind": Slip(
        "at = { club = 2 }\nleads = true",
        "at = 2\n leads = true",
        "at",
        "offices.keeper.at",
        "seats by kind of body, here is a whole number",
        "at = { cell = 1 }",
    ),
    "a code with a capital": Slip(
        "hills =", "Hills =", "Hills", "sectors.Hills", "cannot be the code of a sector", "small letters"
    ),
    "a sector as a number": Slip('hills = "Hills"', "hills = 1", "hills", "sectors.hills", "must be a text", "hills ="),
    "sectors as a text": Slip(
        '[sectors]\nhills = "Hills"\ncoast = "Coast"',
        "[sectors]\n[words.x]",
        "[words.x]",
        "words.x",
        "no setting",
        "The settings are",
    ),
    "a kind that is no table": Slip(
        "[kinds.board]",
        "[kinds]\ntop = 1\n[kinds.board]",
        "top",
        "kinds.top",
        "must be a table of settings, here is a whole number",
        "[kinds.top]",
    ),
    "kinds as a series": Slip(
        "[deadlines]",
        "[[deadlines]]",
        "[[deadlines]]",
        "deadlines",
        "must be a table of settings, here is a list",
        "[deadlines]",
    ),
    "no such time zone": Slip(
        "Europe/Vienna", "Europe/Wien", "time_zone", "organisation.time_zone", 'no time zone "Europe/Wien"', "Europe/"
    ),
    "a time zone in small letters": Slip(
        "Europe/Vienna", "europe/vienna", "time_zone", "organisation.time_zone", "no time zone", 'mean "Europe/Vienna"?'
    ),
    "a time zone from nowhere": Slip(
        "Europe/Vienna", "../../etc/passwd", "time_zone", "organisation.time_zone", "no time zone", "large city"
    ),
    "no such language": Slip(
        "time_zone", 'language = "e n"\ntime_zone', "language", "organisation.language", "no tag of a language", "pt-BR"
    ),
}
