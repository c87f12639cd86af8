-- Who was invited, has not replied and was not reminded is reminded; where a day is given, only if theirs is not later.
-- Run by: reminding, with the conference locked. One row: how many.
with reminded as (
    update participants_place
    set reminded_at = %(at)s
    where conference_id = %(conference_id)s and state = 'invited' and reminded_at is null
      and (%(reply_by)s::date is null or reply_by <= %(reply_by)s::date)
    returning seat_id, person_id
), steps as (
    insert into participants_placestep (conference_id, id, seat_id, person_id, at, what, because, by)
    select %(conference_id)s, uuidv7(), seat_id, person_id, %(at)s, 'reminded', '', %(by)s from reminded
    returning 1
)
select count(*) as people from steps
