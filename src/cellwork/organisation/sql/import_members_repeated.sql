-- Of lines with one number that are right in themselves the first is taken, the others are at fault. Where there are two of them, as there mostly are, the
-- other is known already and is not looked for again.
-- Run by: imports of members, once it is known which numbers stand in more than one line. One row per line at fault.
insert into import_fault (line, reason)
select line, 'This number stands in ' || pg_temp.spot(first)
             || ' already: remove one of them, or correct the number.'
from (
    select last as line, first from import_doubled where lines = 2
    union all
    select member.line, doubled.first
    from import_doubled as doubled
    join import_member as member on member.person_id = doubled.person_id and member.line > doubled.first
    where doubled.lines > 2 and not exists (select from import_fault as fault where fault.line = member.line)
) as later
