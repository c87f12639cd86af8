-- Hold still all open directives of a decision.
-- Run by: withdrawal, before it closes them; see hold_changing for why. One row: how many. Cost: one pass over them.
with held as (
    select body_id
    from decisions_directive
    where decision_id = %(decision_id)s and state not in ('verified', 'closed')
    for update
)
select count(*) from held
