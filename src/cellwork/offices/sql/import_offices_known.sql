-- The terms that lines know again.
-- Run by: imports of offices. One row per line whose term stands in the register.
update import_term as line
set old_id = term.id, seat = term.seat, since = term.since,
    faults = case when line.wished <> term.seat
                  then concat_ws(chr(30), line.faults, 'This term stands on seat ' || term.seat
                       || '; an import does not change seats: leave the seat empty, or end this term and begin another.')
                  else line.faults end
from offices_term as term
where term.body_id = line.body_id and term.office = line.office and term.person_id = line.person_id
  and (term.since at time zone %(time_zone)s)::date = line.day
