-- Close open directives, with the reason.
-- Run by: withdrawal; dissolution; moves out of the branch that decided. One step per directive, touched clause and mark.
-- `out_of_reach`: only those whose body is dissolved or no longer below the body that decided.
with closed as (
    update decisions_directive as directive
    set state = 'closed', state_since = %(at)s, remark = %(because)s, amend_by = null
    from decisions_decision as decision
    join organisation_body as decider on decider.id = decision.body_id
    where decision.id = directive.decision_id and directive.decision_id = any(%(decisions)s::uuid[])
      and directive.path >= %(path)s and directive.path < %(end)s
      and directive.state not in ('verified', 'closed')
      and (not %(out_of_reach)s
           or not (directive.path > decider.path and directive.path < decider.path || '~')
           or exists (select from organisation_body as body where body.id = directive.body_id and body.dissolved_on is not null))
    returning directive.decision_id, directive.body_id, directive.path, directive.sector, directive.clauses, old.state as was,
              directive.meeting_id, old.amend_by
), touched as (
    select decision_id, body_id, path, sector, 0::smallint as clause, clauses, was, 'closed' as became from closed
    union all
    select closed.decision_id, closed.body_id, closed.path, closed.sector, progress.clause, 0, progress.state, ''
    from closed
    join decisions_progress as progress using (decision_id, body_id)
    union all
    select decision_id, body_id, path, sector, mark.clause, mark.clauses, 'received', ''
    from closed
    cross join lateral (values (-1::smallint, 0::bigint, meeting_id is not null),
                               (-2, amend_by - date '1970-01-01', amend_by is not null)) as mark (clause, clauses, borne)
    where mark.borne
)
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, path, sector, clause, clauses, was, became, %(at)s, %(day)s, '', %(because)s
from touched
