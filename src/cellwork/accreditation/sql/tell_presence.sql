-- From when to when were these people in the hall, by all that any desk ever wrote down of them?
-- Run by: taking scans, after what was there is gone. One row per stay. Cost: one index range per person.
-- The order in which desks hand over does not matter: only when it was scanned does. In twice is in once; out without having
-- come in says nothing; a stay of no length is none.
with told as (
    select person_id, at, id, what, desk_id, lag(what) over (partition by person_id order by at, id) as before
    from accreditation_scan
    where conference_id = %(conference_id)s and person_id = any(%(people)s) and verdict = 'good'
), turns as (
    select person_id, at, id, what, desk_id
    from told
    where what is distinct from before and not (what = 'out' and before is null)
), stays as (
    select person_id, what, at as since, lead(at) over (partition by person_id order by at, id) as until, desk_id
    from turns
)
insert into accreditation_presence (conference_id, person_id, since, until, desk_id)
select %(conference_id)s, person_id, since, until, desk_id
from stays
where what = 'in' and (until is null or until > since)
