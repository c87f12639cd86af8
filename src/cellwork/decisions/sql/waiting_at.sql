-- How many decisions wait at each of these bodies, until when the first of them does, and how many reports from directly below wait there?
-- Asked by: "what waits on you", for bodies whose post is vacant. One row per body at which something waits.
-- Cost: a key read per decision in force of a body above and body asked about, and per body directly below one of them.
with own as (
    select body.id as body_id, count(*)::int as decisions,
           min(case when directive.state in ('received', 'read') then coalesce(directive.answer_by, decision.answer_by)
                    else coalesce(directive.amend_by, due.last_on) end) as by
    from organisation_body as body
    join organisation_body as decider on decider.path = any(%(paths)s::text[]) and starts_with(body.path, decider.path)
    join decisions_decision as decision on decision.body_id = decider.id and decision.stage = 'adopted'
    join decisions_directive as directive on directive.decision_id = decision.id and directive.body_id = body.id
    left join lateral (
        select max(clause.due_on) as last_on from decisions_clause as clause where clause.decision_id = decision.id) as due on true
    where body.id = any(%(body_ids)s::uuid[])
      and (directive.state in ('received', 'read', 'returned', 'accepted', 'under_way') or directive.amend_by is not null)
    group by body.id
), to_judge as (
    select body.id as body_id, count(*)::int as reports
    from organisation_body as body
    join organisation_body as child on child.parent_id = body.id and child.dissolved_on is null
    join organisation_body as decider on decider.path = any(%(paths)s::text[]) and starts_with(body.path, decider.path)
    join decisions_decision as decision on decision.body_id = decider.id and decision.stage = 'adopted'
    join decisions_directive as directive
      on directive.decision_id = decision.id and directive.body_id = child.id and directive.state = 'reported'
    where body.id = any(%(body_ids)s::uuid[])
    group by body.id
)
select body_id, coalesce(own.decisions, 0) as decisions, own.by, coalesce(to_judge.reports, 0) as reports
from own full join to_judge using (body_id)
