-- When did each body directly below one last meet, and when is or was its next meeting due?
-- Asked by: the meetings page of a committee. One row per living body there whose kind has a rule. Cost: two key reads a body.
select body.id as body_id, body.name, '' as above, body.path, last.day as last_on, due.on_day as due_on
from organisation_body as body
join jsonb_to_recordset(%(rules)s::jsonb) as rule (kind text, every_days int, since date) on rule.kind = body.kind
left join meetings_lastmeeting as last on last.body_id = body.id
cross join lateral (
    select greatest(coalesce(last.day, body.founded_on, (body.since at time zone %(time_zone)s)::date), rule.since)
           + rule.every_days as on_day
) as due
where body.parent_id = %(body_id)s and body.dissolved_on is null
