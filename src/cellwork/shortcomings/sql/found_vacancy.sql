-- Which bodies have nobody in a leading office for more than so many days? One row per body and office; the body above
-- answers for it. `leading` holds "kind/office" of every leading office.
    select body.id as body_id, body.path, 1 as up, post.office as subject, told.since::text as spell, told.since,
           ''::text as cause,
           jsonb_build_object('since', told.since, 'days', %(today)s::date - told.since, 'allowed', %(days)s::int,
                              'office', post.office) as figures
    from organisation_body as body
    join (
        select split_part(led, '/', 1) as kind, split_part(led, '/', 2) as office from unnest(%(leading)s::text[]) as led
    ) as post on post.kind = body.kind
    left join (
        select body_id, office, max(until) as ended,
               bool_or(since <= %(at)s and (until is null or until > %(at)s)) as held
        from offices_term
        where since <= %(at)s
        group by body_id, office
    ) as term on term.body_id = body.id and term.office = post.office
    cross join lateral (
        select coalesce((term.ended at time zone %(zone)s)::date,
                        greatest(body.founded_on, (body.since at time zone %(zone)s)::date)) as since
    ) as told
    where body.kind = any(%(kinds)s) and body.dissolved_on is null and term.held is not true
      and told.since < %(today)s::date - %(days)s::int
