"""Review: what became of everything since the last conference, and what participants bring to this one.

A *dossier* is made of a branch over a time, at any moment, from what every package keeps: decisions clause by clause and why
not, successes, shortcomings, voices, secretaries, reports, meetings. It is made by the worker, part by part, and kept as an
*edition*: its figures never change; another edition can be made at any time. By branch directly below and by sector, as
things stand by today's borders.

For a conference, *questions* are put with their papers; whoever has a place writes a *contribution* to each, with a draft
that survives; those who prepare gather contributions under *themes*, and a theme can become a question of the agenda:

    draft ─► sent ─► under a theme ─► on the agenda         sent ─► withdrawn (until the opening)

Always true: an edition once made stays as it is; bodies are counted, never persons; what fewer than five people said is not
told; a participant sends one contribution to a question, and it is shown under the name they chose; nothing is scored.
"""
