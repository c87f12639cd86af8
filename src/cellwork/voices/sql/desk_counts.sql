-- How many open voices lie with a body today, and how do they stand? Asked by: home, and the head of the desk. One row.
-- Cost: as desk.sql.
with owed as (
    select voice.with_path, voice.state, voice.lateness, voice.with_since,
           voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as owed
    from voices_voice as voice
    where voice.with_id = %(body_id)s and voice.state in ('received', 'acknowledged', 'clarifying')
    union all
    select voice.with_path, voice.state, voice.lateness, voice.with_since,
           voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s)
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
select count(*)::int as voices,
       count(*) filter (where state = 'received' or levels > 0)::int as fresh,
       count(*) filter (
           where (state = 'received' or levels > 0)
             and case when levels > 0 then day - %(answer_days)s::int else with_since end + %(acknowledge_days)s::int < %(today)s
       )::int as unread_late,
       count(*) filter (where state = 'clarifying' and levels = 0)::int as resting,
       count(*) filter (where day < %(today)s and not (levels > 0 or lateness = 'very_late'))::int as late,
       count(*) filter (where levels > 0 or lateness = 'very_late')::int as very_late,
       min(day) filter (where state <> 'clarifying' or levels > 0) as first_day
from here
