-- How many shortcomings say another path or kind than their body has, or another path of whoever's turn it is?
-- Asked by: the doctor. One row. Cost: one pass over the register beside the bodies, half a second for a million.
select count(*)::int as shortcomings
from shortcomings_shortcoming as one
left join organisation_body as body on body.id = one.body_id
left join organisation_body as turn on turn.id = one.turn_id
where (body.path, body.kind) is distinct from (one.path, one.kind)
   or (one.turn_id is not null and turn.path is distinct from one.turn_path)
