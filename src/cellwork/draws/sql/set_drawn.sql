-- How many of each type were drawn is written beside it. Cost: one key per type.
update draws_drawtype as type
set drawn = found.drawn
from unnest(%(numbers)s::int[], %(drawn)s::int[]) as found (number, drawn)
where type.conference_id = %(conference_id)s and type.draw_id = %(draw_id)s and type.number = found.number
