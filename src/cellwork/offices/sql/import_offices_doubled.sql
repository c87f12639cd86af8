-- Lines that say again what an earlier line said.
-- Run by: imports of offices. One row per later line.
with numbered as (
    select line, first_value(line) over (partition by body_id, office, person_id, day order by line) as first
    from import_term
    where body_id is not null and office is not null and person_id is not null and day is not null
)
update import_term as term
set faults = concat_ws(chr(30), term.faults, 'The same person, office and day stand in ' || pg_temp.spot(numbered.first)
                       || ' already: the first was taken. Remove one of them.')
from numbered
where term.line = numbered.line and numbered.line > numbered.first
