-- How many bodies of a branch had accepted earlier words of a decision and have not accepted the changed ones?
-- Asked by: the overview of an amended decision. One row. Cost: those bodies, in an index of theirs.
select count(*)::int as bodies, (count(*) filter (where amend_by < %(today)s))::int as late, min(amend_by) as first_day
from decisions_directive
where decision_id = %(decision_id)s and path > %(path)s and path < %(end)s and amend_by is not null
