-- When did each body of a branch last meet, and when is or was its next meeting due?
-- Asked by: whoever opens a number of the meetings page; whoever looks for bodies that have not met. One row per living body
-- whose kind has a rule, along the paths. Cost: reads along the covering index, each kind by itself, until the page is full; bodies
-- that are rare in a large branch are found after one pass over the index, without a limit all are.
with rule as materialized (
    select kind, every_days, since
    from jsonb_to_recordset(%(rules)s::jsonb) as said (kind text, every_days int, since date)
    where %(kind)s = '' or kind = %(kind)s
), found as (
    select there.*
    from rule
    cross join lateral (
        select last.body_id, last.path, last.day as last_on, due.on_day as due_on
        from meetings_lastmeeting as last
        cross join lateral (
            select greatest(coalesce(last.day, last.founded_on, (last.since at time zone %(time_zone)s)::date), rule.since)
                   + rule.every_days as on_day
        ) as due
        where last.lives and last.kind = rule.kind and last.path > %(path)s and last.path < %(end)s
          and case %(sort)s
              when 'late' then due.on_day < %(today)s
              when 'never' then last.day is null
              when 'in_time' then last.day + rule.every_days >= %(today)s
              else true end
        order by last.path
        limit %(limit)s
    ) as there
    order by there.path
    limit %(limit)s
)
select found.body_id, body.name, coalesce(parent.name, '') as above, found.path, found.last_on, found.due_on
from found
join organisation_body as body on body.id = found.body_id
left join organisation_body as parent on parent.id = body.parent_id
order by found.path
