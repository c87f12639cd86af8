-- Every reason of every line that could not be taken as it stands, one row each.
-- Run by: imports of members, before anything is written.
insert into import_fault (line, reason)
select line, unnest(string_to_array(faults, chr(30))) from import_wrong
