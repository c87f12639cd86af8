-- Who has the mandate of this number, or a name like this?
-- Read by: a desk. One row per person, those who hold their seat first. Cost: one pass over the places of the conference.
select place.number, place.person_id, place.name, coalesce(category.title, place.category) as category, place.origin,
       place.state, place.words, inside.since, coalesce(desk.name, '') as desk
from participants_place as place
left join seats_category as category on category.conference_id = place.conference_id and category.key = place.category
left join accreditation_presence as inside
       on inside.conference_id = place.conference_id and inside.person_id = place.person_id and inside.until is null
left join accreditation_desk as desk on desk.conference_id = place.conference_id and desk.id = inside.desk_id
where place.conference_id = %(conference_id)s
  and (place.number = %(number)s::int or (%(number)s::int is null and place.name ilike %(like)s))
order by place.state not in ('chosen', 'invited', 'accepted'), place.name, place.number
limit %(limit)s
