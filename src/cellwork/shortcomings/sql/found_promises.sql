-- Where have several planned days passed by more than so many days? One row per body; the spell begins with the first day
-- that passed. Counted: lines of plans whose clause (or whole) is not told to be done, and corrections that are not done.
    select slipped.body_id, body.path, 0 as up, ''::text as subject, min(slipped.day)::text as spell, min(slipped.day) as since,
           ''::text as cause,
           jsonb_build_object('since', min(slipped.day), 'days', %(today)s::date - min(slipped.day), 'allowed', %(days)s::int,
                              'count', count(*), 'least', %(least)s::int) as figures
    from (
        select plan.body_id, plan.by_when as day
        from decisions_planitem as plan
        join decisions_directive as directive using (decision_id, body_id)
        left join decisions_progress as progress
            on progress.decision_id = plan.decision_id and progress.body_id = plan.body_id and progress.clause = plan.clause
        where plan.by_when < %(today)s::date - %(days)s::int
          and directive.state in ('accepted', 'under_way', 'returned')
          and (plan.clause is null or progress.state is null or progress.state not in ('reported', 'verified'))
        union all
        select body_id, by_when
        from shortcomings_correction
        where done_at is null and by_when < %(today)s::date - %(days)s::int
    ) as slipped
    join organisation_body as body on body.id = slipped.body_id
    where body.kind = any(%(kinds)s) and body.dissolved_on is null
    group by slipped.body_id, body.path
    having count(*) >= %(least)s::int
