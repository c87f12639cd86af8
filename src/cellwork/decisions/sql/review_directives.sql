-- Where do the directives of some decisions stand in a branch?
-- Asked by: the review. One row per decision, body directly below, sector, set of clauses and `stands`:
--   taken       accepted, under way, sent back, reported or verified
--   objected    a reasoned objection stands
--   unanswered  neither accepted nor declined, and the day for it is over; waiting: it is not over yet
--   dissolved, withdrawn, elsewhere   closed: the body is dissolved; the decision was withdrawn; the rest (moved, not addressed any more)
-- Cost: one pass over the directives of these decisions: 0.5 s for 320,000.
select directive.decision_id, left(directive.path, %(width)s) as unit, directive.sector, directive.clauses, stands.stands,
       count(*)::int as bodies
from decisions_directive as directive
join decisions_decision as decision on decision.id = directive.decision_id
left join organisation_body as body on directive.state = 'closed' and body.id = directive.body_id
cross join lateral (
    select case
        when directive.state = 'closed' and body.dissolved_on is not null then 'dissolved'
        when directive.state = 'closed' and decision.stage = 'withdrawn' then 'withdrawn'
        when directive.state = 'closed' then 'elsewhere'
        when directive.state = 'objected' then 'objected'
        when directive.state in ('received', 'read') then
            case when coalesce(directive.answer_by, decision.answer_by) < %(today)s then 'unanswered' else 'waiting' end
        else 'taken' end as stands
) as stands
where directive.decision_id = any(%(decisions)s::uuid[]) and directive.path >= %(path)s and directive.path < %(end)s
group by directive.decision_id, unit, directive.sector, directive.clauses, stands.stands
