-- Terms at bodies that are dissolved end now; those that were still to begin are called off.
-- Run by: what follows an import of bodies.
with dissolved as (
    select term.id, term.since
    from offices_term as term
    join organisation_body as body on body.id = term.body_id
    where body.dissolved_on is not null and body.since = %(at)s and (term.until is null or term.until > %(at)s)
), called_off as (
    delete from offices_term using dissolved where offices_term.id = dissolved.id and dissolved.since >= %(at)s
)
update offices_term as term set until = %(at)s from dissolved where dissolved.id = term.id and dissolved.since < %(at)s
