-- Which open voices lie with a body today, by their dates, whether they were written down there or have climbed to it since?
-- Asked by: the desk. One row per voice: whatever has waited longest first, alike ones together. A question to the author rests.
-- Cost: the voices of the desk, and those below whose dates have run out and that the clock has not moved yet (mostly none).
with owed as (
    select voice.*, voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as owed
    from voices_voice as voice
    where voice.with_id = %(body_id)s and voice.state in ('received', 'acknowledged', 'clarifying')
    union all
    select voice.*, voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s)
    from voices_voice as voice
    where voice.with_path > %(path)s and voice.with_path < %(end)s
      and voice.state in ('received', 'acknowledged', 'clarifying') and voice.answer_by < %(today)s - %(late_days)s::int
),
here as (
    select owed.*, climb.levels, owed.owed + climb.levels * %(period)s as day
    from owed
    cross join lateral (
        select voices_levels_up(owed.owed, owed.with_path, %(today)s, %(answer_days)s, %(late_days)s) as levels
    ) as climb
    where left(owed.with_path, length(owed.with_path) - 4 * climb.levels) = %(path)s
)
select here.body_id as cell_id, here.id as voice_id, cell.name as cell_name, here.words, here.kind, here.subject, here.manner,
       here.name, here.received_on,
       case when here.levels > 0 then here.day - %(answer_days)s::int else here.with_since end as with_since, case when here.levels > 0 then 'received' else here.state end as state, here.day as answer_by,
       case when here.levels > 0 or here.lateness = 'very_late' or here.day + %(late_days)s::int < %(today)s then 'very_late'
            when here.day < %(today)s then 'late' else 'waiting' end as lateness,
       here.withheld, here.passes, here.supports, here.likeness_id, coalesce(likeness.title, '') as title
from here
join organisation_body as cell on cell.id = here.body_id
left join voices_likeness as likeness on likeness.id = here.likeness_id
where (%(subject)s = '' or here.subject = %(subject)s)
order by here.state = 'clarifying', min(here.day) over (partition by coalesce(here.likeness_id, here.id)),
         coalesce(here.likeness_id, here.id), here.day, here.id
limit %(limit)s offset %(offset)s
