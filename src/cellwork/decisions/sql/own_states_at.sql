-- Where did the directives of these bodies stand at a past moment?
-- Asked by: overviews of a past day. One row per body addressed by then and counted where it stood then.
-- Cost: the steps of these bodies. A cascade writes no steps: a directive without any stands as it was received.
with child as (
    select id, path from unnest(%(bodies)s::uuid[], %(paths)s::text[]) as given (id, path)
), known as (
    select step.body_id, step.path, step.sector, step.became as state, step.clauses, step.at, step.id as rank
    from child
    join decisions_step as step on step.body_id = child.id
    where step.decision_id = %(decision_id)s and step.clause = 0 and step.became <> '' and step.at < %(moment)s
    union all
    select directive.body_id, coalesce(first.path, directive.path), coalesce(first.sector, directive.sector), 'received',
           coalesce(first.clauses, directive.clauses), directive.received_at, '00000000-0000-0000-0000-000000000000'
    from child
    join decisions_directive as directive on directive.decision_id = %(decision_id)s and directive.body_id = child.id
    left join lateral (
        select path, sector, clauses
        from decisions_step as step
        where step.body_id = child.id and step.decision_id = %(decision_id)s and step.clause = 0
        order by step.at, step.id
        limit 1
    ) as first on true
    where directive.received_at < %(moment)s
), newest as (
    select distinct on (body_id) body_id, path, sector, state, clauses from known order by body_id, at desc, rank desc
)
select newest.path, newest.sector, newest.state, newest.clauses
from newest
join child on child.id = newest.body_id and child.path = newest.path
