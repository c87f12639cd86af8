-- How many terms in leading offices of a branch began and ended in each month since a day?
-- Asked by: the curves of the review. One row per body directly below and month. Cost: one pass over the terms of the branch.
select left(body.path, %(width)s) as unit, date_trunc('month', happened.at at time zone %(zone)s)::date as month,
       (count(*) filter (where happened.began))::int as begun, (count(*) filter (where not happened.began))::int as ended
from offices_term as term
join organisation_body as body on body.id = term.body_id
cross join lateral (
    select term.since as at, true as began
    union all
    select term.until, false where term.until is not null
) as happened
where body.path >= %(path)s and body.path < %(end)s and body.kind || '/' || term.office = any(%(leading)s)
  and happened.at >= %(start)s and happened.at <= %(at)s
group by 1, 2
order by 2, 1
