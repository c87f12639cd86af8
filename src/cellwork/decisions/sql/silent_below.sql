-- How many bodies directly below have not answered a decision, or not accepted its changed words, although the time has run out?
-- Asked by: "what waits on you" of a committee. One row per decision with silent bodies, the oldest date first.
-- Cost: a key read per decision in force and body directly below.
select directive.decision_id, decision.title, min(coalesce(directive.amend_by, decision.answer_by)) as answer_by, count(*)::int as bodies
from organisation_body as body
join decisions_directive as directive on directive.body_id = body.id
join decisions_decision as decision on decision.id = directive.decision_id
where body.parent_id = %(body_id)s and directive.decision_id = any(%(decisions)s::uuid[])
  and (directive.state in ('received', 'read') and coalesce(directive.answer_by, decision.answer_by) < %(today)s
       or directive.amend_by < %(today)s)
group by directive.decision_id, decision.title
order by answer_by, directive.decision_id
