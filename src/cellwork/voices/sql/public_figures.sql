-- How many voices came to lie with a body, about what, and what became of them?
-- Asked by: the public page of a body. One row per subject and state. Cost: the voices that lie with the body, by index.
-- The answers' kinds are those of the latest answer.
select voice.subject as subject,
       case when voice.state in ('answered', 'settled') then coalesce(answer.kind, 'answered')
            when voice.lateness = 'waiting' then 'waiting' else 'late' end as stands,
       count(*)::int as voices
from voices_voice as voice
left join voices_answer as answer on answer.body_id = voice.body_id and answer.id = voice.answer_id
where voice.with_id = %(body_id)s
group by 1, 2
