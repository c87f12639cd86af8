-- Which bodies directly below reported a decision done and wait for the answer?
-- Asked by: "what waits on you" of a committee. One row per report, the oldest first.
-- Cost: a key read per decision in force and body directly below.
select directive.decision_id, decision.title, directive.body_id, body.name as body_name, directive.reported_at
from organisation_body as body
join decisions_directive as directive on directive.body_id = body.id
join decisions_decision as decision on decision.id = directive.decision_id
where body.parent_id = %(body_id)s and directive.decision_id = any(%(decisions)s::uuid[]) and directive.state = 'reported'
order by directive.reported_at, directive.body_id
limit %(limit)s
