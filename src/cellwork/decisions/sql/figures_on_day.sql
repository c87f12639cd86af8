-- How far had the bodies below a body come with a decision at the end of a past day? For the body and each one directly below it.
-- Asked by: every overview. One row per path, clause (0: the directive as a whole) and set of clauses; the body's own rows also
-- by sector. Folded and not yet folded are read in one statement, hence one snapshot: exact at every moment.
-- Cost: a row per body, sector and day since adoption, plus the steps of about the last quarter of a second.
select path, sector, clause, clauses,
       sum(received)::int as received,
       sum(read)::int as read,
       sum(objected)::int as objected,
       sum(accepted)::int as accepted,
       sum(under_way)::int as under_way,
       sum(reported)::int as reported,
       sum(returned)::int as returned,
       sum(verified)::int as verified,
       sum(closed)::int as closed,
       part
from (
    select path, case when path = %(path)s then sector else '' end as sector, clause, clauses,
           received, read, objected, accepted, under_way, reported, returned, verified, closed, 'below' as part
    from decisions_tallyday
    where decision_id = %(decision_id)s and path = any(%(paths)s::text[])
      and day <= %(day)s
      and (%(sector)s::text is null or sector = %(sector)s)
    union all
    select seen.path, case when seen.path = %(path)s then step.sector else '' end, step.clause, step.clauses,
           (step.became = 'received')::int - (step.was = 'received')::int,
           (step.became = 'read')::int - (step.was = 'read')::int,
           (step.became = 'objected')::int - (step.was = 'objected')::int,
           (step.became = 'accepted')::int - (step.was = 'accepted')::int,
           (step.became = 'under_way')::int - (step.was = 'under_way')::int,
           (step.became = 'reported')::int - (step.was = 'reported')::int,
           (step.became = 'returned')::int - (step.was = 'returned')::int,
           (step.became = 'verified')::int - (step.was = 'verified')::int,
           (step.became = 'closed')::int - (step.was = 'closed')::int,
           'below'
    from decisions_step as step
    cross join lateral (values (%(path)s), (left(step.path, length(%(path)s) + 4))) as seen (path)
    where step.xact >= coalesce((select below from decisions_folded where id = 1), '0')
      and step.decision_id = %(decision_id)s and step.path > %(path)s and step.path < %(end)s
      and length(seen.path) < length(step.path)
      and step.day <= %(day)s
      and (%(sector)s::text is null or step.sector = %(sector)s)
) as counted
group by path, sector, clause, clauses, part
