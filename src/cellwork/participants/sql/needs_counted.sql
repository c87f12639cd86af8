-- How many of those who come need anything, and of what.
-- Asked by: the page of the participants. One row.
select count(*) as said, count(*) filter (where needs.travel <> '') as travel, count(*) filter (where needs.lodging) as lodging,
       count(*) filter (where needs.diet <> '') as diet, count(*) filter (where needs.access <> '') as access
from participants_needs as needs
join participants_place as place using (conference_id, person_id)
where needs.conference_id = %(conference_id)s and place.state in ('chosen', 'invited', 'accepted')
  and (needs.lodging or needs.travel <> '' or needs.diet <> '' or needs.access <> '')
