-- What was raised, corrected and left open in a branch since a day?
-- Asked by: the review. One row per body directly below, sector, cause, kind of body and source. Counts, never words.
-- `stayed`: open at the beginning already, and not ended before. Cost: one pass over the branch's register, joined with its bodies.
select left(one.path, %(width)s) as unit, body.sector, one.cause, one.kind, one.source,
       count(*) filter (where one.raised_at < %(start)s)::int as stayed,
       count(*) filter (where one.raised_at >= %(start)s)::int as raised,
       count(*) filter (where one.state = 'closed')::int as closed,
       count(*) filter (where one.state = 'not_so')::int as not_so,
       count(*) filter (where one.state = 'ended')::int as ended,
       count(*) filter (where one.state not in ('closed', 'not_so', 'ended'))::int as open,
       count(*) filter (where one.state not in ('closed', 'not_so', 'ended') and one.turn_by < %(today)s)::int as late,
       count(*) filter (where one.repeats > 0 and one.raised_at >= %(start)s)::int as repeated,
       count(*) filter (where one.gathers)::int as matters
from shortcomings_shortcoming as one
join organisation_body as body on body.id = one.body_id
where one.path >= %(path)s and one.path < %(end)s and one.raised_at <= %(at)s
  and (one.state not in ('closed', 'not_so', 'ended') or one.state_since >= %(start)s)
group by unit, body.sector, one.cause, one.kind, one.source
