-- Terms that the register does not have yet.
-- Run by: imports of offices, last.
insert into offices_term (id, body_id, office, seat, person_id, person_name, since, until, standing)
select pg_temp.new_id(%(moment)s, %(seed)s, term.line, %(lines)s), term.body_id, term.office, seat.seat, term.person_id, term.person_name,
       term.since, term.until, term.standing
from import_term as term
join import_seat as seat on seat.line = term.line
where term.faults is null and term.old_id is null
