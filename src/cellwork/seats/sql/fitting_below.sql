-- How many of those who fit a category stand at each body directly below this one, and at this one itself?
-- Asked by: whoever goes down from a number. One row per body with anybody. Cost: one range of the frozen list.
select body.id as body_id, body.name, body.is_cell, count(*)::int as people
from seats_eligible as fits
join organisation_body as body on body.path = left(fits.path, greatest(length(%(path)s) + 4, 4))
where fits.conference_id = %(conference_id)s and fits.category = %(category)s
  and fits.path > %(path)s and fits.path < %(end)s
group by body.id, body.name, body.is_cell, body.path
order by body.path
