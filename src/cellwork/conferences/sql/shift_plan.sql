-- The opening has another day: every open line of the plan keeps its distance to it, but none gets a day that has passed.
-- Run by: whoever changes the dates of a conference. One row per line that moved. Cost: one plan.
with shifted as (
    update conferences_planitem
    set due_on = greatest(due_on + %(days)s, least(due_on, %(today)s::date)), moved = moved + 1, climbed = 0,
        climbed_path = ''
    where conference_id = %(conference_id)s and state = 'open' and %(days)s <> 0
    returning conference_id, key, due_on
)
insert into conferences_planstep (conference_id, id, key, sort, due_on, at, by, words)
select conference_id, uuidv7(), key, 'moved', due_on, %(at)s, %(by)s, %(words)s from shifted
