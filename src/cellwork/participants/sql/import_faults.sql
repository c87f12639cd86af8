-- Every reason of every line at fault, one row each.
-- Run by: imports of participants, before anything is written.
insert into import_fault (line, reason)
select line, unnest(string_to_array(faults, chr(30))) from import_place where faults is not null
