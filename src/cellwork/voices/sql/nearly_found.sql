-- Which voices at these desks have words that are nearly these? Asked by: search, when nothing has them as typed. One row per voice.
-- Cost: the index of three-letter pieces.
select voice.body_id as cell_id, voice.id as voice_id, cell.name as cell_name, voice.words, voice.subject, voice.state,
       voice.received_on, voice.with_id, word_similarity(%(typed)s, voice.words)::float as likeness
from voices_voice as voice
join organisation_body as cell on cell.id = voice.body_id
where voice.with_id = any(%(desks)s::uuid[]) and %(typed)s <%% voice.words
order by likeness desc, voice.received_on desc, voice.id desc
limit %(limit)s
