-- How many bodies accepted, reported done and were verified in each month, for some decisions?
-- Asked by: the curves of the review. One row per decision, path and month, for all bodies strictly below each path. A number is
-- what the month added, less what it took back. Cost: the days of these paths in the tally, by its key.
select day.decision_id, day.path as unit, date_trunc('month', day.day)::date as month,
       sum(day.accepted + day.under_way + day.reported + day.returned + day.verified)::int as accepted,
       sum(day.reported + day.verified)::int as done, sum(day.verified)::int as verified
from decisions_tallyday as day
where day.decision_id = any(%(decisions)s::uuid[]) and day.path = any(%(paths)s) and day.clause = 0
group by day.decision_id, day.path, month
order by day.decision_id, day.path, month
