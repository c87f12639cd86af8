-- What of the plans of conferences waits on one office of one body?
-- Asked by: what waits on somebody, once for each office held. One row per line that is open: its own ones that are due by `soon`,
-- and for whoever leads, what climbed to the body. Cost: two indexes of open lines.
select item.conference_id, item.key, conference.title as conference, body.name as body_name, item.title, item.office,
       item.due_on, item.climbed, item.body_id = %(body_id)s and item.office = %(office)s as is_own
from conferences_planitem as item
join conferences_conference as conference on conference.id = item.conference_id
join organisation_body as body on body.id = item.body_id
where item.state = 'open' and conference.phase not in ('published', 'cancelled')
  and ((item.body_id = %(body_id)s and item.office = %(office)s and item.due_on <= %(soon)s)
       or (%(leads)s and item.climbed > 0 and item.climbed_path = %(path)s))
order by item.due_on, item.conference_id, item.key
limit %(limit)s
