-- Which cause stands in the register of several bodies directly below one, within so many days? One row per body above and
-- cause. What belongs to a matter is cared for already. After such a finding ended, only what was raised since counts.
    select above.id as body_id, above.path, 0 as up, one.cause as subject,
           min((one.raised_at at time zone %(zone)s)::date)::text as spell,
           min((one.raised_at at time zone %(zone)s)::date) as since, one.cause,
           jsonb_build_object('since', min((one.raised_at at time zone %(zone)s)::date), 'days', %(days)s::int,
                              'allowed', %(least)s::int - 1, 'count', count(distinct one.body_id), 'cause', one.cause) as figures
    from shortcomings_shortcoming as one
    join organisation_body as body on body.id = one.body_id
    join organisation_body as above on above.id = body.parent_id
    left join (
        select body_id, subject, max(state_since) as ended
        from shortcomings_shortcoming
        where detector = %(detector)s and turn_id is null
        group by body_id, subject
    ) as before on before.body_id = above.id and before.subject = one.cause
    where above.kind = any(%(kinds)s) and above.dissolved_on is null and one.cause <> 'other'
      and not one.gathers and one.matter_id is null and one.state not in ('not_so', 'ended')
      and one.detector <> %(detector)s
      and (one.raised_at at time zone %(zone)s)::date >= %(today)s::date - %(days)s::int
      and (before.ended is null or one.raised_at > before.ended)
    group by above.id, above.path, one.cause
    having count(distinct one.body_id) >= %(least)s::int
