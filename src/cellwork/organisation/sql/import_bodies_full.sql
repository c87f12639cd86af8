-- Lines for which their parent has no segment left.
-- Run by: imports of bodies, after planning. One row per line newly at fault.
update import_body as body
set faults = 'There is no room under ' || left(body.parent_code, 40)
             || ': a body can have 1,679,616 bodies directly below it, past ones included. Put a body between them.'
from import_plan as plan
where plan.line = body.line and plan.segment is null
