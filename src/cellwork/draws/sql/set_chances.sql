-- The chances of a frozen list are written beside its types. Cost: one key per type.
update draws_drawtype as type
set chance = found.chance
from unnest(%(numbers)s::int[], %(chances)s::bigint[]) as found (number, chance)
where type.conference_id = %(conference_id)s and type.draw_id = %(draw_id)s and type.number = found.number
