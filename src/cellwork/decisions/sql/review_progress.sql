-- What have the bodies of a branch told of the clauses of some decisions?
-- Asked by: the review. One row per decision, clause, body directly below, sector, `stands` of the directive (see
-- review_directives) and `told`: verified, reported, or why it is not done: returned (sent back), asked (a call for help is
-- open), helped (a call was answered), obstacle (told, and nothing was asked), begun (under way, nothing in the way).
-- What nobody told of has no row. Numbers of closed directives are not counted. Cost: one pass over what was told, joined with
-- the directives and the calls for help: 1 s for 500,000.
with call as (
    select body_id, decision_id, clause, bool_or(closed_at is null) as is_open
    from decisions_helpcall
    where decision_id = any(%(decisions)s::uuid[])
    group by body_id, decision_id, clause
)
select directive.decision_id, progress.clause, left(directive.path, %(width)s) as unit, directive.sector, stands.stands,
       case when progress.state in ('verified', 'reported', 'returned') then progress.state
            when call.is_open then 'asked' when call.is_open is not null then 'helped'
            when progress.obstacle <> '' then 'obstacle' else 'begun' end as told,
       count(*)::int as bodies, coalesce(sum(progress.number), 0) as number
from decisions_progress as progress
join decisions_directive as directive on directive.decision_id = progress.decision_id and directive.body_id = progress.body_id
join decisions_decision as decision on decision.id = directive.decision_id
left join call on call.body_id = progress.body_id and call.decision_id = progress.decision_id and call.clause = progress.clause
cross join lateral (
    select case
        when directive.state = 'objected' then 'objected'
        when directive.state in ('received', 'read') then
            case when coalesce(directive.answer_by, decision.answer_by) < %(today)s then 'unanswered' else 'waiting' end
        else 'taken' end as stands
) as stands
where progress.decision_id = any(%(decisions)s::uuid[]) and progress.state <> 'closed' and directive.state <> 'closed'
  and directive.path >= %(path)s and directive.path < %(end)s
group by directive.decision_id, progress.clause, unit, directive.sector, stands.stands, told
