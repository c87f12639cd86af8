-- Places for everybody in the file who is right and new, numbered on in its order, each with the first step of its seat.
-- Run by: imports of participants, last, with the conference locked. As many rows as there are new places.
with given as (
    insert into participants_place (
        conference_id, person_id, seat_id, number, token, name, category, unit_id, sector, body_id, path, origin, came_by,
        because, state, state_since, words
    )
    select %(conference_id)s, person_id, person_id,
           (select coalesce(max(number), 0) from participants_place where conference_id = %(conference_id)s)
           + row_number() over (order by line),
           gen_random_uuid(), name, category, null, '', body_id, path, origin, 'invitation', because, 'chosen', %(at)s, ''
    from import_place
    where faults is null and not known
    returning person_id, because
)
insert into participants_placestep (conference_id, id, seat_id, person_id, at, what, because, by)
select %(conference_id)s, uuidv7(), person_id, person_id, %(at)s, 'chosen', because, %(by)s from given
