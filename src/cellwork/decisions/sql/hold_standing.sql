-- Hold still all directives of a decision that are not closed.
-- Run by: amendment, before it changes them; see hold_changing for why. One row: how many. Cost: one pass over them.
with held as (
    select body_id
    from decisions_directive
    where decision_id = %(decision_id)s and state <> 'closed'
    for update
)
select count(*) from held
