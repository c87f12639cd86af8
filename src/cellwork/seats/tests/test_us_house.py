"""A parliament whose seats are given by Huntington-Hill: seven censuses, seat for seat.

Populations and seats are those of the U.S. Census Bureau (see `us_house.csv`).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from cellwork.seats.apportioning.methods import apportion

YEARS = (1960, 1970, 1980, 1990, 2000, 2010, 2020)


@cache
def census() -> list[dict[str, str]]:
    lines = Path(__file__).with_name("us_house.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("year", YEARS)
def test_the_house_of_representatives_is_reproduced(year: int):
    population = {row["state"]: int(row[f"{year}_population"]) for row in census()}
    official = {row["state"]: int(row[f"{year}_seats"]) for row in census()}
    assert len(official) == 50 and sum(official.values()) == 435
    assert apportion("huntington_hill", population, 435).seats == official


def test_the_last_seat_of_2020_was_the_closest_one():
    """Minnesota kept its eighth seat, and New York missed its twenty-seventh, by 89 people."""
    population = {row["state"]: int(row["2020_population"]) for row in census()}
    found = apportion("huntington_hill", population, 435)
    assert found.last is not None and (found.last.key, found.last.nth) == ("Minnesota", 8)
    assert found.first_without is not None
    assert (found.first_without.key, found.first_without.nth) == ("New York", 27)
    more = {**population, "New York": population["New York"] + 89}
    assert apportion("huntington_hill", more, 435).seats["New York"] == 27
    less = {**population, "New York": population["New York"] + 88}
    assert apportion("huntington_hill", less, 435).seats["New York"] == 26
