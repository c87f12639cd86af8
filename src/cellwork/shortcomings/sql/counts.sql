-- How much stands in the register of a branch, by cause, kind of body and source; raised and closed in the last days?
-- Asked by: the register's first page. One row per cause, kind and source. Counts, never words.
-- Cost: one range of the open ones, and one of those raised or closed in the period.
with inside as (
    select one.body_id, one.cause, one.source, one.turn_id, one.state, one.turn_by, one.turn_path,
           (one.raised_at at time zone %(zone)s)::date as raised_on, one.state_since
    from shortcomings_shortcoming as one
    where one.path >= %(path)s and one.path < %(end)s
      and (one.turn_id is not null or one.raised_at >= %(today)s::date - %(days)s::int - 1
           or one.state_since >= %(today)s::date - %(days)s::int - 1)
)
select inside.cause, body.kind, inside.source,
       count(*) filter (where turn_id is not null)::int as open,
       count(*) filter (where state in ('corrected', 'gone', 'explained'))::int as to_check,
       count(*) filter (where turn_by < %(today)s)::int as late,
       count(*) filter (where turn_by < %(today)s::date - %(climb_days)s::int and length(turn_path) > 8)::int as very_late,
       count(*) filter (where state = 'closed'
                          and (state_since at time zone %(zone)s)::date >= %(today)s::date - %(days)s::int)::int as closed,
       count(*) filter (where raised_on >= %(today)s::date - %(days)s::int)::int as raised
from inside
join organisation_body as body on body.id = inside.body_id
group by inside.cause, body.kind, inside.source
