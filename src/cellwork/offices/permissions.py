"""What may be done with offices."""

from cellwork.statutes.rules import permission

FILL_OFFICE = permission("offices.fill", "record who holds an office", duty=True)
