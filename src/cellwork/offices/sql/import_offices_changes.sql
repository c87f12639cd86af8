-- Terms of the register that the file changes. What it has no column for stays as it is.
-- Run by: imports of offices. One row per term that changes.
create unlogged table import_change as
select term.id, case when %(has_until)s then line.until else term.until end as until,
       case when %(has_standing)s then line.standing else term.standing end as standing
from import_term as line
join offices_term as term on term.id = line.old_id
where line.faults is null
  and ((%(has_until)s and line.until is distinct from term.until) or (%(has_standing)s and line.standing <> term.standing))
