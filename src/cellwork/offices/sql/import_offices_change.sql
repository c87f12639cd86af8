-- Changed terms: all that become shorter before all that become longer, so that nobody is in a seat that is not free yet.
-- Run by: imports of offices, twice: `shorter` true, then false.
update offices_term as term
set until = change.until, standing = change.standing
from import_change as change
where change.id = term.id
  and (coalesce(change.until, 'infinity') <= coalesce(term.until, 'infinity')) = %(shorter)s
  and (change.until is distinct from term.until or change.standing <> term.standing)
