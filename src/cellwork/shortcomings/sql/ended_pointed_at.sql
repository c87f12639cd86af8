-- Which shortcomings of a branch ended at one moment, and answers to voices point at them?
-- Asked by: telling the authors, after a body was dissolved. One row per shortcoming.
-- Cost: those that ended in the branch, from an index, and one probe for each of that moment.
select one.id
from shortcomings_shortcoming as one
where one.path >= %(path)s and one.path < %(end)s and one.state = 'ended' and one.state_since = %(at)s
  and exists (select from voices_answer as answer where answer.link_id = one.id and answer.link_kind = 'shortcoming')
order by one.id
