-- Which decisions in force were not answered so many days after the day to answer? One row per body and decision.
    select directive.body_id, directive.path, 0 as up, directive.decision_id::text as subject,
           coalesce(directive.answer_by, decision.answer_by)::text as spell,
           coalesce(directive.answer_by, decision.answer_by) as since, ''::text as cause,
           jsonb_build_object('since', coalesce(directive.answer_by, decision.answer_by),
                              'days', %(today)s::date - coalesce(directive.answer_by, decision.answer_by),
                              'allowed', %(days)s::int, 'about', decision.title) as figures
    from decisions_decision as decision
    join decisions_directive as directive on directive.decision_id = decision.id
    join organisation_body as body on body.id = directive.body_id
    where decision.stage = 'adopted' and directive.state in ('received', 'read') and body.kind = any(%(kinds)s)
      and coalesce(directive.answer_by, decision.answer_by) < %(today)s::date - %(days)s::int
