-- The same figures, counted afresh from the directives themselves.
-- Asked by: `cellwork doctor` and the tests; slow on purpose. One row per path, sector, clause and set of clauses.
with wanted as (select unnest(%(paths)s::text[]) as path), standing as (
    select wanted.path, directive.sector, 0 as clause, directive.clauses, directive.state
    from wanted
    join decisions_directive as directive on directive.decision_id = %(decision_id)s
        and directive.path > wanted.path and directive.path < wanted.path || '~'
    union all
    select wanted.path, directive.sector, progress.clause, 0, progress.state
    from wanted
    join decisions_directive as directive on directive.decision_id = %(decision_id)s
        and directive.path > wanted.path and directive.path < wanted.path || '~'
    join decisions_progress as progress on directive.state <> 'closed' and progress.decision_id = directive.decision_id and progress.body_id = directive.body_id
    union all
    select wanted.path, directive.sector, mark.clause, mark.clauses, 'received'
    from wanted
    join decisions_directive as directive on directive.decision_id = %(decision_id)s
        and directive.path > wanted.path and directive.path < wanted.path || '~'
    cross join lateral (values (-1, 0::bigint, directive.meeting_id is not null and directive.state <> 'closed'),
                               (-2, directive.amend_by - date '1970-01-01', directive.amend_by is not null)) as mark (clause, clauses, borne)
    where mark.borne
)
select path, sector, clause::smallint as clause, clauses,
       count(*) filter (where state = 'received')::int as received,
       count(*) filter (where state = 'read')::int as read,
       count(*) filter (where state = 'objected')::int as objected,
       count(*) filter (where state = 'accepted')::int as accepted,
       count(*) filter (where state = 'under_way')::int as under_way,
       count(*) filter (where state = 'reported')::int as reported,
       count(*) filter (where state = 'returned')::int as returned,
       count(*) filter (where state = 'verified')::int as verified,
       count(*) filter (where state = 'closed')::int as closed,
       'below' as part
from standing
group by path, sector, clause, clauses
