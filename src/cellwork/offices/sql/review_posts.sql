-- The leading posts of a branch since a day: how many are vacant, how often did they change hands, how long do their holders hold them?
-- Asked by: the review. One row per body directly below, sector and office. `leading` holds "kind/office". Days: of all posts
-- together, to now or to the dissolution, vacant ones among them: of a body founded in the time from its founding on, of another
-- from the day on or from the first term that is known of it. What was before that, nobody knows, and nobody counts.
-- `begun` and `ended`: terms in the time; `changed`: posts with a term that began in it after another had ended.
-- Cost: one pass over the bodies of the branch and the terms of their leading offices.
with post as materialized (
    select body.id as body_id, left(body.path, %(width)s) as unit, body.sector, split_part(led, '/', 2) as office,
           case when body.founded_on >= %(since)s then body.founded_on::timestamptz end as founded_at,
           least(coalesce(body.dissolved_on::timestamptz, 'infinity'), %(at)s) as until_at, body.dissolved_on is null as lives
    from organisation_body as body
    join unnest(%(leading)s::text[]) as led on split_part(led, '/', 1) = body.kind
    where body.path >= %(path)s and body.path < %(end)s
      and (body.dissolved_on is null or body.dissolved_on >= %(since)s)
), led as (
    select term.body_id, term.office, min(term.since) as first,
           sum(greatest(extract(epoch from least(coalesce(term.until, 'infinity'), post.until_at)
                                         - greatest(term.since, post.founded_at, %(start)s)), 0)) / 86400 as days,
           count(*) filter (where term.since >= %(start)s) as begun,
           count(*) filter (where term.until >= %(start)s and term.until <= %(at)s) as ended,
           bool_or(term.since >= %(start)s) and bool_or(term.until <= %(at)s) as changed,
           max(case when term.until is null or term.until > %(at)s then extract(epoch from %(at)s - term.since) / 86400 end) as held
    from offices_term as term
    join post on post.body_id = term.body_id and post.office = term.office
    where term.since <= %(at)s
    group by term.body_id, term.office
)
select post.unit, post.sector, post.office,
       (count(*) filter (where post.lives))::int as posts,
       (count(*) filter (where post.lives and led.held is null))::int as vacant,
       coalesce(sum(known.days), 0)::bigint as days,
       coalesce(sum(greatest(known.days - coalesce(led.days, 0), 0)), 0)::bigint as vacant_days,
       coalesce(sum(led.begun), 0)::int as begun, coalesce(sum(led.ended), 0)::int as ended,
       (count(*) filter (where led.changed))::int as changed,
       (count(*) filter (where led.held < 183))::int as half_year,
       (count(*) filter (where led.held >= 183 and led.held < 365))::int as year,
       (count(*) filter (where led.held >= 365 and led.held < 730))::int as two_years,
       (count(*) filter (where led.held >= 730 and led.held < 1826))::int as five_years,
       (count(*) filter (where led.held >= 1826))::int as longer
from post
left join led on led.body_id = post.body_id and led.office = post.office
cross join lateral (
    select greatest(extract(epoch from post.until_at - greatest(coalesce(post.founded_at, led.first), %(start)s)), 0) / 86400 as days
) as known
group by post.unit, post.sector, post.office
