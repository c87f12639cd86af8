-- How many days passed until what was said had its first answer?
-- Asked by: the review. One row over all, per body directly below and per kind of voice; times only from `fewest` on.
-- Cost: the voices of the branch and their first answers.
select case when grouping(answered.unit) = 0 then 'unit' when grouping(answered.kind) = 0 then 'kind' else '' end as by,
       coalesce(answered.unit, answered.kind, '') as key, count(*)::int as answered,
       case when count(*) >= %(fewest)s then percentile_cont(0.5) within group (order by answered.days) end as median_days,
       case when count(*) >= %(fewest)s then percentile_cont(0.9) within group (order by answered.days) end as p90_days
from (
    select left(voice.cell_path, %(width)s) as unit, voice.kind,
           greatest((min(answer.answered_at) at time zone %(zone)s)::date - min(voice.received_on), 0) as days
    from voices_voice as voice
    join voices_answer as answer on answer.body_id = voice.body_id and answer.voice_id = voice.id
    where voice.cell_path >= %(path)s and voice.cell_path < %(end)s
      and voice.received_on >= %(since)s and voice.received_on <= %(today)s
    group by voice.body_id, voice.id, voice.cell_path, voice.kind
) as answered
group by grouping sets ((), (answered.unit), (answered.kind))
