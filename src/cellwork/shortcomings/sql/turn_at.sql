-- What has a body to correct, to check or to judge?
-- Asked by: "what waits on you". One row per shortcoming, the nearest day first; what waits for a matter waits with it.
-- Cost: one range of the index of whose turn it is, a key read per row.
select one.id, one.body_id, body.name as body_name, one.what, one.state, one.turn_by
from shortcomings_shortcoming as one
join organisation_body as body on body.id = one.body_id
where one.turn_id = %(body_id)s and one.state = any(%(states)s::text[])
order by one.turn_by, one.id
limit %(limit)s
