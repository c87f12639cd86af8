-- How did it go, day by day, for all bodies strictly below a path?
-- Asked by: the curve on an overview. One row per day. Cost: the days since adoption.
with flow as (
    select day,
           sum(received + read + objected + accepted + under_way + reported + returned + verified) as reached,
           sum(accepted + under_way + reported + returned + verified) as accepted,
           sum(reported + verified) as done,
           sum(verified) as verified
    from decisions_tallyday
    where decision_id = %(decision_id)s and path = %(path)s and clause = 0
      and (%(sector)s::text is null or sector = %(sector)s)
    group by day
)
select days.day::date as day,
       coalesce(sum(sum(flow.reached)) over up_to, 0)::int as reached,
       coalesce(sum(sum(flow.accepted)) over up_to, 0)::int as accepted,
       coalesce(sum(sum(flow.done)) over up_to, 0)::int as done,
       coalesce(sum(sum(flow.verified)) over up_to, 0)::int as verified
from generate_series(%(since)s::date, %(until)s::date, interval '1 day') as days (day)
left join flow on flow.day = days.day::date
group by days.day
window up_to as (order by days.day)
order by days.day
