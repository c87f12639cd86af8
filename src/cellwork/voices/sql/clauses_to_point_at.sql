-- Which clauses of decisions in force concern a body, so that an answer can point at one?
-- Asked by: the form of an answer. One row per clause, the decision last revised first, 300 at most.
-- Of a decision that stands before a cell, only the clauses that address it; a committee answers for its branch, hence all.
-- Cost: the decisions of the body and of those above it, by key.
select decision.id as decision_id, decision.title, clause.number, clause.text
from organisation_body as body
join decisions_decision as decision on decision.body_id = body.id and decision.stage = 'adopted'
join decisions_clause as clause on clause.decision_id = decision.id
left join decisions_directive as directive on directive.decision_id = decision.id and directive.body_id = %(body_id)s
where body.path = any(%(paths)s)
  and (not %(is_cell)s or decision.body_id = %(body_id)s or directive.clauses >> (clause.number - 1) & 1 = 1)
order by decision.revised_at desc, decision.id, clause.number
limit 300
