-- Numbers that stand in more than one line that is right in itself. `some`: it is known that there may be any.
-- Sorted by several processes rather than hashed by one: two thirds of the time, a fraction of the memory.
-- Run by: imports of members. One row per number. Cost: one pass.
set local enable_hashagg = off;
create unlogged table import_doubled as
select person_id, min(line) as first, max(line) as last, count(*) as lines
from import_member
where %(some)s and not exists (select from import_wrong as wrong where wrong.line = import_member.line and faults is not null)
group by person_id
having count(*) > 1;
set local enable_hashagg = on
