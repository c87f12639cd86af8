-- Who would sit where and when, at every body of the file: terms of the register, those that lines change, those that lines
-- add with a seat of their own.
-- Run by: imports of offices, once per round of judging. One row per term.
create unlogged table import_seat as
select line, body_id, office, coalesce(seat, wished) as seat, since, until, person_name
from import_term
where faults is null and (old_id is not null or wished is not null)
union all
select null, term.body_id, term.office, term.seat::int, term.since, term.until, term.person_name
from offices_term as term
where exists (select from import_term where import_term.body_id = term.body_id)
  and not exists (select from import_term where import_term.old_id = term.id and faults is null)
