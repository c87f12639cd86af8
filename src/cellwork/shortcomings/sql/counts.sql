-- How much stands in the register of a branch, by cause, kind of body and source; raised and closed in the last days?
-- Asked by: the register's first page. One row per cause, kind and source. Counts, never words.
-- Cost: one range of the open ones and one of those that ended in the period, each from an index alone: 50 ms for 160,000.
-- `since`: the moment at which the period begins. What was raised in it and has ended, ended in it.
select cause, kind, source, sum(open)::int as open, sum(to_check)::int as to_check, sum(late)::int as late,
       sum(very_late)::int as very_late, sum(closed)::int as closed, sum(raised)::int as raised
from (
    select one.cause, one.kind, one.source,
           count(*) as open,
           count(*) filter (where one.state in ('corrected', 'gone', 'explained')) as to_check,
           count(*) filter (where one.turn_by < %(today)s) as late,
           count(*) filter (where one.turn_by < %(today)s::date - %(climb_days)s::int and octet_length(one.turn_path) > 8) as very_late,
           0 as closed,
           count(*) filter (where one.raised_at >= %(since)s) as raised
    from shortcomings_shortcoming as one
    where one.path >= %(path)s and one.path < %(end)s
      and one.state in ('corrected', 'explained', 'gathered', 'gone', 'open', 'under_way')
    group by one.cause, one.kind, one.source
    union all
    select one.cause, one.kind, one.source, 0, 0, 0, 0,
           count(*) filter (where one.state = 'closed'),
           count(*) filter (where one.raised_at >= %(since)s)
    from shortcomings_shortcoming as one
    where one.path >= %(path)s and one.path < %(end)s and one.state_since >= %(since)s
      and not one.state in ('corrected', 'explained', 'gathered', 'gone', 'open', 'under_way')
    group by one.cause, one.kind, one.source
) as counted
group by cause, kind, source
