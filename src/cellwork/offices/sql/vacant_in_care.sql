-- For which bodies with a vacant leading office does whoever leads this body answer?
-- Asked by: "what waits on you". One row per body: those directly below without a leader, and further down as long as nobody leads
-- in between; the nearest first. `since`: when the post became vacant.
-- Cost: an index probe per body directly below, and below each of these; it stops at `limit`. `leading`: "kind/office".
with recursive leaderless as (
    select body.id, body.name, body.kind, body.path, body.founded_on, body.since
    from organisation_body as body
    where body.parent_id = %(body_id)s and body.dissolved_on is null and not exists (
        select from offices_term as term
        where term.body_id = body.id and body.kind || '/' || term.office = any(%(leading)s::text[])
          and term.since <= %(at)s and (term.until is null or term.until > %(at)s))
    union all
    select body.id, body.name, body.kind, body.path, body.founded_on, body.since
    from leaderless
    join organisation_body as body on body.parent_id = leaderless.id
    where body.dissolved_on is null and not exists (
        select from offices_term as term
        where term.body_id = body.id and body.kind || '/' || term.office = any(%(leading)s::text[])
          and term.since <= %(at)s and (term.until is null or term.until > %(at)s))
)
select body.id as body_id, body.name as body_name, body.path, post.office,
       coalesce((select max(term.until) from offices_term as term
                 where term.body_id = body.id and term.office = post.office and term.until <= %(at)s),
                body.founded_on::timestamptz, body.since) as since
from leaderless as body
join (select split_part(led, '/', 1) as kind, split_part(led, '/', 2) as office
      from unnest(%(leading)s::text[]) as led) as post on post.kind = body.kind
limit %(limit)s
