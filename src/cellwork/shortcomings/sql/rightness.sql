-- How often was each detector right? Right: corrected or gone, and checked. Wrong: explained, and the body above agreed.
-- Asked by: whoever sets thresholds. One row per detector. Cost: one pass over the findings since that day.
select detector, coalesce(one.found, 0)::int as found, coalesce(one.open, 0)::int as open, coalesce(one.right, 0)::int as right,
       coalesce(one.wrong, 0)::int as wrong, run.ran_at as last_run, run.milliseconds
from (
    select detector, count(*) as found, count(*) filter (where turn_id is not null) as open,
           count(*) filter (where state = 'closed') as right, count(*) filter (where state = 'not_so') as wrong
    from shortcomings_shortcoming
    where detector <> '' and (raised_at at time zone %(zone)s)::date >= %(since)s
    group by detector
) as one
full join (
    select distinct on (detector) detector, ran_at, milliseconds from shortcomings_detectorrun order by detector, day desc
) as run using (detector)
order by detector
