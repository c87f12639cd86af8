-- From which bodies has there been no sign of work for more than so many days? One row per body; the spell begins with the
-- last sign: an answer to a decision, progress, a report, a meeting, a shortcoming they raised or worked on themselves.
-- Cost: one pass over the directives in force and the other signs, no index needed.
    select body.id as body_id, body.path, 0 as up, ''::text as subject, told.since::text as spell, told.since, ''::text as cause,
           jsonb_build_object('since', told.since, 'days', %(today)s::date - told.since, 'allowed', %(days)s::int,
                              'ever', sign.day is not null) as figures
    from organisation_body as body
    left join (
        select body_id, max(day) as day
        from (
            select directive.body_id,
                   (greatest(directive.accepted_at, directive.reported_at,
                             case when directive.state in ('read', 'objected', 'accepted', 'under_way', 'reported')
                                  then directive.state_since end) at time zone %(zone)s)::date as day
            from decisions_directive as directive
            where directive.state <> 'received'
            union all
            select body_id, (max(updated_at) at time zone %(zone)s)::date from decisions_progress group by body_id
            union all
            select body_id, day from meetings_lastmeeting
            union all
            select body_id, (max(sent_at) at time zone %(zone)s)::date from reports_report where sent_at is not null group by body_id
            union all
            select body_id, (max(at) at time zone %(zone)s)::date from shortcomings_shortcomingstep where own group by body_id
        ) as signs
        group by body_id
    ) as sign on sign.body_id = body.id
    cross join lateral (
        select coalesce(sign.day, greatest(body.founded_on, (body.since at time zone %(zone)s)::date)) as since
    ) as told
    where body.kind = any(%(kinds)s) and body.dissolved_on is null and told.since < %(today)s::date - %(days)s::int
