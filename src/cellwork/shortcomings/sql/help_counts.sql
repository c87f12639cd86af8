-- How often was help with shortcomings asked for, given and offered in a branch since a day?
-- Asked by: the page of times. One row.
select count(*) filter (where call.asked <> '')::int as asked,
       count(*) filter (where call.asked <> '' and call.given_at is not null)::int as answered,
       count(*) filter (where call.asked <> '' and call.given_at is null)::int as waiting,
       count(*) filter (where call.asked = '')::int as offered
from shortcomings_help as call
join organisation_body as body on body.id = call.body_id
where body.path >= %(path)s and body.path < %(end)s
  and (call.asked_at at time zone %(zone)s)::date >= %(since)s
