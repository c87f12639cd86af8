-- How many people of a frozen list have withdrawn since? Asked before the lot runs. One row. Cost: the withdrawals of a category.
select count(*) as people
from draws_withdrawal as withdrawal
join draws_drawcandidate as candidate
    on candidate.conference_id = withdrawal.conference_id and candidate.draw_id = %(draw_id)s
    and candidate.person_id = withdrawal.person_id
where withdrawal.conference_id = %(conference_id)s and withdrawal.category = %(category)s
