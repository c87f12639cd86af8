-- Lines that may be at fault, at a glance: a few too many rather than one too few. A long text is one of many bytes.
-- Run by: imports of members. One row per line. Cost: one pass, shared by the processors there are.
create unlogged table import_suspect as
select line, person_id, family_name, given_name, number, cell_id, since, born_on, standing
from import_member
where number is null or octet_length(number) > 100
   or given_name is null or octet_length(given_name) + octet_length(family_name) > 300
   or cell_id is null or standing is null
   or since is null or since > %(today)s::date
   or born_on > %(today)s::date or born_on < %(today)s::date - 47482 or born_on > since
