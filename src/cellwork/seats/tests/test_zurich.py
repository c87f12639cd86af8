"""A parliament whose seats are given by districts and parties at once: the Canton of Zurich in 2019, seat for seat.

Votes of the nine parties above the threshold, and seats of the districts: Statistical Office of the Canton of Zurich, election
of the cantonal council of 24 March 2019 (open data). A vote in a district with many seats is one of many votes of one voter: the
parties' strength is votes divided by the seats of each district.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from cellwork.seats.apportioning.matrices import apportion_both, faults
from cellwork.seats.apportioning.methods import apportion

PARTIES = ("AL", "CVP", "EDU", "EVP", "FDP", "GLP", "Gruene", "SP", "SVP")

DISTRICTS = {
    # seats; votes by party; seats by party
    "Zürich 1+2": (5, (2416, 1733, 234, 595, 7360, 5902, 7844, 10910, 5662), (0, 0, 0, 0, 1, 1, 1, 1, 1)),
    "Zürich 3+9": (12, (19009, 9960, 579, 5633, 23592, 28663, 40514, 70295, 33512), (2, 1, 0, 0, 1, 1, 2, 3, 2)),
    "Zürich 4+5": (5, (6716, 605, 132, 332, 3544, 6298, 7648, 13484, 2806), (1, 0, 0, 0, 0, 1, 1, 2, 0)),
    "Zürich 6+10": (9, (13611, 4593, 527, 3210, 23745, 23529, 28051, 47596, 19416), (1, 0, 0, 0, 1, 1, 2, 3, 1)),
    "Zürich 7+8": (6, (3497, 3841, 254, 1761, 19624, 11897, 12358, 18531, 10255), (0, 0, 0, 0, 2, 1, 1, 1, 1)),
    "Zürich 11+12": (12, (8129, 7495, 2007, 7270, 19779, 22934, 25102, 48742, 34595), (1, 1, 0, 0, 1, 2, 2, 3, 2)),
    "Dietikon": (11, (2059, 11792, 1912, 4696, 25055, 17993, 8943, 26964, 42481), (0, 1, 0, 0, 2, 1, 1, 2, 4)),
    "Affoltern": (6, (645, 2046, 1666, 6198, 10929, 10265, 7841, 12885, 19265), (0, 0, 0, 1, 1, 1, 1, 1, 1)),
    "Horgen": (15, (5358, 27867, 5201, 17095, 80180, 44371, 38102, 62623, 90998), (0, 1, 0, 1, 3, 2, 1, 3, 4)),
    "Meilen": (12, (3387, 13575, 5799, 7707, 78979, 41532, 28743, 44284, 84129), (0, 1, 0, 0, 3, 2, 1, 2, 3)),
    "Hinwil": (11, (3348, 12702, 13508, 12406, 29178, 21841, 26285, 27743, 65778), (0, 1, 1, 1, 2, 1, 1, 1, 3)),
    "Uster": (16, (6346, 19030, 9538, 13213, 58214, 58620, 41076, 66288, 104683), (0, 1, 1, 1, 2, 2, 2, 3, 4)),
    "Pfäffikon": (7, (1142, 2560, 4628, 9014, 13278, 10930, 9147, 13278, 29795), (0, 0, 0, 1, 1, 1, 1, 1, 2)),
    "Winterthur": (13, (12915, 12248, 5837, 17964, 34703, 47208, 49152, 78239, 60891), (1, 0, 0, 1, 2, 2, 2, 3, 2)),
    "Winterthur-Land": (7, (638, 2963, 2685, 7823, 13911, 13606, 9274, 11390, 34466), (0, 0, 0, 1, 1, 1, 1, 1, 2)),
    "Andelfingen": (4, (348, 546, 915, 1500, 5329, 2891, 3289, 4796, 12437), (0, 0, 0, 0, 1, 0, 0, 1, 2)),
    "Bülach": (18, (5680, 15590, 16807, 22574, 70138, 53964, 35950, 69786, 140138), (0, 1, 1, 1, 3, 2, 1, 3, 6)),
    "Dielsdorf": (11, (1387, 5866, 8512, 4442, 21372, 19054, 14529, 21420, 64859), (0, 0, 1, 0, 2, 1, 1, 1, 5)),
}  # fmt: skip


def party_seats() -> dict[str, int]:
    whole = lcm(*(seats for seats, _, _ in DISTRICTS.values()))
    strength = {
        party: sum(votes[place] * whole // seats for seats, votes, _ in DISTRICTS.values())
        for place, party in enumerate(PARTIES)
    }
    return dict(apportion("sainte_lague", strength, 180).seats)


def test_the_parties_have_the_seats_they_had():
    assert party_seats() == {
        "SVP": 45, "SP": 35, "FDP": 29, "GLP": 23, "Gruene": 22, "CVP": 8, "EVP": 8, "AL": 6, "EDU": 4,
    }  # fmt: skip


def test_every_party_has_in_every_district_the_seats_it_had():
    votes = {
        (district, party): count
        for district, (_, counts, _) in DISTRICTS.items()
        for party, count in zip(PARTIES, counts, strict=True)
    }
    found = apportion_both(votes, {name: seats for name, (seats, _, _) in DISTRICTS.items()}, party_seats())
    assert found.ties == () and faults(found) == []
    official = {
        (district, party): seats
        for district, (_, _, all_seats) in DISTRICTS.items()
        for party, seats in zip(PARTIES, all_seats, strict=True)
    }
    assert found.seats == official


def test_published_divisors_lead_to_the_same_seats():
    """The divisors published for one party and one district are not ours, and prove the same cell."""
    votes = DISTRICTS["Bülach"][1][PARTIES.index("SVP")]
    assert round(Fraction(votes) / (Fraction("24018.9") * Fraction("1.018"))) == 6
