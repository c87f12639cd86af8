-- In which order do the candidates of each type stand? Asked right after the draw, to compare it with the file. One row per
-- candidate, by type and rank. Cost: one range of the key, sorted.
select type_no, token, result
from draws_drawcandidate
where conference_id = %(conference_id)s and draw_id = %(draw_id)s
order by type_no, rank
