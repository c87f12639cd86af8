-- What do decisions in force still ask of one body?
-- Asked by: the burden of a body. One row per open directive. Cost: a key read per decision over the body.
select decision.id as decision_id, decision.title, %(path)s as path, directive.state in ('received', 'read') as unanswered,
       count(clause.number) filter (where coalesce(progress.state, '') not in ('reported', 'verified'))::int as tasks
from decisions_directive as directive
join decisions_decision as decision on decision.id = directive.decision_id and decision.stage = 'adopted'
left join decisions_clause as clause on clause.decision_id = directive.decision_id and clause.kind = 'task'
    and (directive.clauses >> (clause.number - 1)::int) & 1 = 1
left join decisions_progress as progress on progress.decision_id = directive.decision_id
    and progress.body_id = directive.body_id and progress.clause = clause.number
where directive.decision_id = any(%(decisions)s::uuid[]) and directive.body_id = %(body_id)s
  and directive.state in ('received', 'read', 'objected', 'accepted', 'under_way', 'returned')
group by decision.id, decision.title, directive.state
order by decision.title, decision.id
