-- Which bodies have not met for more than so many days? One row per body; the spell begins with the last meeting.
-- Where none was ever entered, the days count from when the house knows the body.
    select body.id as body_id, body.path, 0 as up, ''::text as subject, told.since::text as spell, told.since, ''::text as cause,
           jsonb_build_object('since', told.since, 'days', %(today)s::date - told.since, 'allowed', %(days)s::int,
                              'ever', last.day is not null) as figures
    from organisation_body as body
    left join meetings_lastmeeting as last on last.body_id = body.id
    cross join lateral (
        select coalesce(last.day, greatest(body.founded_on, (body.since at time zone %(zone)s)::date)) as since
    ) as told
    where body.kind = any(%(kinds)s) and body.dissolved_on is null and told.since < %(today)s::date - %(days)s::int
