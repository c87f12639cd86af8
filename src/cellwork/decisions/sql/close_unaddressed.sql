-- Close open directives of bodies that no clause of their decision addresses any more, with the reason.
-- Run by: reconciling, after a body has another sector or kind, with them held. One step per directive, touched clause and mark.
with aimed as (
    select body.id as body_id, aim.decision_id,
           case when body.is_cell
                then aim.all_cells | coalesce((aim.by_sector ->> body.sector)::bigint, 0)
                else 0 end
           | coalesce((aim.by_kind ->> body.kind)::bigint, 0)
           | coalesce((aim.by_code ->> body.code)::bigint, 0) as clauses
    from jsonb_to_recordset(%(aims)s::jsonb)
        as aim (decision_id uuid, all_cells bigint, by_sector jsonb, by_kind jsonb, by_code jsonb)
    cross join organisation_body as body
    where body.path >= %(path)s and body.path < %(end)s
), closed as (
    update decisions_directive as directive
    set state = 'closed', state_since = %(at)s, remark = %(because)s, amend_by = null
    from aimed
    where directive.decision_id = aimed.decision_id and directive.body_id = aimed.body_id and aimed.clauses = 0
      and directive.state not in ('verified', 'closed')
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
