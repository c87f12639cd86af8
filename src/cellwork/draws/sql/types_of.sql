-- Which types does a frozen list have? Asked when its file is written. One row per type, in their order. Cost: one range of the key.
select number, values
from draws_drawtype
where conference_id = %(conference_id)s and draw_id = %(draw_id)s
order by number
