-- How many have a place, by category, unit and sector, and how far each of them is.
-- Asked by: the report of credentials. One row per category, unit and sector in which anybody has or had a place.
-- Cost: one scan of the conference's places, about 15 ms for 12,000.
select place.category, place.unit_id, place.sector,
       count(*) filter (where place.state in ('chosen', 'invited', 'accepted')) as chosen,
       count(*) filter (where place.invited_at is not null) as invited,
       count(*) filter (where place.state = 'accepted') as accepted,
       count(*) filter (where place.state = 'invited') as silent,
       count(*) filter (where place.state in ('declined', 'withdrawn', 'lapsed')) as declined,
       count(*) filter (where place.person_id = any(%(admitted)s)) as admitted
from participants_place as place
where place.conference_id = %(conference_id)s
group by place.category, place.unit_id, place.sector
