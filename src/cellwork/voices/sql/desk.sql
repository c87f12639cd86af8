-- Which open voices lie with a body today, by their dates, whether they were written down there or have climbed to it since?
-- Asked by: the desk. One row per voice, from a place in the list on: whatever has waited longest first, alike ones together
-- where the first of them stands. A question to the author rests, after all others.
-- Cost: one page, read along the index in the order shown; and the voices below whose dates have run out and that the clock has
-- not moved yet (mostly none).
with foremost as (
    select voice.answer_by as first_day, voice.id as leader, voice.body_id, voice.likeness_id
    from (values ('received'), ('acknowledged')) as waiting (state)
    cross join lateral (
        select voice.answer_by, voice.id, voice.body_id, voice.likeness_id
        from voices_voice as voice
        where voice.with_id = %(body_id)s and voice.state = waiting.state and voice.answer_by >= %(since)s
          and voice.state in ('received', 'acknowledged')  -- or the index would not be seen to hold them all
          and not %(rests)s and (voice.answer_by, voice.id) >= (%(first_day)s::date, %(leader)s::uuid)
          and (%(subject)s = '' or voice.subject = %(subject)s)
          and (voice.likeness_id is null or not exists (
              select from voices_voice as earlier
              where earlier.likeness_id = voice.likeness_id and earlier.with_id = voice.with_id
                and earlier.state in ('received', 'acknowledged') and earlier.answer_by >= %(since)s
                and (earlier.answer_by, earlier.id) < (voice.answer_by, voice.id)
                and (%(subject)s = '' or earlier.subject = %(subject)s)
          ))
        order by voice.answer_by, voice.id
        limit %(limit)s + 1
    ) as voice
    order by 1, 2
    limit %(limit)s + 1  -- the first of them may be all behind us
),
owed as (
    select voice.*, voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as owed
    from voices_voice as voice
    where voice.with_path > %(path)s and voice.with_path < %(end)s
      and voice.state in ('received', 'acknowledged', 'clarifying') and voice.answer_by < %(today)s - %(late_days)s::int
),
climbed as (
    select owed.*, owed.owed + climb.levels * %(period)s as day
    from owed
    cross join lateral (
        select voices_levels_up(owed.owed, owed.with_path, %(today)s, %(answer_days)s, %(late_days)s) as levels
    ) as climb
    where climb.levels > 0 and left(owed.with_path, length(owed.with_path) - 4 * climb.levels) = %(path)s
      and (%(subject)s = '' or owed.subject = %(subject)s)
),
resting as (
    select voice.body_id, voice.id, voice.answer_by,
           voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as day
    from voices_voice as voice
    where voice.with_id = %(body_id)s and voice.state = 'clarifying'
      and (not %(rests)s or (voice.answer_by, voice.id) > (%(first_day)s::date, %(leader)s::uuid))
      and voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) >= %(since)s
      and (%(subject)s = '' or voice.subject = %(subject)s)
    order by voice.answer_by, voice.id
    limit %(limit)s
),
listed as (
    select false as rests, foremost.first_day, foremost.leader, voice.answer_by as place, voice.id, voice.body_id,
           voice.answer_by as day, false as is_climbed
    from foremost
    cross join lateral (
        select foremost.first_day as answer_by, foremost.leader as id, foremost.body_id
        where foremost.likeness_id is null
        union all
        (
            select alike.answer_by, alike.id, alike.body_id
            from voices_voice as alike
            where alike.likeness_id = foremost.likeness_id and alike.with_id = %(body_id)s
              and alike.state in ('received', 'acknowledged') and alike.answer_by >= %(since)s
              and (alike.answer_by, alike.id) > (
                  case when foremost.leader = %(leader)s::uuid then %(place)s::date else '-infinity' end,
                  case when foremost.leader = %(leader)s::uuid then %(id)s::uuid else foremost.leader end
              )
              and (%(subject)s = '' or alike.subject = %(subject)s)
            order by alike.answer_by, alike.id
            limit %(limit)s
        )
    ) as voice
    union all
    select false, min(day) over alike, first_value(id) over (alike order by day, id), day, id, body_id, day, true
    from climbed
    window alike as (partition by coalesce(likeness_id, id))
    union all
    select true, answer_by, id, answer_by, id, body_id, day, false
    from resting
),
here as (
    select listed.*
    from listed
    where (listed.rests, listed.first_day, listed.leader, listed.place, listed.id)
          > (%(rests)s::boolean, %(first_day)s::date, %(leader)s::uuid, %(place)s::date, %(id)s::uuid)
    order by listed.rests, listed.first_day, listed.leader, listed.place, listed.id
    limit %(limit)s
)
select here.body_id as cell_id, here.id as voice_id, cell.name as cell_name, voice.words, voice.kind, voice.subject,
       voice.manner, voice.name, voice.received_on,
       case when here.is_climbed then here.day - %(answer_days)s::int else voice.with_since end as with_since,
       case when here.is_climbed then 'received' else voice.state end as state, here.day as answer_by,
       case when here.is_climbed or voice.lateness = 'very_late' or here.day + %(late_days)s::int < %(today)s then 'very_late'
            when here.day < %(today)s then 'late' else 'waiting' end as lateness,
       voice.withheld, voice.passes, voice.supports, voice.unknown, voice.likeness_id, coalesce(likeness.title, '') as title,
       concat_ws('.', here.rests::int, here.first_day, here.leader, here.place, here.id) as place
from here
join voices_voice as voice on voice.body_id = here.body_id and voice.id = here.id
join organisation_body as cell on cell.id = here.body_id
left join voices_likeness as likeness on likeness.id = voice.likeness_id
order by here.rests, here.first_day, here.leader, here.place, here.id
