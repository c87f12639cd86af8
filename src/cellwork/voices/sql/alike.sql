-- Which voices at this desk say nearly the same? Asked by: the page of a voice. One row per voice, the most alike first.
-- Compared are those that share one of its rarest words: comparing every voice of a desk would take a minute at a large one.
-- Cost: the index of words for six words, and %(compared)s comparisons at most.
select near.body_id as cell_id, near.id as voice_id, cell.name as cell_name, near.words, near.subject, near.state,
       near.received_on, near.with_id, near.likeness
from (
    select voice.*, similarity(voice.words, %(words)s)::float as likeness
    from (
        select voice.body_id, voice.id, voice.words, voice.subject, voice.state, voice.received_on, voice.with_id
        from voices_voice as voice
        where to_tsvector('simple', coalesce(voice.words, '')) @@ voices_rare_words(%(words)s, 6)
          and voice.with_id = %(desk)s and voice.id is distinct from %(but)s::uuid
        order by voice.received_on desc, voice.id desc
        limit %(compared)s
    ) as voice
) as near
join organisation_body as cell on cell.id = near.body_id
where near.likeness >= %(least)s
order by near.likeness desc, near.received_on desc, near.id desc
limit %(limit)s
