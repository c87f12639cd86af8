-- In place of which vacant leading office does a person act at a body?
-- Asked by: an act, or a page, where no office of the person's own reaches. One row, or none: the body has somebody who leads it, or
-- somebody nearer leads above it, or the person leads nothing there. `since`: when the post became vacant.
-- Cost: a key read and an index probe for each body above. `leading` holds "kind/office" of every leading office.
with line as (
    select body.id, body.name, body.path, post.office, body.founded_on, body.since, term.id as term_id, term.person_id
    from organisation_body as body
    join (select split_part(led, '/', 1) as kind, split_part(led, '/', 2) as office
          from unnest(%(leading)s::text[]) as led) as post on post.kind = body.kind
    left join lateral (
        select term.id, term.person_id from offices_term as term
        where term.body_id = body.id and term.office = post.office
          and term.since <= %(at)s and (term.until is null or term.until > %(at)s)
        order by term.person_id = %(person_id)s desc, term.seat
        limit 1) as term on true
    where body.path = any(%(paths)s::text[]) and body.dissolved_on is null
), nearest as (
    select line.* from line where line.term_id is not null order by line.path desc limit 1
)
select vacant.id as body_id, vacant.name as body_name, vacant.path, vacant.office,
       coalesce((select max(term.until) from offices_term as term
                 where term.body_id = vacant.id and term.office = vacant.office and term.until <= %(at)s),
                vacant.founded_on::timestamptz, vacant.since) as since,
       nearest.id as from_id, nearest.office as own_office, nearest.term_id
from line as vacant
join nearest on nearest.person_id = %(person_id)s
where vacant.path = %(path)s and vacant.term_id is null
