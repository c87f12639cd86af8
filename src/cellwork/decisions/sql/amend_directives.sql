-- Every directive of an amended decision names the clauses that are for its body now.
-- Run by: amendment, with all of them held. One step out and one in per directive whose clauses or state are others, and per mark.
-- `has`: the clauses for the body now; none at all: closed with the reason, unless it was verified. `changed`: clauses with other words;
-- `again`: tasks to be told done anew; `tasks`: all tasks. A whole that was told done and has such a task, or one more, is under way again.
-- Whoever had accepted and is touched is asked to accept by `amend_by`; whom nothing of it touches knows this wording already.
with amended as (
    update decisions_directive as directive
    set clauses = case when aim.has = 0 then directive.clauses else aim.has end,
        state = turn.state,
        state_since = case when turn.state = directive.state then directive.state_since else %(at)s end,
        remark = case when aim.has = 0 then %(closed_because)s else directive.remark end,
        wording = case when ((directive.clauses # aim.has) | (directive.clauses & %(changed)s)) = 0 and directive.wording = %(wording)s - 1
                       then %(wording)s else directive.wording end,
        amend_by = case when aim.has = 0 or turn.state in ('received', 'read', 'objected') then null
                        when ((directive.clauses # aim.has) | (directive.clauses & %(changed)s)) <> 0 then %(amend_by)s
                        else directive.amend_by end
    from decisions_directive as before
    join organisation_body as body on body.id = before.body_id
    cross join lateral (
        select case when body.path > %(path)s and body.path < %(end)s and body.dissolved_on is null
                    then case when body.is_cell
                              then %(all_cells)s::bigint | coalesce((%(by_sector)s::jsonb ->> body.sector)::bigint, 0)
                              else 0 end
                         | coalesce((%(by_kind)s::jsonb ->> body.kind)::bigint, 0)
                         | coalesce((%(by_code)s::jsonb ->> body.code)::bigint, 0)
                    else 0 end as has
    ) as aim
    cross join lateral (
        select case when aim.has = 0 then 'closed'
                    when before.state in ('reported', 'verified')
                         and ((aim.has & %(again)s) | (aim.has & ~before.clauses & %(tasks)s)) <> 0 then 'under_way'
                    else before.state end as state
    ) as turn
    where before.decision_id = %(decision_id)s and before.state <> 'closed' and (aim.has <> 0 or before.state <> 'verified')
      and directive.decision_id = before.decision_id and directive.body_id = before.body_id
      and (aim.has <> before.clauses or turn.state <> before.state
           or (aim.has & %(changed)s) = 0 and before.wording = %(wording)s - 1
           or (aim.has & %(changed)s) <> 0 and before.state not in ('received', 'read', 'objected'))
    returning directive.decision_id, directive.body_id, directive.path, directive.sector,
              old.clauses as had, old.state as was, new.clauses as clauses, new.state as became,
              new.meeting_id, old.amend_by as asked_by, new.amend_by
), step as (
    select decision_id, body_id, path, sector, 0::smallint as clause, way.clauses, way.was, way.became
    from amended
    cross join lateral (values (had, was, case when had = amended.clauses then became else '' end),
                               (amended.clauses, '', case when had = amended.clauses then null else became end)) as way (clauses, was, became)
    where way.became is not null and (had <> amended.clauses or amended.was <> amended.became)
    union all
    select amended.decision_id, amended.body_id, amended.path, amended.sector, progress.clause, 0, progress.state, ''
    from amended
    join decisions_progress as progress using (decision_id, body_id)
    where amended.became = 'closed'
    union all
    select decision_id, body_id, path, sector, mark.clause, mark.clauses, mark.was, mark.became
    from amended
    cross join lateral (values (-1::smallint, 0::bigint, 'received', '', meeting_id is not null and amended.became = 'closed'),
                               (-2, asked_by - date '1970-01-01', 'received', '', asked_by is not null and asked_by is distinct from amend_by),
                               (-2, amend_by - date '1970-01-01', '', 'received', amend_by is not null and asked_by is distinct from amend_by)
    ) as mark (clause, clauses, was, became, turned)
    where mark.turned
)
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, path, sector, clause, clauses, was, became, %(at)s, %(day)s, '', %(words)s
from step
