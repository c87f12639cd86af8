-- Settle the voices whose answer was not judged in time.
-- Run by: actions.returning.let_lapse. Touches one row per voice; at most 5,000 at once. Cost: those that are due, by index.
with due as (
    select body_id, id
    from voices_voice
    where state = 'answered' and judge_by < %(today)s
    order by body_id, id
    limit 5000
    for update skip locked
),
settled as (
    update voices_voice as voice
    set state = 'settled', state_on = %(today)s, steps = voice.steps + 1
    from due
    where voice.body_id = due.body_id and voice.id = due.id
    returning voice.body_id, voice.id, voice.steps
)
insert into voices_voicestep (body_id, voice_id, number, "on", what, state, words, "by")
select body_id, id, steps, %(today)s, 'lapsed', 'settled', '', ''
from settled
