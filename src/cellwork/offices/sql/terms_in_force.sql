-- Which offices does a person hold at this moment, and where do their bodies stand?
-- Asked by: every act and every page. One row per term in force, the highest body first.
-- Cost: one index probe by person, one key read per term.
select term.id as term_id, term.office, term.standing, body.id as body_id, body.name as body_name, body.kind as body_kind,
       body.is_cell, body.path, term.since, term.until
from offices_term as term
join organisation_body as body on body.id = term.body_id
where term.person_id = %(person_id)s
  and term.since <= %(at)s and (term.until is null or term.until > %(at)s)
  and body.dissolved_on is null
order by length(body.path), body.path, term.office, term.id
