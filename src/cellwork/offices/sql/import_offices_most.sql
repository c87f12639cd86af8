-- The largest number of lines without a seat of their own for one office at one body. One row.
select coalesce(max(lines), 0)::int as most
from (select count(*) as lines from import_term
      where faults is null and old_id is null and wished is null group by body_id, office) as each
