-- Two persons in one seat at one time: the line is at fault; of two lines, the later.
-- Run by: imports of offices, once per round. One row per line newly at fault.
with clash as (
    select distinct on (later.line) later.line, other.person_name, other.line as other_line, later.seat
    from import_seat as later
    join import_seat as other
      on other.body_id = later.body_id and other.office = later.office and other.seat = later.seat
     and (other.line is null or other.line < later.line)
     and tstzrange(other.since, other.until) && tstzrange(later.since, later.until)
    where later.line is not null
    order by later.line, other.line nulls first
)
update import_term as term
set faults = 'Seat ' || clash.seat || ' is held by ' || left(clash.person_name, 60)
             || coalesce(' (' || pg_temp.spot(clash.other_line) || ')', '')
             || ' in that time: give that term an end, or name another seat.'
from clash
where clash.line = term.line and term.faults is null
