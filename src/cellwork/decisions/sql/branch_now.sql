-- How far has a branch come with each of these decisions?
-- Asked by: the page of a body. One row per decision and set of clauses, for all bodies strictly below the path.
-- Folded and not yet folded in one statement: exact. Cost: a key read per decision, plus the freshest steps.
select %(path)s as path, '' as sector, 0 as clause, clauses,
       sum(received)::int as received, sum(read)::int as read, sum(objected)::int as objected,
       sum(accepted)::int as accepted, sum(under_way)::int as under_way, sum(reported)::int as reported,
       sum(returned)::int as returned, sum(verified)::int as verified, sum(closed)::int as closed,
       'below' as part, decision_id
from (
    select decision_id, clauses, received, read, objected, accepted, under_way, reported, returned, verified, closed
    from decisions_tally
    where decision_id = any(%(decisions)s::uuid[]) and path = %(path)s and clause = 0
    union all
    select step.decision_id, step.clauses,
           (step.became = 'received')::int - (step.was = 'received')::int,
           (step.became = 'read')::int - (step.was = 'read')::int,
           (step.became = 'objected')::int - (step.was = 'objected')::int,
           (step.became = 'accepted')::int - (step.was = 'accepted')::int,
           (step.became = 'under_way')::int - (step.was = 'under_way')::int,
           (step.became = 'reported')::int - (step.was = 'reported')::int,
           (step.became = 'returned')::int - (step.was = 'returned')::int,
           (step.became = 'verified')::int - (step.was = 'verified')::int,
           (step.became = 'closed')::int - (step.was = 'closed')::int
    from decisions_step as step
    where step.xact >= coalesce((select below from decisions_folded where id = 1), '0')
      and step.decision_id = any(%(decisions)s::uuid[]) and step.clause = 0
      and step.path > %(path)s and step.path < %(end)s
) as counted
group by decision_id, clauses
