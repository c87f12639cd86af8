"""Anticipated answers to a person. A refusal is not an error: it is shown as it stands and never logged as a fault."""

from __future__ import annotations


class Refused(Exception):
    """What was asked cannot be done now; `sentence` says why, `remedy` what to do instead.

    Subclasses stand beside the action that raises them and are named after the reason (`AlreadyAccepted`).
    """

    status = 409

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


class NotAllowed(Refused):
    """The person holds no office that may do this here."""

    status = 403


class NotVisible(Refused):
    """For this person the thing does not exist."""

    status = 404


class Unfit(Refused):
    """What was entered cannot be taken as it is; `field` names where."""

    status = 422

    def __init__(self, sentence: str, remedy: str = "", *, field: str = "") -> None:
        super().__init__(sentence, remedy)
        self.field = field


class Forgotten(AssertionError):
    """The programmer's own omission: an act without permission, a view without declared access. Always a bug."""
