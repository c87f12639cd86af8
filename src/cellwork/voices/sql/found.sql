-- Which voices at these desks have these words? Asked by: search. One row per voice, the newest first.
-- Cost: the index of words; where they are common, the newest voices of each desk until the page is full.
select found.body_id as cell_id, found.id as voice_id, cell.name as cell_name, found.words, found.subject, found.state,
       found.received_on, found.with_id, %(likeness)s::float as likeness
from unnest(%(desks)s::uuid[]) as desk
cross join lateral (
    select voice.body_id, voice.id, voice.words, voice.subject, voice.state, voice.received_on, voice.with_id
    from voices_voice as voice
    where voice.with_id = desk and voice.said @@ %(query)s::tsquery
    order by voice.received_on desc, voice.id desc
    limit %(limit)s
) as found
join organisation_body as cell on cell.id = found.body_id
order by found.received_on desc, found.id desc
limit %(limit)s
