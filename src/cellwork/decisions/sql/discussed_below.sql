-- How many bodies below a body named the meeting at which they discussed a decision before they accepted it?
-- Asked by: the overview. One row. Cost: an index of those alone, 25 ms for 300,000.
select count(*)::int as bodies
from decisions_directive
where decision_id = %(decision_id)s and path > %(path)s and path < %(end)s and meeting_id is not null and state <> 'closed'
  and (%(sector)s::text is null or sector = %(sector)s)
