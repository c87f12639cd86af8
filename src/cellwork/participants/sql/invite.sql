-- Everybody chosen and not yet invited is invited, and the step that says so stands with each seat.
-- Run by: inviting, with the conference locked. One row: how many. Cost: about 0.4 s for 10,000.
with invited as (
    update participants_place
    set state = 'invited', state_since = %(at)s, invited_at = %(at)s, reply_by = %(reply_by)s
    where conference_id = %(conference_id)s and state = 'chosen'
    returning seat_id, person_id
), steps as (
    insert into participants_placestep (conference_id, id, seat_id, person_id, at, what, because, by)
    select %(conference_id)s, uuidv7(), seat_id, person_id, %(at)s, 'invited', '', %(by)s from invited
    returning 1
)
select count(*) as people from steps
