-- Which accepted decisions has nothing been told about for more than so many days? One row per body and decision.
    select directive.body_id, directive.path, 0 as up, directive.decision_id::text as subject, told.since::text as spell,
           told.since, ''::text as cause,
           jsonb_build_object('since', told.since, 'days', %(today)s::date - told.since, 'allowed', %(days)s::int,
                              'about', decision.title) as figures
    from decisions_decision as decision
    join decisions_directive as directive on directive.decision_id = decision.id
    join organisation_body as body on body.id = directive.body_id
    cross join lateral (select (directive.state_since at time zone %(zone)s)::date as since) as told
    where decision.stage = 'adopted' and directive.state = 'accepted' and body.kind = any(%(kinds)s)
      and told.since < %(today)s::date - %(days)s::int
