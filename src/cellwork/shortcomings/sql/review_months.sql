-- How many were raised and how many came to an end in each month since a day?
-- Asked by: the curves of the review. One row per body directly below and month. Cost: one pass over the branch's register.
select left(one.path, %(width)s) as unit, date_trunc('month', happened.at at time zone %(zone)s)::date as month,
       (count(*) filter (where happened.raised))::int as raised, (count(*) filter (where not happened.raised))::int as ended
from shortcomings_shortcoming as one
cross join lateral (
    select one.raised_at as at, true as raised
    union all
    select one.state_since, false where one.state in ('closed', 'not_so', 'ended')
) as happened
where one.path >= %(path)s and one.path < %(end)s and happened.at >= %(start)s and happened.at <= %(at)s
group by 1, 2
order by 2, 1
