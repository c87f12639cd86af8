-- Which voices at this desk say nearly the same? Asked by: the page of a voice. One row per voice, the most alike first.
-- Compared are those that share one of its rarest words: comparing every voice of a desk would take a minute at a large one.
-- Cost: the index of words for a few words, and %(compared)s comparisons at most.
with sharing as materialized (
    select voice.body_id, voice.id, voice.words, voice.subject, voice.state, voice.received_on, voice.with_id
    from voices_voice as voice
    where voice.said @@ %(query)s::tsquery and voice.with_id = %(desk)s and voice.id is distinct from %(but)s::uuid
),
compared as (
    select newest.*, similarity(newest.words, %(words)s)::float as likeness
    from (select * from sharing order by received_on desc, id desc limit %(compared)s) as newest
)
select near.body_id as cell_id, near.id as voice_id, cell.name as cell_name, near.words, near.subject, near.state,
       near.received_on, near.with_id, near.likeness
from compared as near
join organisation_body as cell on cell.id = near.body_id
where near.likeness >= %(least)s
order by near.likeness desc, near.received_on desc, near.id desc
limit %(limit)s
