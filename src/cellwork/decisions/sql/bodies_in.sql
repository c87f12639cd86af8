-- Which bodies of a branch, or those of one sector in it, stand in one of these states?
-- Asked by: whoever opens a number of the overview. One row per body, along the paths, a page at a time.
-- Cost: reads along (decision, path) until the page is full; a rare state in a large branch reads all of it (0.2 s for 300,000).
-- Overdue: the last date among the tasks that address the body has passed.
select body.id as body_id, body.name, coalesce(parent.name, '') as above, found.path, found.state, found.state_since, found.accepted_by
from (
    select directive.body_id, directive.path, directive.state, directive.state_since, directive.accepted_by
    from decisions_directive as directive
    where directive.decision_id = %(decision_id)s and directive.path > %(path)s and directive.path < %(end)s
      and directive.state = any(%(states)s) and (%(sector)s::text is null or directive.sector = %(sector)s)
      and (%(silent_before)s::date is null or coalesce(directive.answer_by, %(answer_by)s::date) < %(silent_before)s::date)
      and (not %(amended)s or directive.amend_by is not null)
      and (not %(discussed)s or directive.meeting_id is not null)
      and (%(overdue_before)s::date is null or (
            select max(clause.due_on)
            from decisions_clause as clause
            where clause.decision_id = directive.decision_id and directive.clauses >> (clause.number - 1) & 1 = 1
          ) < %(overdue_before)s::date)
    order by directive.path
    limit %(limit)s
) as found
join organisation_body as body on body.id = found.body_id
left join organisation_body as parent on parent.id = body.parent_id
order by found.path
