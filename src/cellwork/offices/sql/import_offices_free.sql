-- The first free seat for the n-th line of each office at each body that names none; lines without one are at fault.
-- Run by: imports of offices, once per n. Rows: those seated.
with asking as (
    select term.line, term.body_id, term.office, term.since, term.until, term.person_name, free.seat
    from (
        select *, row_number() over (partition by body_id, office order by since, line) as place
        from import_term where faults is null and old_id is null and wished is null
    ) as term
    left join lateral (
        select offered.seat
        from generate_series(1, term.seats) as offered (seat)
        where not exists (
            select from import_seat as taken
            where taken.body_id = term.body_id and taken.office = term.office and taken.seat = offered.seat
              and tstzrange(taken.since, taken.until) && tstzrange(term.since, term.until))
        order by offered.seat limit 1
    ) as free on true
    where term.place = %(place)s
)
insert into import_seat (line, body_id, office, seat, since, until, person_name)
select line, body_id, office, seat, since, until, person_name from asking
