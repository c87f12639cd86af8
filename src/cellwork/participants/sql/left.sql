-- How many on the frozen list of a category have no place and never had one.
-- Asked by: the page of the participants, and whoever says that they are chosen. One row.
select count(*) as people
from seats_eligible as fits
where fits.conference_id = %(conference_id)s and fits.category = %(category)s
  and not exists (
      select from participants_place as place
      where place.conference_id = %(conference_id)s and place.person_id = fits.person_id
  )
