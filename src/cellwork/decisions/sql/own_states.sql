-- Where do the directives of the bodies directly below stand?
-- Asked by: every overview. One row per addressed body directly below. Cost: a key read a body.
-- A body that moved after a decision was withdrawn is counted where it stood then, not here.
select body.id as body_id, directive.state, directive.clauses
from organisation_body as body
join decisions_directive as directive on directive.decision_id = %(decision_id)s and directive.body_id = body.id
    and directive.path = body.path
where body.parent_id = %(parent_id)s
