-- How many decisions did the bodies of a branch adopt since a day, and how many of these were withdrawn?
-- Asked by: the review. One row per body directly below and sector. Cost: the decisions of the time.
select left(body.path, %(width)s) as unit, body.sector, count(*)::int as adopted,
       count(*) filter (where decision.stage = 'withdrawn')::int as withdrawn
from decisions_decision as decision
join organisation_body as body on body.id = decision.body_id
where decision.adopted_at >= %(start)s and decision.adopted_at <= %(at)s
  and body.path >= %(path)s and body.path < %(end)s
group by unit, body.sector
