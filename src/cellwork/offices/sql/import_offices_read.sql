-- Every line of a file of offices as we understand it, beside the term that it may know again, with what is wrong in the line
-- itself. A term is known by body, office, person and the day it began.
-- Run by: imports of offices. One row per line that is not blank.
create unlogged table import_term as
select row.line, body.id as body_id, body.name as body_name, office.code as office, seats.code::int as seats,
       case when row.seat ~ '^\d{1,4}$' then row.seat::int end as wished,
       person.id as person_id, btrim(person.given_name || ' ' || person.family_name) as person_name,
       pg_temp.as_day(row.since) as day, pg_temp.as_day(row.since)::timestamp at time zone %(time_zone)s as since,
       pg_temp.as_day(row.until)::timestamp at time zone %(time_zone)s as until,
       coalesce(standing.code, 'held') as standing,
       null::uuid as old_id, null::int as seat,
       nullif(concat_ws(chr(30),
           case when row.body is null then 'No body: fill in the code of the body the office belongs to.'
                when body.id is null
                then 'There is no body with the code ' || left(row.body, 40) || ': correct the code, or import that body first.'
                when body.dissolved_on is not null
                then left(body.name, 60) || ' (' || left(row.body, 40) || ') was dissolved on ' || body.dissolved_on
                     || ': leave the line out.' end,
           case when row.office is null then 'No office: fill in its code or title by the statutes.'
                when office.code is null
                then 'The statutes know no office "' || left(row.office, 40) || '": write one of ' || %(offices)s || '.'
                when body.id is not null and seats.code is null
                then 'By the statutes, ' || left(body.name, 60) || ' has no such office'
                     || coalesce(': it has ' || there.code || '.', ', nor any other.') end,
           case when row.seat is not null and seats.code is not null
                     and not (row.seat ~ '^\d{1,4}$' and row.seat::int between 1 and seats.code::int)
                then 'There is no seat "' || left(row.seat, 20) || '" of that office there: write a number from 1 to '
                     || seats.code || ', or leave it empty for the first that is free.' end,
           case when row.person is null then 'No person: fill in the member number.'
                when person.id is null
                then 'There is no person with the number ' || left(row.person, 40)
                     || ': correct the number, or import the members first.' end,
           case when row.since is null then 'Since when is missing: fill in the day the term began.'
                when pg_temp.as_day(row.since) is null then pg_temp.day_fault('Since', row.since) end,
           case when row.until is null then null
                when pg_temp.as_day(row.until) is null then pg_temp.day_fault('Until', row.until)
                when pg_temp.as_day(row.until) <= pg_temp.as_day(row.since)
                then 'The term would end before it began: correct one of the days.' end,
           case when row.standing is not null and standing.code is null
                then 'There is no standing "' || left(row.standing, 40) || '": write held or acting.' end
       ), '') as faults
from import_rows as row
left join organisation_body as body on body.code = row.body
left join import_word as office on office.sort = 'office' and office.word = lower(row.office)
left join import_word as seats on seats.sort = 'seats' and seats.word = office.code || ' at ' || body.kind
left join import_word as there on there.sort = 'there' and there.word = body.kind
left join people_person as person on person.id = people_person_id(row.person)
left join import_word as standing on standing.sort = 'standing' and standing.word = lower(row.standing)
where not row.blank
