-- Who is of which type, by token? Asked when the file of a draw is written. One row per candidate, in no order. Cost: one range
-- of the key.
select type_no, token
from draws_drawcandidate
where conference_id = %(conference_id)s and draw_id = %(draw_id)s
