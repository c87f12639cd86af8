-- Make the open shortcomings of one cause in a branch instances of a matter at the body on top of it.
-- Run by: gathering. One row per instance. Cost: one range of open shortcomings.
-- Locked in the order of their keys; whoever waited for another matter's commit takes only what that one left.
with held as (
    select body_id, id
    from shortcomings_shortcoming
    where path >= %(path)s and path < %(end)s and cause = %(cause)s
      and state in ('open', 'under_way') and matter_id is null and not gathers
    order by body_id, id
    for update
), gathered as (
    update shortcomings_shortcoming as one
    set state = 'gathered', state_since = %(at)s, matter_id = %(matter_id)s, matter_body_id = %(matter_body_id)s,
        turn_id = %(owner_id)s, turn_path = %(matter_path)s, turn_office = %(office)s, turn_by = %(due_on)s,
        turn_up = (length(one.path) - length(%(matter_path)s)) / 4, climbed = 0, climbed_path = ''
    from held
    where one.body_id = held.body_id and one.id = held.id
      and one.state in ('open', 'under_way') and one.matter_id is null
    returning one.body_id, one.id, old.state as was
)
insert into shortcomings_shortcomingstep (body_id, id, shortcoming_id, was, became, at, words)
select body_id, uuidv7(), id, was, 'gathered', %(at)s, 'Part of a matter above: ' || %(what)s
from gathered
