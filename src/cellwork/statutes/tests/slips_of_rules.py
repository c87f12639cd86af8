"""Settings that are well written and make no organisation."""

from __future__ import annotations

from cellwork.statutes.tests.writing import Slip

CAMP = '[kinds.camp]\ntitle = "Camp"\nplural = "Camps"\n'

SLIPS_OF_RULES = {
    "a second top": Slip(
        "[deadlines]",
        f"{CAMP}[deadlines]",
        "[kinds.camp]",
        "kinds.camp",
        "“Camp” stands under nothing, and so does “Board”",
        'under = ["board"]',
    ),
    "a kind under an unknown one": Slip(
        'under = ["board"]',
        'under = ["bord"]',
        '"bord"',
        "kinds.district.under[1]",
        'no kind of body "bord"',
        'mean "board"?',
    ),
    "a kind under one nobody knows": Slip(
        '["district"]',
        '["district", "senate"]',
        '"senate"',
        "kinds.club.under[2]",
        'no kind of body "senate"',
        "The kinds are: board, district, club.",
    ),
    "no top": Slip(
        'plural = "Boards"',
        'plural = "Boards"\nunder = ["district"]',
        "under",
        "kinds.board.under",
        "A circle: “Board”, which stands under “District”, which stands under “Board”",
        "Strike one",
    ),
    "a kind under itself": Slip(
        'under = ["board"]',
        'under = ["board", "district"]',
        "under",
        "kinds.district.under",
        "“District” stands under itself",
        "Strike it",
    ),
    "equal to one below": Slip(
        'plural = "Boards"',
        'plural = "Boards"\nequal_to = "district"',
        "equal_to",
        "kinds.board.equal_to",
        "“Board” cannot be equal to “District”",
        "equal_to",
    ),
    "equal to an unknown one": Slip(
        'under = ["board"]',
        'under = ["board"]\nequal_to = "senate"',
        "equal_to",
        "kinds.district.equal_to",
        'no kind of body "senate"',
        "The kinds are",
    ),
    "something under a cell": Slip(
        "[deadlines]",
        f'{CAMP}under = ["board", "club"]\n[deadlines]',
        '"club"',
        "kinds.camp.under[2]",
        "“Camp” cannot stand under “Club”: that is a cell",
        "cell = true",
    ),
    "a cell under nothing": Slip(
        'under = ["district"]\n', "", "[kinds.club]", "kinds.club", "is a cell and stands under nothing", "under ="
    ),
    "two kinds of one title": Slip(
        '"District"',
        '"board"',
        "title",
        "kinds.district.title",
        "“board” is the title of two: board and district",
        "its own",
    ),
    "two sectors of one title": Slip(
        '"Coast"', '"Hills"', "coast", "sectors.coast", "title of two: hills and coast", "its own"
    ),
    "two offices of one title in one body": Slip(
        "[deadlines]",
        '[offices.guide]\ntitle = "Keeper"\nplural = "Guides"\nat = { club = 1 }\n[deadlines]',
        "title",
        "offices.guide.title",
        "title of two: keeper and guide",
        "its own",
    ),
    "an office at an unknown kind": Slip(
        "club = 2", "clubb = 2", "clubb", "offices.keeper.at.clubb", 'no kind of body "clubb"', 'mean "club"?'
    ),
    "an office at no kind": Slip(
        "district = 1 }",
        'district = 1 }\n\n[offices.guest]\ntitle = "G"\nplural = "Gs"\nat = {}',
        "at",
        "offices.guest.at",
        "names no kind of body",
        "at least one",
    ),
    "a cell nobody leads": Slip(
        "at = { club = 2 }\nleads = true",
        "at = { club = 2 }",
        "[kinds.club]",
        "kinds.club",
        "No office leads a Club",
        "leads = true",
    ),
    "a body two offices lead": Slip(
        "at = { club = 2 }",
        "at = { club = 2, district = 1 }",
        "leads",
        "offices.keeper.leads",
        "“Keeper” leads a District, and so does “President”",
        "one of them",
    ),
    "nobody adopts": Slip(
        '"decisions.adopt", ',
        "",
        "[kinds.board]",
        "kinds.board",
        "No office at a Board may adopt a decision (own), so no decision could begin",
        '"decisions.adopt"',
    ),
    "nobody accepts": Slip(
        '"decisions.accept", ',
        "",
        "[kinds.club]",
        "kinds.club",
        "No office at a Club may accept a decision",
        '"decisions.accept"',
    ),
    "nobody carries out": Slip(
        ', "decisions.carry_out"',
        "",
        "[kinds.club]",
        "kinds.club",
        "No office at a Club may report how a decision is carried out",
        '"decisions.carry_out"',
    ),
    "an unknown office": Slip(
        'office = "keeper"', 'office = "keper"', "office", "powers[3].office", 'no office "keper"', 'mean "keeper"?'
    ),
    "an unknown power": Slip(
        '"decisions.accept"',
        '"decisions.acept"',
        '"decisions.acept"',
        "powers[3].may[1]",
        'no power "decisions.acept"',
        'mean "decisions.accept"?',
    ),
    "an unknown reach": Slip(
        '["directly below"]',
        '["directly bellow"]',
        '"directly bellow"',
        "powers[2].where[1]",
        'no reach "directly bellow"',
        'mean "directly below"?',
    ),
    "a power nowhere": Slip(
        'where = ["directly below"]',
        'where = ["directly below", "sideways"]',
        '"sideways"',
        "powers[2].where[2]",
        'no reach "sideways"',
        "A power reaches: own, directly below, below.",
    ),
    "a power below a cell": Slip(
        "[deadlines]",
        '[[powers]]\noffice = "keeper"\nmay = "decisions.see"\nwhere = "below"\n[deadlines]',
        "where",
        "powers[4].where",
        "reaches nothing",
        'where = ["own"]',
    ),
}
