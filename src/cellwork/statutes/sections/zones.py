"""Places with a time zone of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.section import Given, Section


@dataclass(frozen=True, kw_only=True)
class ZoneRules:
    """Time zones by place; everywhere else the one of the organisation."""

    by_place: Mapping[str, str] = field(default_factory=dict)


ZONES = Table(
    name="time_zones",
    meaning="Places with a time zone of their own, where deadlines end at their own midnight. One [[time_zones]] a zone.",
    is_repeated=True,
    one_is="a time zone",
    settings=(
        Setting(
            name="places",
            form=Form.CODE_OR_CODES,
            meaning="The places, as they stand at the bodies.",
            required=True,
            example='["Western Islands"]',
        ),
        Setting(
            name="zone",
            form=Form.TEXT,
            meaning="Its name in the IANA list.",
            required=True,
            example='"Atlantic/Azores"',
        ),
    ),
)


def _read(given: Given) -> ZoneRules:
    zones: dict[str, str] = {}
    known = available_timezones()
    for values in given.repeated(ZONES):
        name = values.text("zone")
        if not name:
            continue
        zone = given.known(name, values.at("zone"), sorted(known), one="time zone", all_are=_ZONES_ARE)
        for place, path in values.texts("places"):
            if place in zones:
                what = f'"{place}" has two time zones.'
                given.findings.add(path, what, "Strike it at one of the two.")
            zones[place] = zone or name
    return ZoneRules(by_place=zones)


_ZONES_ARE = "They are named after large cities, such as Europe/Vienna; there are many"

SECTION = Section(rules=ZoneRules, tables=(ZONES,), read=_read)
