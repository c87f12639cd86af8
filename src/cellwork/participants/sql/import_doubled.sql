-- Lines that say again what an earlier line said.
-- Run by: imports of participants. One row per later line.
with numbered as (
    select line, first_value(line) over (partition by person_id order by line) as first
    from import_place
    where faults is null
)
update import_place as place
set faults = 'The same person stands in ' || pg_temp.spot(numbered.first) || ' already: the first was taken. Remove one of them.'
from numbered
where place.line = numbered.line and numbered.line > numbered.first
