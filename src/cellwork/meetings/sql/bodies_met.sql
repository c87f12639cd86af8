-- When did each body of a branch last meet, and when is or was its next meeting due?
-- Asked by: whoever opens a number of the meetings page; whoever looks for bodies that have not met. One row per living body
-- whose kind has a rule, along the paths; with `parent_id` those directly below it alone. Cost: reads along the path until
-- the page is full; without a limit one pass.
with rule as materialized (
    select kind, every_days, since
    from jsonb_to_recordset(%(rules)s::jsonb) as said (kind text, every_days int, since date)
)
select body.id as body_id, body.name, coalesce(parent.name, '') as above, body.path, last.day as last_on, due.on_day as due_on
from organisation_body as body
join rule on rule.kind = body.kind
left join meetings_lastmeeting as last on last.body_id = body.id
cross join lateral (
    select greatest(coalesce(last.day, body.founded_on, (body.since at time zone %(time_zone)s)::date), rule.since)
           + rule.every_days as on_day
) as due
left join organisation_body as parent on parent.id = body.parent_id
where body.path > %(path)s and body.path < %(end)s and body.dissolved_on is null
  and (%(parent_id)s::uuid is null or body.parent_id = %(parent_id)s::uuid)
  and (%(kind)s = '' or body.kind = %(kind)s)
  and case %(sort)s
      when 'late' then due.on_day < %(today)s
      when 'never' then last.day is null
      when 'in_time' then last.day + rule.every_days >= %(today)s
      else true end
order by body.path
limit %(limit)s
