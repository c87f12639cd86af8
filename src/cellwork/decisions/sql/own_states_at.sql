-- Where did the directives of these bodies stand at a past moment?
-- Asked by: overviews of a past day. One row per body addressed by then. Cost: the steps of these bodies.
select distinct on (body_id) body_id, state, clauses
from (
    select body_id, became as state, clauses, at, id as rank
    from decisions_step
    where body_id = any(%(bodies)s::uuid[]) and decision_id = %(decision_id)s and clause = 0 and became <> ''
      and at < %(moment)s
    union all
    select body_id, 'received', clauses, received_at, '00000000-0000-0000-0000-000000000000'
    from decisions_directive
    where decision_id = %(decision_id)s and body_id = any(%(bodies)s::uuid[]) and received_at < %(moment)s
) as stood
order by body_id, at desc, rank desc
