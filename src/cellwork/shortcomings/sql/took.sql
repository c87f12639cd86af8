-- How many days passed from appearing to corrected, by cause, by kind of body, by weight and over all?
-- Asked by: the page of times. One row per group. Medians only where enough were corrected.
-- Cost: one range of those that ended in the branch.
select case when grouping(one.cause) = 0 then 'cause' when grouping(one.kind) = 0 then 'kind'
            when grouping(one.weight) = 0 then 'weight' else '' end as by,
       coalesce(one.cause, one.kind, one.weight, '') as key, count(*)::int as corrected,
       case when count(*) >= %(fewest)s then percentile_cont(0.5) within group (order by one.corrected_on - one.appeared_on) end
           as median_days,
       case when count(*) >= %(fewest)s then percentile_cont(0.75) within group (order by one.corrected_on - one.appeared_on) end
           as quartile_days
from shortcomings_shortcoming as one
where one.path >= %(path)s and one.path < %(end)s and one.state = 'closed'
  and (one.state_since at time zone %(zone)s)::date >= %(since)s
group by grouping sets ((one.cause), (one.kind), (one.weight), ())
order by 1, 3 desc, 2
