-- What guidance do the bodies above a body give for these decisions?
-- Asked by: the page of a directive and "what waits on you". One row per guiding body and decision, the highest body first.
-- Cost: a key read per body above and decision.
select guidance.decision_id, body.name as body_name, guidance.text, guidance.by_date, guidance.given_at, guidance.given_by
from organisation_body as body
join decisions_guidance as guidance on guidance.body_id = body.id and guidance.decision_id = any(%(decisions)s::uuid[])
where body.path = any(%(paths)s)
order by body.path, guidance.decision_id
