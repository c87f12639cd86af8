-- Whom would this amendment concern, and how, if it were adopted now?
-- Asked by: the preview of an amendment, and its adoption. One row. Cost: one pass over the branch and the directives (0.4 s for 300,000).
-- accept: had accepted, and something of theirs is others; again: of these, told the whole done and begin anew;
-- unanswered: have not accepted yet, and answer the new words; new: not addressed before; gone: no longer addressed, and closed;
-- untouched: addressed, and nothing of theirs is others.
with aimed as (
    select body.id as body_id,
           case when body.is_cell
                then %(all_cells)s::bigint | coalesce((%(by_sector)s::jsonb ->> body.sector)::bigint, 0)
                else 0 end
           | coalesce((%(by_kind)s::jsonb ->> body.kind)::bigint, 0)
           | coalesce((%(by_code)s::jsonb ->> body.code)::bigint, 0) as has
    from organisation_body as body
    where body.path > %(path)s and body.path < %(end)s and body.dissolved_on is null
), standing as (
    select coalesce(aimed.has, 0) as has, directive.clauses as had, directive.state,
           coalesce(directive.state in ('accepted', 'under_way', 'reported', 'returned', 'verified'), false) as taken_up,
           coalesce((directive.clauses # aimed.has) | (directive.clauses & %(changed)s), 0) <> 0 as touched
    from aimed
    full join (
        select body_id, clauses, state from decisions_directive where decision_id = %(decision_id)s and state <> 'closed'
    ) as directive using (body_id)
)
select (count(*) filter (where has <> 0 and touched and taken_up))::int as accept,
       (count(*) filter (where state in ('reported', 'verified') and ((has & %(again)s) | (has & ~had & %(tasks)s)) <> 0))::int as again,
       (count(*) filter (where has <> 0 and touched and not taken_up and state is not null))::int as unanswered,
       (count(*) filter (where has <> 0 and state is null))::int as new,
       (count(*) filter (where has = 0 and state <> 'verified'))::int as gone,
       (count(*) filter (where has <> 0 and state is not null and not touched))::int as untouched
from standing
