-- Which cause stands in the register of how many bodies below one where it lies, among what is open and in no matter?
-- Asked by: the page of patterns. One row per body where the cause lies and cause, most bodies first.
-- Cost: the open ones of the branch once, each with a probe per level above.
with open as (
    select one.body_id, one.path, one.cause, (one.raised_at at time zone %(zone)s)::date as raised_on
    from shortcomings_shortcoming as one
    where one.path >= %(path)s and one.path < %(end)s and one.state in ('open', 'under_way')
      and one.matter_id is null and not one.gathers and %(lies_at)s::jsonb ? one.cause
      and one.raised_at >= %(today)s::date - %(days)s::int - 1
), placed as (
    select left(open.path, 4 * depth) as path, open.cause, count(distinct open.body_id)::int as bodies, count(*)::int as instances,
           min(raised_on) as first, max(raised_on) as latest
    from open
    cross join generate_series(length(%(path)s) / 4, length(open.path) / 4 - 1) as depth
    where open.raised_on >= %(today)s::date - %(days)s::int
    group by 1, open.cause
    having count(distinct open.body_id) >= %(bodies)s::int
)
select body.id as body_id, body.name as body_name, placed.cause, placed.bodies, placed.instances, placed.first, placed.latest
from placed
join organisation_body as body on body.path = placed.path
where %(lies_at)s::jsonb -> placed.cause ? body.kind and body.dissolved_on is null
order by placed.bodies desc, placed.path, placed.cause
limit %(limit)s
