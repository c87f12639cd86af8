-- How do the open voices below a body stand today, by the body directly below it in whose branch they lie?
-- Asked by: the view of the level above. One row per body directly below with an open voice in its branch.
-- Counts alone: no words, no names. Cost: the open voices of the branch.
with owed as (
    select voice.with_path, voice.state, voice.with_since, voice.lateness,
           voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as owed
    from voices_voice as voice
    where voice.with_path > %(path)s and voice.with_path < %(end)s
      and voice.state in ('received', 'acknowledged', 'clarifying')
),
here as (
    select left(owed.with_path, length(owed.with_path) - 4 * climb.levels) as stands, owed.lateness, climb.levels,
           owed.state, owed.with_since, owed.owed + climb.levels * %(period)s as day
    from owed
    cross join lateral (
        select voices_levels_up(owed.owed, owed.with_path, %(today)s, %(answer_days)s, %(late_days)s) as levels
    ) as climb
)
select left(stands, length(%(path)s) + 4) as branch,
       count(*)::int as voices,
       count(*) filter (
           where (state = 'received' or levels > 0)
             and case when levels > 0 then day - %(answer_days)s::int else with_since end + %(acknowledge_days)s::int < %(today)s
       )::int as unread_late,
       count(*) filter (where day < %(today)s and not (levels > 0 or lateness = 'very_late'))::int as late,
       count(*) filter (where levels > 0 or lateness = 'very_late')::int as very_late,
       min(day) as first_day
from here
where length(stands) > length(%(path)s)
group by branch
order by branch
