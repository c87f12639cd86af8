-- Every reason of every line at fault, one row each.
-- Run by: imports of bodies, before lines are counted and rejected ones are written out.
insert into import_fault (line, reason)
select line, unnest(string_to_array(faults, chr(30))) from import_body where faults is not null
