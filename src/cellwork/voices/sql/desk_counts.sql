-- How many open voices lie with a body today, and how do they stand? Asked by: home, and the head of the desk. One row.
-- No number is counted further than one beyond %(most)s. Cost: so many entries of an index for each number at most; and the
-- voices below whose dates have run out and that the clock has not moved yet (mostly none).
with owed as (
    select voice.with_path, voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) as owed
    from voices_voice as voice
    where voice.with_path > %(path)s and voice.with_path < %(end)s
      and voice.state in ('received', 'acknowledged', 'clarifying') and voice.answer_by < %(today)s - %(late_days)s::int
),
climbed as materialized (
    select owed.owed + climb.levels * %(period)s as day
    from owed
    cross join lateral (
        select voices_levels_up(owed.owed, owed.with_path, %(today)s, %(answer_days)s, %(late_days)s) as levels
    ) as climb
    where climb.levels > 0 and left(owed.with_path, length(owed.with_path) - 4 * climb.levels) = %(path)s
),
also as (
    select count(*) as voices, min(day) as first_day,
           count(*) filter (where day - %(answer_days)s::int + %(acknowledge_days)s::int < %(today)s) as unread_late
    from climbed
)
select (also.voices + (
           select count(*) from (
               select from voices_voice
               where with_id = %(body_id)s and state in ('received', 'acknowledged') and answer_by >= %(since)s
               limit %(most)s + 1
           ) as counted
       ))::int as owed,
       (also.voices + (
           select count(*) from (
               select from voices_voice
               where with_id = %(body_id)s and state = 'received' and answer_by >= %(since)s
               limit %(most)s + 1
           ) as counted
       ))::int as fresh,
       (also.unread_late + (
           select count(*) from (
               select from voices_voice
               where with_id = %(body_id)s and state = 'received' and answer_by >= %(since)s
                 and with_since < %(today)s - %(acknowledge_days)s::int
               limit %(most)s + 1
           ) as counted
       ))::int as unread_late,
       (
           select count(*) from (
               select from voices_voice
               where with_id = %(body_id)s and state = 'clarifying'
                 and voices_owed_by(answer_by, paused_on, %(today)s, %(answer_days)s) >= %(since)s
               limit %(most)s + 1
           ) as counted
       )::int as resting,
       (
           select count(*) from (
               (
                   select from voices_voice
                   where with_id = %(body_id)s and state in ('received', 'acknowledged') and lateness <> 'very_late'
                     and answer_by >= %(today)s - %(late_days)s::int and answer_by < %(today)s
                   limit %(most)s + 1
               )
               union all
               select from voices_voice
               where with_id = %(body_id)s and state = 'clarifying' and lateness <> 'very_late' and answer_by < %(today)s
                 and voices_owed_by(answer_by, paused_on, %(today)s, %(answer_days)s) < %(today)s
                 and voices_owed_by(answer_by, paused_on, %(today)s, %(answer_days)s) >= %(today)s - %(late_days)s::int
               limit %(most)s + 1
           ) as counted
       )::int as late,
       (also.voices + (
           select count(*) from (
               (
                   select from voices_voice
                   where with_id = %(body_id)s and state in ('received', 'acknowledged', 'clarifying') and lateness = 'very_late'
                     and voices_owed_by(answer_by, paused_on, %(today)s, %(answer_days)s) >= %(since)s
                   limit %(most)s + 1
               )
               union all
               select from voices_voice
               where with_id = %(body_id)s and state in ('received', 'acknowledged', 'clarifying') and lateness <> 'very_late'
                 and answer_by >= %(since)s and answer_by < %(today)s - %(late_days)s::int
                 and voices_owed_by(answer_by, paused_on, %(today)s, %(answer_days)s) < %(today)s - %(late_days)s::int
               limit %(most)s + 1
           ) as counted
       ))::int as very_late,
       least(
           also.first_day,
           (
               select answer_by from voices_voice
               where with_id = %(body_id)s and state = 'received' and answer_by >= %(since)s order by answer_by limit 1
           ),
           (
               select answer_by from voices_voice
               where with_id = %(body_id)s and state = 'acknowledged' and answer_by >= %(since)s order by answer_by limit 1
           )
       ) as first_day
from also
