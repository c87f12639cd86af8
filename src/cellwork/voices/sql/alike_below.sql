-- Which open voices that lie with bodies below this one say nearly the same as these words? Asked by: the page that gathers them.
-- One row per voice, the most alike first; without words and names. Compared are those that share two of the rarest words.
-- Cost: the index of words for a few words, and %(compared)s comparisons at most.
with sharing as materialized (
    select voice.body_id, voice.id, voice.words, voice.manner, voice.received_on, voice.with_path
    from voices_voice as voice
    where voice.said @@ %(query)s::tsquery and voice.with_path > %(path)s and voice.with_path < %(end)s
      and voice.state in ('received', 'acknowledged', 'clarifying')
),
compared as (
    select newest.*, similarity(newest.words, %(words)s)::float as likeness
    from (select * from sharing order by received_on desc, id desc limit %(compared)s) as newest
)
select near.body_id as cell_id, near.id as voice_id, cell.name as cell_name, near.manner, near.received_on, near.with_path,
       near.likeness
from compared as near
join organisation_body as cell on cell.id = near.body_id
where near.likeness >= %(least)s
order by near.likeness desc, near.received_on desc, near.id desc
