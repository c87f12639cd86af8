-- How many bodies came late, have not answered and still have time?
-- Asked by: every overview. One row per path directly below. Cost: the directives with a date of their own, in an index of theirs.
select left(path, length(%(path)s) + 4) as branch, count(*)::int as bodies
from decisions_directive
where decision_id = %(decision_id)s and path > %(path)s and path < %(end)s
  and answer_by is not null and answer_by >= %(day)s and state in ('received', 'read')
group by 1
