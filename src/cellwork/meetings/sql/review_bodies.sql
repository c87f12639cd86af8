-- How many bodies of a branch met since a day, of those whose kind has a rule?
-- Asked by: the review. One row per body directly below, sector and kind. Cost: one range of the last meetings, joined with the bodies.
select left(body.path, %(width)s) as unit, body.sector, body.kind, count(*)::int as bodies,
       (count(*) filter (where last.day >= %(since)s))::int as met, (count(*) filter (where last.day is null))::int as never
from meetings_lastmeeting as last
join organisation_body as body on body.id = last.body_id
where last.lives and last.kind = any(%(kinds)s) and last.path >= %(path)s and last.path < %(end)s
group by unit, body.sector, body.kind
