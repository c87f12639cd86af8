"""The tables of participants.

places       who has a place, what became of every seat, who waits for one, what they need
choosing     nominations with their consent and approval; elections with their results
inviting     the letter that goes to all, and the keys that check mandates
"""

from cellwork.participants.models.choosing import Elected, Election, Nomination
from cellwork.participants.models.inviting import Letter, MandateKey
from cellwork.participants.models.places import Needs, Place, PlaceStep, Waiting

__all__ = [
    "Elected",
    "Election",
    "Letter",
    "MandateKey",
    "Needs",
    "Nomination",
    "Place",
    "PlaceStep",
    "Waiting",
]
