-- Open voices that lie with a dissolved body are passed to the nearest living body above it; their day stays what it was.
-- Run by: reorganisation, inside the act. One step per voice. Cost: the open voices of that desk.
with orphaned as (
    select voice.body_id, voice.id, voice.steps, voice.with_id, voice.paused_on, above.id as to_id, above.path as to_path
    from organisation_body as gone
    join voices_voice as voice on voice.with_id = gone.id and voice.state <> 'settled'
    cross join lateral (
        select body.id, body.path
        from generate_series(4, length(gone.path) - 4, 4) as ends
        join organisation_body as body on body.path = left(gone.path, ends)
        where body.dissolved_on is null
        order by ends desc limit 1
    ) as above
    where gone.dissolved_on is not null and (%(body_id)s::uuid is null or gone.id = %(body_id)s::uuid)
    order by voice.body_id, voice.id
    for update of voice
),
written as (
    insert into voices_voicestep (body_id, voice_id, number, "on", what, state, from_id, to_id, words)
    select orphaned.body_id, orphaned.id, orphaned.steps + 1, %(today)s, 'passed',
           case when voice.state = 'answered' then 'answered' else 'received' end, orphaned.with_id, orphaned.to_id,
           %(because)s
    from orphaned
    join voices_voice as voice on voice.body_id = orphaned.body_id and voice.id = orphaned.id
)
update voices_voice as voice
set with_id = orphaned.to_id,
    with_path = orphaned.to_path,
    with_since = %(today)s,
    steps = orphaned.steps + 1,
    answer_by = voice.answer_by + coalesce(%(today)s - voice.paused_on, 0),
    paused_on = null,
    state = case when voice.state = 'answered' then 'answered' else 'received' end
from orphaned
where voice.body_id = orphaned.body_id and voice.id = orphaned.id
