-- How long do people hold a leading office of a branch: those who left it since a day, and those who hold it now?
-- Asked by: the review. One row over all, per body directly below and per office; times only from `fewest` on.
-- Cost: one pass over the terms of the branch.
select case when grouping(term.unit) = 0 then 'unit' when grouping(term.office) = 0 then 'office' else '' end as by,
       coalesce(term.unit, term.office, '') as key,
       count(term.left_after)::int as "left",
       case when count(term.left_after) >= %(fewest)s then percentile_cont(0.5) within group (order by term.left_after) end as left_median,
       case when count(term.left_after) >= %(fewest)s then percentile_cont(0.9) within group (order by term.left_after) end as left_p90,
       count(term.held_for)::int as held,
       case when count(term.held_for) >= %(fewest)s then percentile_cont(0.5) within group (order by term.held_for) end as held_median,
       case when count(term.held_for) >= %(fewest)s then percentile_cont(0.9) within group (order by term.held_for) end as held_p90
from (
    select left(body.path, %(width)s) as unit, one.office,
           case when one.until >= %(start)s and one.until <= %(at)s then extract(epoch from one.until - one.since) / 86400 end as left_after,
           case when one.until is null or one.until > %(at)s then extract(epoch from %(at)s - one.since) / 86400 end as held_for
    from offices_term as one
    join organisation_body as body on body.id = one.body_id
    where body.path >= %(path)s and body.path < %(end)s and body.kind || '/' || one.office = any(%(leading)s)
      and one.since <= %(at)s and (one.until is null or one.until >= %(start)s)
) as term
group by grouping sets ((), (term.unit), (term.office))
