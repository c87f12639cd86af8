-- Whoever is noted as present went out at this moment, and a desk wrote it down.
-- Run by: the end of a day, with the conference locked. One row per person.
insert into accreditation_scan (
    conference_id, id, desk_id, what, number, said, person_id, verdict, checked, at, received_at, by
)
select %(conference_id)s, gen_random_uuid(), %(desk_id)s, 'out', null, '', person_id, 'good', '', %(at)s, %(at)s, %(by)s
from accreditation_presence
where conference_id = %(conference_id)s and until is null and since <= %(at)s
