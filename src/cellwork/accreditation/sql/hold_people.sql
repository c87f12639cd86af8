-- Nobody else works out the presence of these people until this transaction ends. In one order, so that two desks that hand over
-- the same people wait for each other and not in a circle.
-- Run by: taking scans. One row per person.
select pg_advisory_xact_lock(hashtextextended(%(conference_id)s || person_id::text, 0))
from (select person_id from unnest(%(people)s::uuid[]) as person_id order by person_id) as people
