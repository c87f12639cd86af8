-- Which bodies of a branch stand so with a clause, today?
-- Asked by: whoever opens a number of the review. One row per body, along the paths, a page at a time. `stands` as the review
-- counts it (see review_directives and review_progress): what is told of a clause comes before where its directive stands.
-- Cost: along (decision, path) until the page is full.
select body.id as body_id, body.name, coalesce(parent.name, '') as above, found.path, found.stands
from (
    select directive.body_id, directive.path, why.stands
    from decisions_directive as directive
    join decisions_decision as decision on decision.id = directive.decision_id
    left join decisions_progress as progress on progress.decision_id = directive.decision_id
        and progress.body_id = directive.body_id and progress.clause = %(clause)s and progress.state <> 'closed'
    left join organisation_body as itself on directive.state = 'closed' and itself.id = directive.body_id
    left join lateral (
        select bool_or(call.closed_at is null) as is_open
        from decisions_helpcall as call
        where call.body_id = directive.body_id and call.decision_id = directive.decision_id and call.clause = %(clause)s
    ) as call on progress.state = 'under_way'
    cross join lateral (
        select case
            when directive.state = 'closed' and itself.dissolved_on is not null then 'dissolved'
            when directive.state = 'closed' and decision.stage = 'withdrawn' then 'withdrawn'
            when directive.state = 'closed' then 'elsewhere'
            when progress.state in ('verified', 'reported', 'returned') then progress.state
            when progress.state is not null and call.is_open then 'asked'
            when progress.state is not null and call.is_open is not null then 'helped'
            when progress.state is not null and progress.obstacle <> '' then 'obstacle'
            when progress.state is not null then case when %(is_due)s then 'overdue' else 'in_time' end
            when directive.state = 'objected' then 'objected'
            when directive.state in ('received', 'read') then
                case when coalesce(directive.answer_by, decision.answer_by) < %(today)s then 'unanswered' else 'waiting' end
            when %(is_due)s then 'not_told'
            else 'in_time' end as stands
    ) as why
    where directive.decision_id = %(decision_id)s and directive.path >= %(path)s and directive.path > %(after)s and directive.path < %(end)s
      and directive.clauses >> (%(clause)s::int - 1) & 1 = 1 and why.stands = any(%(stands)s)
      and (%(sector)s::text is null or directive.sector = %(sector)s)
    order by directive.path
    limit %(limit)s
) as found
join organisation_body as body on body.id = found.body_id
left join organisation_body as parent on parent.id = body.parent_id
order by found.path
