-- What everybody who comes needs, by number.
-- Asked by: those who arrange it, inside an act that leaves a trace with each. One row per person who needs anything.
select place.person_id, place.number, place.name, place.origin, needs.travel, needs.lodging, needs.diet, needs.access
from participants_needs as needs
join participants_place as place using (conference_id, person_id)
where needs.conference_id = %(conference_id)s and place.state in ('chosen', 'invited', 'accepted')
  and (needs.lodging or needs.travel <> '' or needs.diet <> '' or needs.access <> '')
order by place.number
