-- Give every body of a branch the directives in force that it should have and has not.
-- Run by: reconciling, after bodies were founded, moved or imported. One row per directive that is missing, was closed when
-- the body left and is addressed again, or names other clauses than the body's sector, kind and code now call for.
-- A body that comes later answers later: `answer_by` counts from today. What was closed has no mark, and none when it comes back.
with aimed as (
    select body.id as body_id, body.path, body.sector, aim.decision_id, aim.wording,
           case when body.is_cell
                then aim.all_cells | coalesce((aim.by_sector ->> body.sector)::bigint, 0)
                else 0 end
           | coalesce((aim.by_kind ->> body.kind)::bigint, 0)
           | coalesce((aim.by_code ->> body.code)::bigint, 0) as clauses
    from jsonb_to_recordset(%(aims)s::jsonb)
        as aim (decision_id uuid, path text, wording smallint, all_cells bigint, by_sector jsonb, by_kind jsonb, by_code jsonb)
    join organisation_body as body on body.path > aim.path and body.path < aim.path || '~'
    where body.path >= %(path)s and body.path < %(end)s and body.dissolved_on is null
), missing as (
    select aimed.decision_id, aimed.body_id, aimed.path, aimed.sector, aimed.clauses, aimed.wording
    from aimed
    left join decisions_directive as directive using (decision_id, body_id)
    where aimed.clauses <> 0
      and (directive.state is null or directive.state = 'closed'
           or directive.state <> 'verified' and directive.clauses <> aimed.clauses)
), given as (
    insert into decisions_directive as directive
        (decision_id, body_id, path, sector, clauses, state, received_at, state_since, answer_by, wording)
    select decision_id, body_id, path, sector, clauses, 'received', %(at)s, %(at)s, %(answer_by)s, wording
    from missing
    on conflict (decision_id, body_id) do update
    set clauses = excluded.clauses,
        state = case directive.state when 'closed' then 'received' else directive.state end,
        state_since = case directive.state when 'closed' then excluded.state_since else directive.state_since end,
        answer_by = case directive.state when 'closed' then excluded.answer_by else directive.answer_by end,
        remark = case directive.state when 'closed' then '' else directive.remark end,
        meeting_id = case directive.state when 'closed' then null else directive.meeting_id end,
        wording = case directive.state when 'closed' then excluded.wording else directive.wording end
    returning decision_id, body_id, path, sector, old.clauses as had, old.state as was, clauses, state as became
), step as (
    select decision_id, body_id, path, sector, 0::smallint as clause, way.clauses, way.was, way.became
    from given
    cross join lateral (values (had, was, ''), (clauses, '', became)) as way (clauses, was, became)
    where way.clauses is not null
    union all
    select given.decision_id, given.body_id, given.path, given.sector, progress.clause, 0, '', progress.state
    from given
    join decisions_progress as progress using (decision_id, body_id)
    where given.was = 'closed'
)
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, path, sector, clause, clauses, was, became, %(at)s, %(day)s, '', %(words)s
from step
