-- How many of each type have a seat now, and how many wait? Asked when nobody of the same type is left to come in. One row per
-- type, in order. Cost: one range of the candidates of a draw.
select
    candidate.type_no,
    count(*) filter (
        where (candidate.result = 'drawn' or candidate.called_up_for is not null) and replaced.person_id is null
    ) as seated,
    count(*) filter (
        where candidate.result = 'substitute' and candidate.called_up_for is null and withdrawal.person_id is null
    ) as waiting
from draws_drawcandidate as candidate
left join draws_drawcandidate as replaced
    on replaced.conference_id = candidate.conference_id and replaced.draw_id = candidate.draw_id
    and replaced.called_up_for = candidate.person_id
left join draws_withdrawal as withdrawal
    on withdrawal.conference_id = candidate.conference_id and withdrawal.category = %(category)s
    and withdrawal.person_id = candidate.person_id
where candidate.conference_id = %(conference_id)s and candidate.draw_id = %(draw_id)s
group by candidate.type_no
order by candidate.type_no
