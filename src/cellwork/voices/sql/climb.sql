-- What is so by the dates is written down: which voices are late, and which lie one or more levels higher by now.
-- Asked by: the chore, and every act about a voice before it begins (`voices`: only these). One row per voice that changed.
-- Every step bears the day on which it happened, however late this runs. Cost: the open voices past their day.
with due as (
    select voice.body_id, voice.id, voice.with_id, voice.with_path, voice.steps, voice.state, voice.lateness, voice.paused_on,
           coalesce(%(today)s - voice.paused_on > %(answer_days)s, false) as resumes,
           voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as owed
    from voices_voice as voice
    where voice.state in ('received', 'acknowledged', 'clarifying')
      and voice.answer_by < %(today)s
      and (%(voices)s::uuid[] is null or voice.id = any(%(voices)s::uuid[]))
      and (
          voice.lateness = 'waiting' or coalesce(%(today)s - voice.paused_on > %(answer_days)s, false)
          or voice.lateness = 'late' and voice.answer_by + %(late_days)s::int < %(today)s
          or length(voice.with_path) > 4 and voice.answer_by + %(late_days)s::int < %(today)s
      )
    order by voice.body_id, voice.id
    limit %(most)s
    for update
),
climbed as materialized (
    select due.*, climb.levels, climb.levels * %(period)s as later,
           case when climb.levels > 0 or due.lateness = 'very_late'
                  or %(today)s - due.owed - climb.levels * %(period)s > %(late_days)s then 'very_late'
                when %(today)s > due.owed then 'late' else 'waiting' end as stands
    from due
    cross join lateral (
        select voices_levels_up(due.owed, due.with_path, %(today)s, %(answer_days)s, %(late_days)s) as levels
    ) as climb
),
changing as materialized (
    select climbed.*, coalesce(body.id, climbed.with_id) as to_id,
           left(climbed.with_path, length(climbed.with_path) - 4 * climbed.levels) as to_path
    from climbed
    left join organisation_body as body
      on climbed.levels > 0 and body.path = left(climbed.with_path, length(climbed.with_path) - 4 * climbed.levels)
    where climbed.resumes or climbed.levels > 0 or climbed.stands <> climbed.lateness
),
happened as (
    select body_id, id, 0 as place, 'resumed' as what, paused_on + %(answer_days)s as day, null::uuid as from_id,
           null::uuid as to_id, 'acknowledged' as state
    from changing where resumes
    union all
    select body_id, id, 1, 'climbed', owed + 1, with_id, null, case when resumes then 'acknowledged' else state end
    from changing where lateness = 'waiting' and stands <> 'waiting'
    union all
    select changing.body_id, changing.id, 1 + level, 'climbed', changing.owed + %(late_days)s + 1 + (level - 1) * %(period)s,
           here.id, above.id, 'received'
    from changing
    cross join lateral generate_series(1, changing.levels) as level
    join organisation_body as here on here.path = left(changing.with_path, length(changing.with_path) - 4 * (level - 1))
    join organisation_body as above on above.path = left(changing.with_path, length(changing.with_path) - 4 * level)
),
numbered as materialized (
    select happened.*, row_number() over (partition by body_id, id order by place) as nth
    from happened
),
written as (
    insert into voices_voicestep (body_id, voice_id, number, "on", what, state, from_id, to_id)
    select numbered.body_id, numbered.id, changing.steps + numbered.nth, numbered.day, numbered.what, numbered.state,
           numbered.from_id, numbered.to_id
    from numbered
    join changing on changing.body_id = numbered.body_id and changing.id = numbered.id
    order by numbered.body_id, numbered.id, numbered.nth
)
update voices_voice as voice
set with_id = changing.to_id,
    with_path = changing.to_path,
    with_since = case when changing.levels > 0 then %(today)s else voice.with_since end,
    answer_by = case when changing.levels > 0 or changing.resumes then changing.owed + changing.later else voice.answer_by end,
    paused_on = case when changing.levels > 0 or changing.resumes then null else voice.paused_on end,
    state = case when changing.levels > 0 then 'received' when changing.resumes then 'acknowledged' else voice.state end,
    state_on = case when changing.levels > 0 or changing.resumes then %(today)s else voice.state_on end,
    lateness = changing.stands,
    steps = voice.steps + changing.levels + changing.resumes::int
            + (changing.lateness = 'waiting' and changing.stands <> 'waiting')::int
from changing
where voice.body_id = changing.body_id and voice.id = changing.id
returning voice.body_id, voice.id as voice_id, changing.with_id as from_id, voice.with_id as to_id
