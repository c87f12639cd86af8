"""What may be done with draws of seats."""

from cellwork.statutes.rules import permission

PREPARE = permission("draws.prepare", "set the quotas of a draw of seats, and see the chances they give")
PUBLISH = permission(
    "draws.publish",
    "publish the list, the quotas and the chances of a draw before its seed exists, or declare a draw void",
)
DRAW = permission("draws.draw", "enter the seed of a published draw, so that the lot runs")
