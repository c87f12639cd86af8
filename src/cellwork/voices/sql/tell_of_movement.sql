-- Tell the authors that what an answer points at has moved: one line more in the history of each voice.
-- Run by: actions.returning.tell_of_movement. Touches one row per voice told. The same words are told once.
-- Cost: the answers that point at one thing, by their index.
with pointing as (
    select distinct answer.body_id, answer.voice_id
    from voices_answer as answer
    where answer.link_id = %(id)s and answer.link_kind = %(kind)s
      and (%(clause)s::smallint is null or answer.link_clause is null or answer.link_clause = %(clause)s)
      and (%(by_id)s::uuid is null or answer.by_id = %(by_id)s)
      and not exists (
          select from voices_voicestep as told
          where told.body_id = answer.body_id and told.voice_id = answer.voice_id and told.what = 'moved' and told.words = %(words)s)
),
counted as (
    update voices_voice as voice set steps = voice.steps + 1
    from pointing
    where voice.body_id = pointing.body_id and voice.id = pointing.voice_id
    returning voice.body_id, voice.id, voice.steps, voice.state
)
insert into voices_voicestep (body_id, voice_id, number, "on", what, state, words, "by")
select body_id, id, steps, %(today)s, 'moved', state, %(words)s, ''
from counted
