-- How much was said in each month since a day, and how much of what that month said has an answer by now?
-- Asked by: the curves of the review. One row per body directly below and month. Cost: the voices of the branch.
select left(voice.cell_path, %(width)s) as unit, date_trunc('month', voice.received_on)::date as month, count(*)::int as said,
       count(voice.answer_id)::int as answered
from voices_voice as voice
where voice.cell_path >= %(path)s and voice.cell_path < %(end)s
  and voice.received_on >= %(since)s and voice.received_on <= %(today)s
group by 1, 2
order by 2, 1
