-- Which bodies of a branch have nobody in a leading office now, and since when?
-- Asked by: whoever opens the number of vacancies in a review. One row per body and office, along the paths, a page at a time.
-- Cost: along the paths with an index probe each, until the page is full.
select body.id as body_id, body.name as body_name, coalesce(parent.name, '') as above, body.path, post.office,
       coalesce((select max(term.until) from offices_term as term
                 where term.body_id = body.id and term.office = post.office and term.until <= %(at)s),
                body.founded_on::timestamptz, body.since) as since
from organisation_body as body
left join organisation_body as parent on parent.id = body.parent_id
join lateral (
    select split_part(led, '/', 2) as office
    from unnest(%(leading)s::text[]) as led
    where split_part(led, '/', 1) = body.kind
) as post on true
where body.path >= %(path)s and body.path > %(after)s and body.path < %(end)s and body.dissolved_on is null
  and not exists (
    select from offices_term as term
    where term.body_id = body.id and term.office = post.office
      and term.since <= %(at)s and (term.until is null or term.until > %(at)s))
order by body.path
limit %(limit)s
