"""The sections of the statutes, one file each: the rules of one field of work, the tables they stand in, their reader.

A file here has, from top to bottom: its rules as frozen dataclasses (the outer one can be made without arguments), its
`Table`s, a reader from `Given` to the rules that notes every mistake with a remedy, and `SECTION`. Whoever needs the
rules asks `statutes.part(MeetingRules)`.
"""

from collections.abc import Mapping

from cellwork.statutes.grammar import FRAME, Table
from cellwork.statutes.section import Section
from cellwork.statutes.sections import (
    accreditation,
    conferences,
    consultations,
    draws,
    meetings,
    participants,
    reports,
    seats,
    shortcomings,
    transfers,
    voices,
    zones,
)

SECTIONS: tuple[Section[object], ...] = (
    meetings.SECTION,
    voices.SECTION,
    shortcomings.SECTION,
    reports.SECTION,
    zones.SECTION,
    transfers.SECTION,
    consultations.SECTION,
    draws.SECTION,
    conferences.SECTION,
    seats.SECTION,
    participants.SECTION,
    accreditation.SECTION,
)

ALL_TABLES: Mapping[str, Table] = {
    table.name: table for table in (*FRAME, *(table for section in SECTIONS for table in section.tables))
}
"""Every table a statutes file may have, by its name."""
