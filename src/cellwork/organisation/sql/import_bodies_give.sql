-- Parents in the register have given so many segments now.
-- Run by: imports of bodies, before new bodies are founded.
update organisation_body as upper
set segments_given = greatest(upper.segments_given, plan.given)
from (select parent_code, max(given) as given from import_plan where segment is not null group by parent_code) as plan
where upper.code = plan.parent_code
