-- Which bodies directly below have nobody in a leading office, and since when?
-- Asked by: "what waits on you" of a committee. One row per body and leading office without a term in force, the longest first.
-- Cost: an index probe per body directly below. `leading` holds "kind/office" of every leading office.
select body.id as body_id, body.name as body_name, post.office,
       coalesce((select max(term.until) from offices_term as term
                 where term.body_id = body.id and term.office = post.office and term.until <= %(at)s),
                body.founded_on::timestamptz, body.since) as since
from organisation_body as body
join lateral (
    select split_part(led, '/', 2) as office
    from unnest(%(leading)s::text[]) as led
    where split_part(led, '/', 1) = body.kind
) as post on true
where body.parent_id = %(body_id)s and body.dissolved_on is null
  and not exists (
    select from offices_term as term
    where term.body_id = body.id and term.office = post.office
      and term.since <= %(at)s and (term.until is null or term.until > %(at)s))
order by since, body.path
limit 50
