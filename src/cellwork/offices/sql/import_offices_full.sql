-- Lines for which no seat was free.
-- Run by: imports of offices, after seating. One row per line newly at fault.
update import_term as term
set faults = case when term.seats = 1 then 'The seat' else 'Every one of the ' || term.seats || ' seats' end
             || ' of that office at ' || left(term.body_name, 60)
             || ' is taken in that time: give the term of whoever was there before an end.'
from import_seat as seat
where seat.line = term.line and seat.seat is null and term.faults is null
