"""Words of seats: how people are chosen, by what seats are allotted and to whom, and what a draw may balance."""

from __future__ import annotations

from collections.abc import Mapping

WAYS: Mapping[str, str] = {
    "ex_officio": "by office",
    "lot": "by lot",
    "nomination": "by nomination",
    "election": "by election",
    "invitation": "by invitation",
}
"""How the participants of a category are chosen, in words."""

CHOSEN_WITHIN_SEATS: frozenset[str] = frozenset({"lot", "nomination", "election"})
"""Ways in which seats are allotted to units or sectors before anybody is chosen."""

BASES: Mapping[str, str] = {
    "cells": "cells or what other bodies there are",
    "members": "members of these bodies",
    "people": "people who fit",
}
"""By what seats are allotted. Bodies count even if the office stands vacant there; they are cells where it is one of cells."""

DIMENSIONS: Mapping[str, str] = {"unit": "to units", "sector": "to sectors", "both": "to units and sectors at once"}
"""To whom seats are allotted, in words."""

FEATURES: Mapping[str, Mapping[str, str]] = {
    "production_site": {"yes": "production site", "no": "no production site"},
    "experience": {"new": "newly in office", "experienced": "experienced"},
    "size": {"small": "small cell", "middle": "cell of middle size", "large": "large cell", "": "no cell"},
    "nominated": {"yes": "nominated", "no": "not nominated"},
}
"""What is known of everybody who fits, beside unit and sector: values by feature, in words."""
